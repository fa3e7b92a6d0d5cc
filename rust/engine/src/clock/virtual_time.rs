//! A clock that stands still until it is set.

use std::sync::{Mutex, PoisonError};

use findmesh_core::Now;
use tokio::sync::watch;

use super::Clock;

/// A clock that only its owner moves: a day passes in a moment, and every moment is exact.
#[derive(Debug)]
pub struct VirtualClock {
    now: Mutex<Now>,
    changes: watch::Sender<u64>,
}

impl VirtualClock {
    /// Stands at `now`.
    pub fn new(now: Now) -> Self {
        Self { now: Mutex::new(now), changes: watch::Sender::new(0) }
    }

    /// Sets both clocks, back too where the wall clock is meant to jump.
    pub fn set(&self, now: Now) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
        self.changes.send_modify(|n| *n = n.wrapping_add(1));
    }

    /// Moves both clocks on by `ms`.
    pub fn advance(&self, ms: u64) {
        let now = self.now();
        self.set_boot(now.boot_ms.saturating_add(ms));
    }

    /// Moves both clocks on so that boot time is `boot_ms`; wall time goes the same way.
    pub fn set_boot(&self, boot_ms: u64) {
        let now = self.now();
        self.set(Now { boot_ms, wall_ms: now.wall_of_boot(boot_ms) });
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Now {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn runs(&self) -> bool {
        false
    }

    fn changes(&self) -> Option<watch::Receiver<u64>> {
        Some(self.changes.subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_move_together() {
        let clock = VirtualClock::new(Now { boot_ms: 5, wall_ms: 1_000 });
        let mut changes = clock.changes().unwrap();
        clock.advance(1_500);
        assert_eq!(clock.now(), Now { boot_ms: 1_505, wall_ms: 2_500 });
        assert!(changes.has_changed().unwrap());
        changes.mark_unchanged();
        clock.set_boot(2_005);
        assert_eq!(clock.now(), Now { boot_ms: 2_005, wall_ms: 3_000 });
    }
}
