//! Time that moves when told to.

use std::sync::{Arc, Mutex, PoisonError};

use findmesh_core::Now;

/// 2026-03-01 12:00:00 UTC, an hour after boot: where a [`MockClock`] starts.
pub const START: Now = Now { boot_ms: 3_600_000, wall_ms: 1_772_366_400_000 };

/// Both clocks of a phone in hand; clones are the same clock.
#[derive(Clone, Debug)]
pub struct MockClock {
    now: Arc<Mutex<Now>>,
}

impl Default for MockClock {
    fn default() -> Self {
        Self::at(START)
    }
}

impl MockClock {
    /// A clock that shows `now`.
    pub fn at(now: Now) -> Self {
        Self { now: Arc::new(Mutex::new(now)) }
    }

    /// What it shows.
    pub fn now(&self) -> Now {
        *self.lock()
    }

    /// Time passes, on both clocks.
    pub fn advance(&self, ms: u64) {
        let mut now = self.lock();
        now.boot_ms = now.boot_ms.saturating_add(ms);
        now.wall_ms = now.wall_ms.saturating_add_unsigned(ms);
    }

    /// Somebody sets the wall clock; boot time does not notice.
    pub fn jump_wall(&self, ms: i64) {
        let mut now = self.lock();
        now.wall_ms = now.wall_ms.saturating_add(ms);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
