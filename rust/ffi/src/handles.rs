//! Engines by number: what a caller holds is never a pointer, and an old number finds nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use findmesh_engine::Engine;

static ENGINES: LazyLock<RwLock<HashMap<i64, Arc<Engine>>>> = LazyLock::new(RwLock::default);
static NEXT: AtomicI64 = AtomicI64::new(1);

/// Gives an engine its number, which no other engine of this process gets.
pub(crate) fn add(engine: Arc<Engine>) -> i64 {
    let handle = NEXT.fetch_add(1, Ordering::Relaxed);
    let _ = ENGINES.write().unwrap_or_else(PoisonError::into_inner).insert(handle, engine);
    handle
}

/// The engine of a number.
pub(crate) fn get(handle: i64) -> Option<Arc<Engine>> {
    ENGINES.read().unwrap_or_else(PoisonError::into_inner).get(&handle).cloned()
}

/// The number finds nothing from now on. Once more does nothing.
pub(crate) fn remove(handle: i64) {
    let _ = ENGINES.write().unwrap_or_else(PoisonError::into_inner).remove(&handle);
}
