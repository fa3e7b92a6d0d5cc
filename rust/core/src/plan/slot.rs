//! One of the two scans that an app keeps: what was asked, and what the platform made of it.

use rand_chacha::ChaCha12Rng;

use crate::config::ScanLimits;
use crate::draw::uniform;
use crate::moment::{Boot, Moment, Wall, span};
use crate::scan_request::ScanRequest;

/// A whole share.
const WHOLE: u64 = 1_000;

/// What the platform said against a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanTrouble {
    Refused { code: i32, since: Wall },
    Lost { since: Wall },
}

/// What a slot has to do to follow a wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Nothing,
    Stop,
    /// Start, after stopping what runs where `stop` says so.
    Start {
        request: ScanRequest,
        stop: bool,
    },
    /// The wish cannot be followed before this.
    Wait(Boot),
}

#[derive(Debug, Default)]
pub(super) struct Slot {
    asked: Option<ScanRequest>,
    /// When it was asked for.
    began: Boot,
    /// Nothing was said against it since.
    live: bool,
    running: bool,
    /// An earlier process asked for it.
    adopted: bool,
    /// Share of the jitter by which it starts anew before its time, 0 to 1 000; drawn when it first matters.
    early: Option<u64>,
    stopped: Option<Boot>,
    failures: u32,
    retry: Option<Boot>,
    trouble: Option<ScanTrouble>,
}

impl Slot {
    /// What an earlier process left running.
    pub(super) fn adopt(&mut self, request: ScanRequest, began: Boot) {
        *self =
            Self { asked: Some(request), began, live: true, running: true, adopted: true, ..Self::default() };
    }

    /// How to come to what is wanted; `again` even where it seems to run.
    pub(super) fn turn(
        &self,
        wanted: Option<ScanRequest>,
        again: bool,
        now: Boot,
        limits: &ScanLimits,
    ) -> Turn {
        let Some(request) = wanted else {
            return if self.asked.is_some() { Turn::Stop } else { Turn::Nothing };
        };
        if self.live && self.asked == Some(request) && !again {
            return Turn::Nothing;
        }
        let gap = self.stopped.filter(|_| !self.live).map(|at| at + span(limits.restart_gap_ms));
        let retry = self.retry.filter(|_| self.asked == Some(request));
        match gap.into_iter().chain(retry).max() {
            Some(at) if at > now => Turn::Wait(at),
            _ => Turn::Start { request, stop: self.live },
        }
    }

    /// What runs serves another plan in the same way: nothing has to be asked.
    pub(super) fn relabel(&mut self, wanted: Option<ScanRequest>) {
        if let (Some(asked), Some(wanted)) = (&mut self.asked, wanted)
            && *asked == (ScanRequest { plan: asked.plan, ..wanted })
        {
            asked.plan = wanted.plan;
        }
    }

    pub(super) fn start(&mut self, request: ScanRequest, now: Boot) {
        if self.asked.is_some_and(|asked| asked != request) {
            (self.failures, self.trouble) = (0, None);
        }
        (self.asked, self.began, self.live, self.running) = (Some(request), now, true, false);
        (self.adopted, self.retry, self.early) = (false, None, None);
    }

    /// When what was asked for has to start anew `after` its begin at the latest: up to `percent` sooner, never later.
    pub(super) fn restart_at(&mut self, after: u64, percent: u8, rng: &mut ChaCha12Rng) -> Boot {
        let early = *self.early.get_or_insert_with(|| uniform(rng, 0, WHOLE));
        self.began + span(after - after / 100 * u64::from(percent.min(100)) / WHOLE * early)
    }

    /// Ends whatever was asked for; false where that was nothing.
    pub(super) fn turn_off(&mut self, now: Boot) -> bool {
        if self.asked.is_none() {
            return false;
        }
        *self = Self { stopped: Some(now), ..Self::default() };
        true
    }

    /// The platform let go of it without a word: it is stopped all the same before it starts anew.
    pub(super) fn vanish(&mut self) {
        self.running = false;
    }

    pub(super) fn started(&mut self) {
        if self.live {
            (self.running, self.failures, self.trouble) = (true, 0, None);
        }
    }

    /// Asks again after a pause that doubles; `share` of it, 1 and its jitter.
    pub(super) fn refused(
        &mut self,
        code: i32,
        now: Moment,
        pause: impl FnOnce(u64) -> i64,
        limits: &ScanLimits,
    ) {
        if self.asked.is_none() {
            return;
        }
        let doubled = limits.retry_ms.saturating_mul(1 << self.failures.min(20));
        let pause = pause(doubled.min(limits.retry_max_ms));
        self.failures = self.failures.saturating_add(1);
        self.fell(now.boot + pause, ScanTrouble::Refused { code, since: now.wall });
    }

    /// Asks again after `pause`.
    pub(super) fn lost(&mut self, now: Moment, pause: i64) {
        if self.asked.is_some() {
            self.fell(now.boot + pause, ScanTrouble::Lost { since: now.wall });
        }
    }

    fn fell(&mut self, retry: Boot, trouble: ScanTrouble) {
        (self.live, self.running) = (false, false);
        (self.retry, self.trouble) = (Some(retry), Some(trouble));
    }

    /// The scan that was asked for last.
    pub(super) fn asked(&self) -> Option<ScanRequest> {
        self.asked
    }

    /// What was asked and not refused.
    pub(super) fn live(&self) -> Option<ScanRequest> {
        self.asked.filter(|_| self.live)
    }

    /// What the platform said it runs.
    pub(super) fn running(&self) -> Option<ScanRequest> {
        self.asked.filter(|_| self.running)
    }

    pub(super) fn is_adopted(&self) -> bool {
        self.adopted
    }

    /// When the scan was asked for.
    pub(super) fn began(&self) -> Boot {
        self.began
    }

    pub(super) fn retry(&self) -> Option<Boot> {
        self.retry
    }

    pub(super) fn trouble(&self) -> Option<ScanTrouble> {
        self.trouble
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan_request::{Delivery, ScanMode, ScanPlan, ScanSlot};
    use crate::seed::Seed;

    const REQUEST: ScanRequest = ScanRequest {
        plan: ScanPlan::Background,
        slot: ScanSlot::Standing,
        mode: ScanMode::LowPower,
        delivery: Delivery::Immediate,
    };
    const OTHER: ScanRequest = ScanRequest { mode: ScanMode::Balanced, ..REQUEST };

    fn moment(boot: Boot) -> Moment {
        Moment { boot, wall: boot }
    }

    fn turn(slot: &Slot, wanted: Option<ScanRequest>, now: Boot) -> Turn {
        slot.turn(wanted, false, now, &ScanLimits::default())
    }

    fn refuse(slot: &mut Slot, now: Boot) {
        slot.refused(2, moment(now), span, &ScanLimits::default());
    }

    #[test]
    fn a_wish_is_asked_once_and_another_replaces_it() {
        let mut slot = Slot::default();
        assert_eq!(turn(&slot, None, 0), Turn::Nothing);
        assert_eq!(turn(&slot, Some(REQUEST), 0), Turn::Start { request: REQUEST, stop: false });
        slot.start(REQUEST, 0);
        assert_eq!(turn(&slot, Some(REQUEST), 1), Turn::Nothing);
        assert_eq!(slot.running(), None);
        slot.started();
        assert_eq!(slot.running(), Some(REQUEST));
        assert_eq!(turn(&slot, Some(OTHER), 2), Turn::Start { request: OTHER, stop: true });
        assert_eq!(turn(&slot, None, 3), Turn::Stop);
    }

    #[test]
    fn another_plan_with_the_same_scan_asks_for_nothing() {
        let mut slot = Slot::default();
        let (plan, system) = (ScanPlan::System, ScanRequest { plan: ScanPlan::System, ..REQUEST });
        slot.relabel(Some(system));
        assert_eq!(slot.live(), None);
        slot.start(REQUEST, 0);
        slot.relabel(Some(ScanRequest { plan, ..OTHER }));
        assert_eq!(slot.live(), Some(REQUEST));
        slot.relabel(Some(system));
        assert_eq!((slot.live(), turn(&slot, Some(system), 1)), (Some(system), Turn::Nothing));
    }

    #[test]
    fn what_was_stopped_rests_before_it_starts() {
        let mut slot = Slot::default();
        slot.start(REQUEST, 0);
        assert!(slot.turn_off(1_000) && !slot.turn_off(1_001));
        assert_eq!(turn(&slot, Some(OTHER), 1_399), Turn::Wait(1_400));
        assert_eq!(turn(&slot, Some(OTHER), 1_400), Turn::Start { request: OTHER, stop: false });
    }

    #[test]
    fn a_refused_scan_is_asked_again_later_and_later() {
        let mut slot = Slot::default();
        slot.start(REQUEST, 0);
        refuse(&mut slot, 0);
        assert_eq!(turn(&slot, Some(REQUEST), 29_999), Turn::Wait(30_000));
        assert_eq!(turn(&slot, Some(REQUEST), 30_000), Turn::Start { request: REQUEST, stop: false });
        slot.start(REQUEST, 30_000);
        refuse(&mut slot, 30_000);
        assert_eq!(turn(&slot, Some(REQUEST), 30_000), Turn::Wait(90_000));
        assert_eq!(slot.trouble(), Some(ScanTrouble::Refused { code: 2, since: 30_000 }));
        slot.start(REQUEST, 90_000);
        slot.started();
        assert_eq!((slot.trouble(), slot.running()), (None, Some(REQUEST)));
        for _ in 0..40 {
            refuse(&mut slot, 100_000);
        }
        assert_eq!(turn(&slot, Some(REQUEST), 100_000), Turn::Wait(100_000 + 30 * 60_000));
    }

    #[test]
    fn a_capped_scan_starts_anew_before_its_time_and_each_time_by_another_lead() {
        let (mut slot, mut rng) = (Slot::default(), Seed([6; 32]).rng());
        let restarts: Vec<Boot> = (0..200)
            .map(|_| {
                slot.start(REQUEST, 1_000);
                let at = slot.restart_at(570_000, 20, &mut rng);
                assert_eq!(slot.restart_at(570_000, 20, &mut rng), at, "drawn once a start");
                at
            })
            .collect();
        assert!(restarts.iter().all(|at| (457_000..=571_000).contains(at)), "{restarts:?}");
        assert!(restarts.iter().any(|at| *at < 470_000) && restarts.iter().any(|at| *at > 560_000));
        slot.adopt(REQUEST, 0);
        assert!((456_000..=570_000).contains(&slot.restart_at(570_000, 20, &mut rng)));
        assert_eq!(slot.restart_at(570_000, 0, &mut rng), 570_000);
    }

    #[test]
    fn a_lost_scan_is_asked_again_soon() {
        let mut slot = Slot::default();
        slot.lost(moment(0), 5_000);
        assert_eq!(slot.trouble(), None);
        slot.start(REQUEST, 0);
        slot.started();
        slot.lost(moment(1_000), 5_000);
        assert_eq!(slot.trouble(), Some(ScanTrouble::Lost { since: 1_000 }));
        assert_eq!(turn(&slot, Some(REQUEST), 1_000), Turn::Wait(6_000));
    }
}
