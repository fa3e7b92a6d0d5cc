//! Holds the clocks against each other: boot time never runs back here, and a jump of the wall is noticed.

use crate::config::HealthLimits;
use crate::lived::Gap;
use crate::moment::{Boot, Moment, Wall, span};
use crate::time::Now;

/// A boot that had lasted so long when it was seen last is the same one if its clock shows more now: another would have been
/// noticed when it began.
const LASTED_MS: i64 = 10 * 60 * 1000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Jump {
    /// Milliseconds that the wall clock gained on boot time.
    pub(crate) by_ms: i64,
    at: Moment,
    /// It is told until then.
    until: Boot,
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
    pub(crate) fn observe(&mut self, now: Now, limits: &HealthLimits) -> Moment {
        let mut moment = Moment::new(now);
        if let Some(last) = self.last {
            moment.boot = moment.boot.max(last.boot);
            self.compare(last, moment, limits);
        }
        self.last = Some(moment);
        moment
    }

    fn compare(&mut self, last: Moment, now: Moment, limits: &HealthLimits) {
        let by_ms = (now.wall - last.wall) - (now.boot - last.boot);
        if by_ms.abs() > span(limits.jump_ms) {
            self.jump = Some(Jump { by_ms, at: now, until: now.boot + span(limits.jump_shown_ms) });
        }
    }

    /// What a process that begins finds. Less by the wall than is known to have passed: it was set back. More may be a
    /// phone that was off, unless its boot goes on: for certain where it had lasted before.
    pub(crate) fn went_on(&mut self, gap: Gap, now: Moment, limits: &HealthLimits) {
        let by_ms = gap.wall_ms.saturating_sub(gap.known_ms);
        let same_boot = now.boot - gap.known_ms >= LASTED_MS;
        let most = span(limits.jump_ms);
        if by_ms < -most || (same_boot && by_ms > most) {
            self.jump = Some(Jump { by_ms, at: now, until: now.boot + span(limits.jump_shown_ms) });
        }
    }

    /// The last jump, while it is told.
    pub(crate) fn jump(&self) -> Option<Jump> {
        let last = self.last?;
        self.jump.filter(|jump| last.boot <= jump.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(boot_ms: u64, wall_ms: i64) -> Now {
        Now { boot_ms, wall_ms }
    }

    impl ClockWatch {
        fn look(&mut self, now: Now) -> Moment {
            self.observe(now, &HealthLimits::default())
        }
    }

    #[test]
    fn a_jump_is_seen_and_forgotten_after_an_hour() {
        let mut clock = ClockWatch::default();
        let _ = clock.look(now(0, 1_000_000_000));
        let _ = clock.look(now(60_000, 1_000_060_000));
        assert!(clock.jump().is_none());
        let _ = clock.look(now(61_000, 1_000_061_000 + 301_000));
        assert_eq!(clock.jump().map(|jump| jump.by_ms), Some(301_000));
        let _ = clock.look(now(61_000 + 3_600_001, 1_000_061_000 + 301_000 + 3_600_001));
        assert!(clock.jump().is_none());
    }

    #[test]
    fn what_a_jump_is_and_how_long_it_is_told_are_numbers_of_the_configuration() {
        let limits = HealthLimits { jump_ms: 10_000, jump_shown_ms: 60_000, ..HealthLimits::default() };
        let mut clock = ClockWatch::default();
        let _ = clock.observe(now(0, 1_000_000_000), &limits);
        let _ = clock.observe(now(1_000, 1_000_000_000 + 12_000), &limits);
        assert_eq!(clock.jump().map(|jump| jump.by_ms), Some(11_000));
        let _ = clock.observe(now(62_000, 1_000_000_000 + 73_000), &limits);
        assert!(clock.jump().is_none());
    }

    #[test]
    fn a_process_that_begins_tells_a_clock_that_was_set_from_a_phone_that_was_off() {
        let jump = |boot: i64, known_ms: i64, wall_ms: i64| {
            let mut clock = ClockWatch::default();
            let now = clock.look(now(u64::try_from(boot).unwrap(), 1 << 40));
            clock.went_on(Gap { known_ms, wall_ms }, now, &HealthLimits::default());
            clock.jump().map(|jump| jump.by_ms)
        };
        assert_eq!(jump(5_000_000, 1_000_000, 1_299_000), None);
        assert_eq!(jump(5_000_000, 1_000_000, 1_301_000), Some(301_000));
        assert_eq!(jump(5_000_000, 1_000_000, 699_000), Some(-301_000));
        assert_eq!(jump(20_000, 20_000, 30_000_000), None, "it was off");
        assert_eq!(jump(20_000, 20_000, -1_000_000), Some(-1_020_000), "not even the time since its start");
        assert_eq!(jump(700_000, 200_000, 30_000_000), None, "that boot may have been another");
    }

    #[test]
    fn slow_drift_is_no_jump_and_boot_time_never_runs_back() {
        let mut clock = ClockWatch::default();
        for step in 0..100 {
            let _ = clock.look(now(step * 1_000, 1_000_000 + 241_000 * i64::try_from(step).unwrap()));
        }
        assert!(clock.jump().is_none());
        assert_eq!(clock.look(now(5, 1_000_000 + 241_000 * 99)).boot, 99_000);
    }
}
