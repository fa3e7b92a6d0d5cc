//! The wish to listen, and what the platform made of it.

use crate::effect::Effect;
use crate::moment::{Boot, Moment, Wall};
use crate::scan_request::{Delivery, ScanMode, ScanPlan, ScanRequest, ScanSlot};

/// First pause before a refused scan is asked for again; it doubles.
const RETRY_MS: i64 = 30_000;
const RETRY_MAX_MS: i64 = 30 * 60_000;
/// A lost scan is asked for again after this.
const LOST_RETRY_MS: i64 = 5_000;

/// What the platform said against a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanTrouble {
    Refused { code: i32, since: Wall },
    Lost { since: Wall },
}

#[derive(Debug, Default)]
pub(crate) struct ScanDesk {
    asked: Option<ScanPlan>,
    running: bool,
    failures: u32,
    retry: Option<Boot>,
    trouble: Option<ScanTrouble>,
}

impl ScanDesk {
    /// Follows the wish; what to ask of the platform, if anything.
    pub(crate) fn follow(&mut self, wish: Option<ScanPlan>, now: Boot) -> Option<Effect> {
        let retry = self.retry.is_some_and(|at| at <= now);
        if wish == self.asked && !retry {
            return None;
        }
        let Some(plan) = wish else {
            *self = Self::default();
            return Some(Effect::StopScan { slot: ScanSlot::Standing });
        };
        (self.asked, self.running, self.retry) = (wish, false, None);
        Some(Effect::StartScan { scan: request(plan) })
    }

    pub(crate) fn started(&mut self) {
        if self.asked.is_some() {
            *self = Self { asked: self.asked, running: true, ..Self::default() };
        }
    }

    pub(crate) fn refused(&mut self, code: i32, now: Moment) {
        if self.asked.is_none() {
            return;
        }
        let doublings = self.failures.min(10);
        self.failures = self.failures.saturating_add(1);
        self.running = false;
        self.retry = Some(now.boot + (RETRY_MS << doublings).min(RETRY_MAX_MS));
        self.trouble = Some(ScanTrouble::Refused { code, since: now.wall });
    }

    pub(crate) fn lost(&mut self, now: Moment) {
        if self.asked.is_some() {
            self.running = false;
            self.retry = Some(now.boot + LOST_RETRY_MS);
            self.trouble = Some(ScanTrouble::Lost { since: now.wall });
        }
    }

    /// The plan that runs.
    pub(crate) fn running(&self) -> Option<ScanPlan> {
        self.asked.filter(|_| self.running)
    }

    pub(crate) fn retry(&self) -> Option<Boot> {
        self.retry
    }

    pub(crate) fn trouble(&self) -> Option<ScanTrouble> {
        self.trouble
    }
}

/// What a plan asks of the platform.
const fn request(plan: ScanPlan) -> ScanRequest {
    let (slot, mode) = match plan {
        ScanPlan::Visible => (ScanSlot::Callback, ScanMode::LowLatency),
        _ => (ScanSlot::Standing, ScanMode::LowPower),
    };
    ScanRequest { plan, slot, mode, delivery: Delivery::Immediate }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKGROUND: Option<ScanPlan> = Some(ScanPlan::Background);
    const START: Option<Effect> = Some(Effect::StartScan { scan: request(ScanPlan::Background) });

    fn moment(boot: Boot) -> Moment {
        Moment { boot, wall: boot }
    }

    #[test]
    fn a_wish_is_asked_once_and_a_change_replaces_it() {
        let mut desk = ScanDesk::default();
        assert_eq!(desk.follow(None, 0), None);
        assert_eq!(desk.follow(BACKGROUND, 0), START);
        assert_eq!(desk.follow(BACKGROUND, 1), None);
        desk.started();
        assert_eq!(desk.running(), BACKGROUND);
        let visible = Effect::StartScan { scan: request(ScanPlan::Visible) };
        assert_eq!(desk.follow(Some(ScanPlan::Visible), 2), Some(visible));
        assert_eq!(desk.running(), None);
        assert_eq!(desk.follow(None, 3), Some(Effect::StopScan { slot: ScanSlot::Standing }));
    }

    #[test]
    fn a_refused_scan_is_asked_again_later_and_later() {
        let mut desk = ScanDesk::default();
        let _ = desk.follow(BACKGROUND, 0);
        desk.refused(2, moment(0));
        assert_eq!(desk.follow(BACKGROUND, 29_999), None);
        assert_eq!(desk.follow(BACKGROUND, 30_000), START);
        desk.refused(2, moment(30_000));
        assert_eq!(desk.retry(), Some(90_000));
        desk.started();
        assert_eq!((desk.retry(), desk.trouble()), (None, None));
    }

    #[test]
    fn a_lost_scan_is_asked_again_soon() {
        let mut desk = ScanDesk::default();
        let _ = desk.follow(BACKGROUND, 0);
        desk.started();
        desk.lost(moment(1_000));
        assert_eq!(desk.trouble(), Some(ScanTrouble::Lost { since: 1_000 }));
        assert_eq!(desk.follow(BACKGROUND, 6_000), START);
    }
}
