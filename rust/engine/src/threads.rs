//! Threads of an engine.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{Builder, JoinHandle};

/// Runs at the start of every thread that an engine makes; the FFI attaches it to the JVM here.
pub type ThreadHook = Arc<dyn Fn() + Send + Sync>;

pub(crate) fn spawn(
    name: &str,
    hook: ThreadHook,
    body: impl FnOnce() + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    Builder::new().name(name.into()).spawn(move || {
        let _ = contained("thread hook", || hook());
        let _ = contained("engine thread", body);
    })
}

/// A panic in `body` is noted and goes no further.
pub(crate) fn contained<T>(what: &str, body: impl FnOnce() -> T) -> Option<T> {
    let result = catch_unwind(AssertUnwindSafe(body)).ok();
    if result.is_none() {
        log::error!("{what} panicked");
    }
    result
}
