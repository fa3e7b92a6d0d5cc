//! The clock of new engines.

use std::sync::Arc;

use findmesh_engine::Clock;

/// The machine's own.
#[cfg(not(feature = "test-hooks"))]
pub(crate) fn engine_clock() -> Arc<dyn Clock> {
    Arc::new(findmesh_engine::SystemClock)
}

/// The one that tests set.
#[cfg(feature = "test-hooks")]
pub(crate) fn engine_clock() -> Arc<dyn Clock> {
    crate::test_hooks::clock()
}
