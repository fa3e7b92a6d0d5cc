//! Bytes of the JVM become a batch of an engine.

use findmesh_engine::EngineError;
use jni::Env;
use jni::objects::{JByteArray, JByteBuffer};
use jni::sys::{jint, jlong};

use crate::handles;

/// Why a batch was not taken.
#[derive(Debug, thiserror::Error)]
pub enum FastError {
    /// No engine has this handle.
    #[error("unknown handle {0}")]
    UnknownHandle(jlong),
    /// The length is negative or greater than the buffer.
    #[error("length {length} of a buffer of {capacity} bytes")]
    Length {
        /// As given.
        length: jint,
        /// What there is.
        capacity: usize,
    },
    /// The buffer is null, or not direct.
    #[error("the buffer is null or not direct")]
    Buffer,
    /// The engine did not take it.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The JVM refused.
    #[error(transparent)]
    Jni(#[from] jni::errors::Error),
}

/// Hands the bytes to the engine of a handle; its ticket. What both entry points do once they have bytes.
pub fn ingest(handle: jlong, packed: &[u8]) -> Result<jlong, FastError> {
    let engine = handles::get(handle).ok_or(FastError::UnknownHandle(handle))?;
    Ok(engine.ingest(packed)?.cast_signed())
}

/// A copy of the first `length` bytes.
pub(super) fn of_array(env: &Env<'_>, buffer: &JByteArray<'_>, length: jint) -> Result<Vec<u8>, FastError> {
    if buffer.is_null() {
        return Err(FastError::Buffer);
    }
    let mut bytes = vec![0_i8; checked(length, buffer.len(env)?)?];
    buffer.get_region(env, 0, &mut bytes)?;
    Ok(bytes.into_iter().map(i8::cast_unsigned).collect())
}

/// The first `length` bytes in place; Kotlin does not write to them until the call returns.
pub(super) fn of_buffer<'a>(
    env: &Env<'_>,
    buffer: &'a JByteBuffer<'_>,
    length: jint,
) -> Result<&'a [u8], FastError> {
    let address = env.get_direct_buffer_address(buffer).map_err(|_| FastError::Buffer)?;
    let length = checked(length, env.get_direct_buffer_capacity(buffer)?)?;
    // SAFETY: the JVM says that `capacity` bytes are there, `length` is not more, and the caller's reference keeps
    // the buffer alive for the call.
    Ok(unsafe { std::slice::from_raw_parts(address, length) })
}

fn checked(length: jint, capacity: usize) -> Result<usize, FastError> {
    let fits = usize::try_from(length).ok().filter(|n| *n <= capacity);
    fits.ok_or(FastError::Length { length, capacity })
}
