//! The data plane: `dev.findmesh.internal.FastPath`. One call a batch, no object per sighting.
//!
//! A malformed buffer is an `IllegalArgumentException` that names the byte, an unknown handle or a closed engine an
//! `IllegalStateException`, too much waiting a `RejectedExecutionException`; a panic is a `RuntimeException`.
// JNI's entry points are unsafe by their nature; nothing outside of this folder is.
#![allow(unsafe_code)]

mod batch;
mod exception;

use jni::objects::{JByteArray, JByteBuffer, JClass};
use jni::sys::{JNI_VERSION_1_6, jint, jlong};
use jni::{EnvUnowned, JavaVM};

use crate::{instance, logging};
pub use batch::FastError;
pub use batch::ingest;
use batch::{of_array, of_buffer};
use exception::Throw;

/// Called by the JVM when it loads the library.
///
/// # Safety
/// `vm` is the JVM's own pointer.
#[unsafe(no_mangle)]
pub unsafe extern "system" fn JNI_OnLoad(vm: *mut jni::sys::JavaVM, _: *mut std::ffi::c_void) -> jint {
    // SAFETY: as the caller promises.
    let _ = unsafe { JavaVM::from_raw(vm) };
    logging::init();
    JNI_VERSION_1_6
}

/// `ingest(handle, buffer, length): Long`: the first `length` bytes are a packed batch; returns its ticket.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_FastPath_ingest<'l>(
    mut env: EnvUnowned<'l>,
    _class: JClass<'l>,
    handle: jlong,
    buffer: JByteArray<'l>,
    length: jint,
) -> jlong {
    env.with_env(|env| ingest(handle, &of_array(env, &buffer, length)?)).resolve::<Throw>()
}

/// `ingestDirect(handle, buffer, length): Long`: the same from the start of a direct buffer, whatever its position.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_FastPath_ingestDirect<'l>(
    mut env: EnvUnowned<'l>,
    _class: JClass<'l>,
    handle: jlong,
    buffer: JByteBuffer<'l>,
    length: jint,
) -> jlong {
    env.with_env(|env| ingest(handle, of_buffer(env, &buffer, length)?)).resolve::<Throw>()
}

/// `instanceId(): Long`: what the control plane's `instance_id` says, when both are one library.
#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_findmesh_internal_FastPath_instanceId<'l>(
    _env: EnvUnowned<'l>,
    _class: JClass<'l>,
) -> jlong {
    instance::instance_id()
}
