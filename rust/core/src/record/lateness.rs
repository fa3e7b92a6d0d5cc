//! Wakes that came later than they were asked for.

use crate::moment::{Boot, Moment, Wall};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asked {
    at: Boot,
    asked: Boot,
}

/// A wake that was late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Late {
    pub(crate) by_ms: i64,
    /// When it should have come.
    pub(crate) since: Wall,
}

#[derive(Debug, Default)]
pub(crate) struct Lateness {
    asked: Option<Asked>,
    late: Option<Late>,
    /// When reports might leave last.
    window: Option<Boot>,
}

impl Lateness {
    /// The phone was asked to wake us; the same moment once more is no new wish.
    pub(crate) fn ask(&mut self, at: Boot, now: Boot) {
        if self.asked.is_none_or(|asked| asked.at != at) {
            self.asked = Some(Asked { at, asked: now });
        }
    }

    /// Something happened: a wish whose time has passed was met now. The platform may shift an alarm by `slack`, or by three
    /// quarters of its distance.
    pub(crate) fn observe(&mut self, now: Moment, slack: i64) {
        if let Some(Asked { at, asked }) = self.asked.take_if(|asked| asked.at <= now.boot) {
            self.judge(at, slack.max((at - asked) / 4 * 3), now);
        }
    }

    /// A process begins in which something was due at `at`.
    pub(crate) fn began(&mut self, at: Boot, now: Moment, slack: i64) {
        // A phone that is off wakes nobody.
        let at = at.max(0);
        if at + slack < now.boot {
            self.judge(at, slack, now);
        }
    }

    fn judge(&mut self, at: Boot, slack: i64, now: Moment) {
        let by_ms = now.boot - at;
        self.late = (by_ms > slack).then(|| Late { by_ms, since: now.wall_of(at) });
    }

    /// The last wake, where it was late.
    pub(crate) fn late(&self) -> Option<Late> {
        self.late
    }

    /// Reports might leave.
    pub(crate) fn window(&mut self, now: Boot) {
        self.window = Some(now);
    }

    /// When reports might leave last, in this process.
    pub(crate) fn last_window(&self) -> Option<Boot> {
        self.window
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const SLACK: i64 = 15 * MINUTE;

    fn at(boot: Boot) -> Moment {
        Moment { boot, wall: boot + 1_000_000_000 }
    }

    #[test]
    fn a_wake_is_late_beyond_what_the_platform_may_shift_it_and_the_next_one_clears_it() {
        let mut wakes = Lateness::default();
        wakes.ask(10 * MINUTE, 0);
        wakes.observe(at(9 * MINUTE), SLACK);
        wakes.observe(at(25 * MINUTE), SLACK);
        assert_eq!(wakes.late(), None);
        wakes.ask(40 * MINUTE, 30 * MINUTE);
        wakes.observe(at(56 * MINUTE), SLACK);
        assert_eq!(wakes.late(), Some(Late { by_ms: 16 * MINUTE, since: at(40 * MINUTE).wall }));
        wakes.observe(at(70 * MINUTE), SLACK);
        assert!(wakes.late().is_some(), "nothing was asked for");
        wakes.ask(71 * MINUTE, 70 * MINUTE);
        wakes.observe(at(71 * MINUTE), SLACK);
        assert_eq!(wakes.late(), None);
    }

    #[test]
    fn a_far_wake_may_shift_farther() {
        let mut wakes = Lateness::default();
        wakes.ask(80 * MINUTE, 0);
        wakes.observe(at(140 * MINUTE), SLACK);
        assert_eq!(wakes.late(), None);
        wakes.ask(240 * MINUTE, 160 * MINUTE);
        wakes.observe(at(301 * MINUTE), SLACK);
        assert!(wakes.late().is_some());
    }

    #[test]
    fn what_was_due_while_the_phone_was_off_is_not_late() {
        let mut wakes = Lateness::default();
        wakes.began(-100 * MINUTE, at(MINUTE), SLACK);
        assert_eq!(wakes.late(), None);
        wakes.began(5 * MINUTE, at(30 * MINUTE), SLACK);
        assert_eq!(wakes.late().map(|late| late.by_ms), Some(25 * MINUTE));
    }
}
