//! Engine threads call Kotlin: attached once for their life, each call finds them attached.

use std::sync::Arc;

use findmesh_engine::ThreadHook;
use jni::{Env, JavaVM};

/// Attaches a thread to the JVM for its life. Without a JVM (tests in Rust) there is nothing to do.
pub(crate) fn attach() -> ThreadHook {
    Arc::new(|| {
        let nothing = |_: &mut Env<'_>| jni::errors::Result::Ok(());
        if let Ok(Err(error)) = JavaVM::singleton().map(|vm| vm.attach_current_thread(nothing)) {
            log::warn!("a thread was not attached: {error}");
        }
    })
}
