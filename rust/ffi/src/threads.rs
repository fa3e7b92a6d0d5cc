//! Engine threads call Kotlin: attached once for their life, each call finds them attached.

use std::sync::Arc;
use std::thread;

use findmesh_engine::ThreadHook;
use jni::strings::JNIString;
use jni::vm::AttachConfig;
use jni::{DEFAULT_LOCAL_FRAME_CAPACITY, Env, JavaVM};

/// Attaches a thread to the JVM for its life. Without a JVM (tests in Rust) there is nothing to do.
pub(crate) fn attach() -> ThreadHook {
    Arc::new(|| {
        if let Ok(Err(error)) = JavaVM::singleton().map(|vm| attach_to(&vm)) {
            log::warn!("a thread was not attached: {error}");
        }
    })
}

/// Under its own name, so that thread dumps of the host say whose it is.
fn attach_to(vm: &JavaVM) -> jni::errors::Result<()> {
    let name = JNIString::from(thread::current().name().unwrap_or("findmesh"));
    let config = || AttachConfig::new().thread_name(&name);
    vm.attach_current_thread_with_config(config, Some(DEFAULT_LOCAL_FRAME_CAPACITY), |_: &mut Env<'_>| Ok(()))
}
