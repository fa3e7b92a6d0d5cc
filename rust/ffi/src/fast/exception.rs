//! Errors and panics of the data plane become exceptions.

use std::any::Any;

use findmesh_engine::EngineError;
use jni::Env;
use jni::errors::ErrorPolicy;
use jni::jni_str;
use jni::strings::{JNIStr, JNIString};

use super::FastError;

/// Throws a typed exception; the native method's own result is then of no account.
#[derive(Debug)]
pub(crate) struct Throw;

impl<T: Default> ErrorPolicy<T, FastError> for Throw {
    type Captures<'frame: 'method, 'method> = ();

    fn on_error<'frame: 'method, 'method>(
        env: &mut Env<'frame>,
        (): &mut (),
        error: FastError,
    ) -> jni::errors::Result<T> {
        throw(env, class(&error), &error.to_string());
        Ok(T::default())
    }

    fn on_panic<'frame: 'method, 'method>(
        env: &mut Env<'frame>,
        (): &mut (),
        _: Box<dyn Any + Send + 'static>,
    ) -> jni::errors::Result<T> {
        throw(env, jni_str!("java/lang/RuntimeException"), "internal error of libfindmesh");
        Ok(T::default())
    }
}

/// An exception that is already on its way goes first. Throwing reports itself as an error, which it is not here.
fn throw(env: &mut Env<'_>, class: &JNIStr, message: &str) {
    if !env.exception_check() {
        let _ = env.throw_new(class, JNIString::from(message));
    }
}

const fn class(error: &FastError) -> &'static JNIStr {
    match error {
        FastError::Length { .. } | FastError::Buffer | FastError::Engine(EngineError::Packed(_)) => {
            jni_str!("java/lang/IllegalArgumentException")
        }
        FastError::Engine(EngineError::Busy { .. }) => {
            jni_str!("java/util/concurrent/RejectedExecutionException")
        }
        FastError::UnknownHandle(_) | FastError::Engine(_) => jni_str!("java/lang/IllegalStateException"),
        FastError::Jni(_) => jni_str!("java/lang/RuntimeException"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_proto::packed::PackedBatch;

    #[test]
    fn each_error_has_its_exception() {
        let malformed = FastError::from(EngineError::from(PackedBatch::parse(&[1, 0, 1, 0]).unwrap_err()));
        assert_eq!(class(&malformed).to_str(), "java/lang/IllegalArgumentException");
        assert_eq!(malformed.to_string(), "packed batch, byte 4: the buffer is cut");
        assert_eq!(class(&FastError::UnknownHandle(7)).to_str(), "java/lang/IllegalStateException");
        let busy = FastError::from(EngineError::Busy { waiting: 512 });
        assert_eq!(class(&busy).to_str(), "java/util/concurrent/RejectedExecutionException");
    }
}
