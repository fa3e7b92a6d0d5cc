//! Holds the clocks against each other: boot time never runs back here, and a jump of the wall is noticed.

use crate::moment::{Moment, Wall};
use crate::time::Now;

/// Beyond this the wall clock jumped (docs/finder.md §6).
const JUMP_MS: i64 = 5 * 60 * 1000;
/// The reason stands this long.
const SHOWN_MS: i64 = 60 * 60 * 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Jump {
    /// Milliseconds that the wall clock gained on boot time.
    pub(crate) by_ms: i64,
    at: Moment,
}

impl Jump {
    /// The new wall time at which it was noticed.
    pub(crate) fn since_wall(&self) -> Wall {
        self.at.wall
    }
}

#[derive(Debug, Default)]
pub(crate) struct ClockWatch {
    last: Option<Moment>,
    jump: Option<Jump>,
}

impl ClockWatch {
    pub(crate) fn observe(&mut self, now: Now) -> Moment {
        let mut moment = Moment::new(now);
        if let Some(last) = self.last {
            moment.boot = moment.boot.max(last.boot);
            self.compare(last, moment);
        }
        self.last = Some(moment);
        moment
    }

    fn compare(&mut self, last: Moment, now: Moment) {
        let by_ms = (now.wall - last.wall) - (now.boot - last.boot);
        if by_ms.abs() > JUMP_MS {
            self.jump = Some(Jump { by_ms, at: now });
        }
    }

    /// The last jump, for an hour.
    pub(crate) fn jump(&self) -> Option<Jump> {
        let last = self.last?;
        self.jump.filter(|jump| last.boot - jump.at.boot <= SHOWN_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(boot_ms: u64, wall_ms: i64) -> Now {
        Now { boot_ms, wall_ms }
    }

    #[test]
    fn a_jump_is_seen_and_forgotten_after_an_hour() {
        let mut clock = ClockWatch::default();
        let _ = clock.observe(now(0, 1_000_000_000));
        let _ = clock.observe(now(60_000, 1_000_060_000));
        assert!(clock.jump().is_none());
        let _ = clock.observe(now(61_000, 1_000_061_000 + 301_000));
        assert_eq!(clock.jump().map(|jump| jump.by_ms), Some(301_000));
        let _ = clock.observe(now(61_000 + 3_600_001, 1_000_061_000 + 301_000 + 3_600_001));
        assert!(clock.jump().is_none());
    }

    #[test]
    fn slow_drift_is_no_jump_and_boot_time_never_runs_back() {
        let mut clock = ClockWatch::default();
        for step in 0..100 {
            let _ = clock.observe(now(step * 1_000, 1_000_000 + 241_000 * i64::try_from(step).unwrap()));
        }
        assert!(clock.jump().is_none());
        assert_eq!(clock.observe(now(5, 1_000_000 + 241_000 * 99)).boot, 99_000);
    }
}
