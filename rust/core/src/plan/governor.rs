//! The platform's ration of scan starts: it refuses silently, so nobody may come near it.

use crate::config::ScanLimits;
use crate::moment::{Boot, span};

/// Who wants to start a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// The finder, while nobody looks.
    Background,
    /// The finder, for a person who looks.
    Foreground,
    /// The host, for itself.
    Host,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) at: Boot,
    /// The finder's, not the host's.
    pub(super) own: bool,
}

#[derive(Debug, Default)]
pub(super) struct Governor {
    /// Starts of the last window, oldest first.
    starts: Vec<Start>,
    /// Somebody has to wait until then.
    held: Option<Boot>,
}

impl Governor {
    /// When this caller may start a scan: now, or the first moment at which that leaves every window within its bounds.
    pub(super) fn earliest(&self, caller: Caller, now: Boot, limits: &ScanLimits) -> Boot {
        let kept = if caller == Caller::Foreground { 0 } else { limits.foreground_starts };
        let all = self.free_at(limits.quota_starts.saturating_sub(kept), |_| true, limits);
        let own = self.free_at(limits.own_starts.saturating_sub(kept), |start| start.own, limits);
        let own = own.filter(|_| caller != Caller::Host);
        all.into_iter().chain(own).fold(now, Boot::max)
    }

    /// When fewer than `most` starts lie in the window before.
    fn free_at(&self, most: u32, which: impl Fn(&Start) -> bool, limits: &ScanLimits) -> Option<Boot> {
        let most = usize::try_from(most.max(1)).unwrap_or(usize::MAX);
        let in_the_way = self.starts.iter().rev().filter(|start| which(start)).nth(most - 1)?;
        Some(in_the_way.at + span(limits.quota_window_ms))
    }

    /// Counts a start.
    pub(super) fn note(&mut self, caller: Caller, now: Boot, limits: &ScanLimits) {
        self.starts.retain(|start| now - start.at < span(limits.quota_window_ms));
        self.starts.push(Start { at: now, own: caller != Caller::Host });
    }

    /// Somebody was told to wait.
    pub(super) fn hold(&mut self, until: Boot) {
        self.held = Some(until);
    }

    /// Until when somebody waits.
    pub(super) fn held(&self, now: Boot) -> Option<Boot> {
        self.held.filter(|until| *until > now)
    }

    pub(super) fn starts(&self) -> &[Start] {
        &self.starts
    }

    pub(super) fn recall(&mut self, starts: Vec<Start>) {
        self.starts = starts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(governor: &mut Governor, caller: Caller, now: Boot) -> Result<(), Boot> {
        let limits = ScanLimits::default();
        let at = governor.earliest(caller, now, &limits);
        if at > now {
            return Err(at);
        }
        governor.note(caller, now, &limits);
        Ok(())
    }

    #[test]
    fn one_of_three_is_kept_for_the_foreground() {
        let mut governor = Governor::default();
        assert_eq!(ask(&mut governor, Caller::Background, 0), Ok(()));
        assert_eq!(ask(&mut governor, Caller::Background, 1_000), Ok(()));
        assert_eq!(ask(&mut governor, Caller::Background, 2_000), Err(30_000));
        assert_eq!(ask(&mut governor, Caller::Foreground, 3_000), Ok(()));
        assert_eq!(ask(&mut governor, Caller::Foreground, 4_000), Err(30_000));
        assert_eq!(ask(&mut governor, Caller::Background, 30_000), Err(31_000));
        assert_eq!(ask(&mut governor, Caller::Background, 33_000), Ok(()));
    }

    #[test]
    fn a_host_gets_what_is_left_and_is_counted() {
        let mut governor = Governor::default();
        for at in 0..3 {
            assert_eq!(ask(&mut governor, Caller::Host, at), Ok(()));
        }
        assert_eq!(ask(&mut governor, Caller::Host, 10), Err(30_000));
        assert_eq!(ask(&mut governor, Caller::Background, 10), Err(30_000));
        assert_eq!(ask(&mut governor, Caller::Foreground, 10), Ok(()));
        assert_eq!(ask(&mut governor, Caller::Foreground, 11), Err(30_000));
    }

    #[test]
    fn limits_that_leave_nothing_leave_one() {
        let mut governor = Governor::default();
        let limits =
            ScanLimits { quota_starts: 1, own_starts: 1, foreground_starts: 1, ..ScanLimits::default() };
        assert_eq!(governor.earliest(Caller::Background, 5, &limits), 5);
        governor.note(Caller::Background, 5, &limits);
        assert_eq!(governor.earliest(Caller::Background, 6, &limits), 30_005);
    }
}
