//! What callers may read without waiting for the engine's thread.

use std::sync::{Mutex, MutexGuard, PoisonError};

use findmesh_core::Health;
use findmesh_core::consent::Purpose;

use crate::tickets::Tickets;

/// The newest state.
#[derive(Clone, Debug)]
pub(super) struct Snapshot {
    pub(super) health: Health,
    pub(super) grants: Vec<Purpose>,
}

/// Tickets and the newest state, behind short locks.
pub(super) struct Shared {
    tickets: Mutex<Tickets>,
    snapshot: Mutex<Snapshot>,
}

impl Shared {
    pub(super) fn new(snapshot: Snapshot) -> Self {
        Self { tickets: Mutex::default(), snapshot: Mutex::new(snapshot) }
    }

    pub(super) fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn snapshot(&self) -> MutexGuard<'_, Snapshot> {
        self.snapshot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
