//! From what is known to what is asked of the platform.

use rand_chacha::ChaCha12Rng;

use super::slot::{Slot, Turn};
use super::standing::{Means, is_out, restart_after, uneven};
use super::{Caller, Outlook, Planner, Trigger, jittered};
use crate::effect::Effect;
use crate::moment::{Boot, span};
use crate::scan_request::{Delivery, ScanMode, ScanPlan, ScanRequest, ScanSlot};

impl Planner {
    /// Follows the wish; what to ask of the platform, in order.
    pub(crate) fn look(&mut self, outlook: &Outlook<'_>, now: Boot, rng: &mut ChaCha12Rng) -> Vec<Effect> {
        let mut effects = Vec::new();
        let trigger = self.trigger.take();
        self.arrivals = 0;
        self.plan = outlook.plan;
        self.motion = self.course.motion(outlook.phone.motion, now);
        self.visible.observe(outlook.phone.app_visible, now);
        let Some(plan) = outlook.plan else {
            self.rest(now, &mut effects);
            self.next = None;
            return effects;
        };
        let standing = self.follow_standing(plan, outlook, trigger.is_some(), now, rng, &mut effects);
        let callback = self.follow_callback(plan, outlook, trigger, now, rng, &mut effects);
        self.suspect(outlook, now);
        let restart = self.restart_at(outlook, rng).filter(|_| !self.rearm);
        let holds = standing.into_iter().chain(callback).chain(restart);
        self.next = holds.chain(self.moments(plan, outlook, now)).min();
        effects
    }

    /// Nothing is to run.
    fn rest(&mut self, now: Boot, effects: &mut Vec<Effect>) {
        for slot in [ScanSlot::Standing, ScanSlot::Callback] {
            self.stop(slot, now, effects);
        }
        (self.pause, self.rearm, self.out) = (None, false, false);
        self.listens.end();
    }

    /// A process that begins knows at first only what it was told of the phone: its scan may be about to deliver.
    fn follow_standing(
        &mut self,
        plan: ScanPlan,
        outlook: &Outlook<'_>,
        stirred: bool,
        now: Boot,
        rng: &mut ChaCha12Rng,
        effects: &mut Vec<Effect>,
    ) -> Option<Boot> {
        let overdue = stirred && self.listens.ask_at().is_some_and(|at| at <= now);
        self.rearm |= overdue || self.restart_at(outlook, rng).is_some_and(|at| at <= now);
        let (saving, phone, level) = (outlook.saving, outlook.phone, self.quiet.level);
        self.out = is_out(phone, self.motion, self.quiet.fresh, now, outlook.limits);
        let out = self.out && !saving;
        let request = Means { plan, saving, phone, motion: self.motion, level, out }.request(outlook.limits);
        let request = uneven(request, self.standing.asked(), rng, outlook.limits);
        self.pause = self.pause.filter(|until| *until > now && !self.rearm && is_immediate(&request));
        let left_alone = self.standing.is_adopted() && !self.told;
        let wanted = if left_alone { self.standing.live() } else { Some(request) };
        let wanted = wanted.filter(|_| self.pause.is_none());
        self.standing.relabel(wanted);
        self.turn(ScanSlot::Standing, wanted, outlook, now, rng, effects)
    }

    fn follow_callback(
        &mut self,
        plan: ScanPlan,
        outlook: &Outlook<'_>,
        trigger: Option<Trigger>,
        now: Boot,
        rng: &mut ChaCha12Rng,
        effects: &mut Vec<Effect>,
    ) -> Option<Boot> {
        let looks = self.visible.until(now, span(outlook.limits.visible_ms)).is_some();
        let over = self.bursts.until().is_some_and(|until| until <= now || self.callback.live().is_none());
        if over || (self.bursts.until().is_some() && (looks || !has_bursts(plan))) {
            self.end_burst(outlook, now, rng);
        }
        if !looks {
            self.begin_burst(trigger, plan, outlook, now);
        }
        let burst = self.bursts.until().map(|_| continuous(plan));
        if self.callback.live().is_some_and(|scan| scan.plan != ScanPlan::Visible) {
            self.callback.relabel(burst);
        }
        let wanted = if looks { Some(continuous(ScanPlan::Visible)) } else { burst };
        self.turn(ScanSlot::Callback, wanted, outlook, now, rng, effects)
    }

    fn begin_burst(&mut self, trigger: Option<Trigger>, plan: ScanPlan, outlook: &Outlook<'_>, now: Boot) {
        let Some(trigger) = trigger.filter(|_| has_bursts(plan) && self.bursts.until().is_none()) else {
            return;
        };
        let limits = outlook.limits;
        let encounter = self.met.is_some_and(|met| now - met <= outlook.encounter_end);
        let at_once = |at: Boot| at <= now;
        let may = self.bursts.allowed_at(trigger, now, limits).is_some_and(at_once)
            && at_once(self.governor.earliest(Caller::Background, now, limits))
            && matches!(self.callback.turn(Some(continuous(plan)), false, now, limits), Turn::Start { .. });
        if may && self.bursts.is_needed(now, self.course.spot(), encounter, limits) {
            self.bursts.begin(now, self.course.spot(), limits);
        }
    }

    fn end_burst(&mut self, outlook: &Outlook<'_>, now: Boot, rng: &mut ChaCha12Rng) {
        let limits = outlook.limits;
        self.bursts.end(now, self.motion, |ms| jittered(rng, ms, limits.jitter_percent), limits);
        self.dirty = true;
    }

    /// Lets a slot follow its wish; until when it has to wait, where it has to.
    fn turn(
        &mut self,
        slot: ScanSlot,
        wanted: Option<ScanRequest>,
        outlook: &Outlook<'_>,
        now: Boot,
        rng: &mut ChaCha12Rng,
        effects: &mut Vec<Effect>,
    ) -> Option<Boot> {
        let limits = outlook.limits;
        let again = self.rearm && slot == ScanSlot::Standing;
        match self.slot(slot).turn(wanted, again, now, limits) {
            Turn::Nothing => None,
            Turn::Stop => {
                self.stop(slot, now, effects);
                None
            }
            Turn::Wait(at) => Some(at),
            Turn::Start { request, stop } => {
                let looks = outlook.phone.app_visible;
                let caller = if looks { Caller::Foreground } else { Caller::Background };
                let at = self.governor.earliest(caller, now, limits);
                if at > now {
                    self.governor.hold(at);
                    return Some(at);
                }
                effects.extend(stop.then_some(Effect::StopScan { slot }));
                effects.push(Effect::StartScan { scan: request });
                self.governor.note(caller, now, limits);
                self.slot(slot).start(request, now);
                self.asked(slot, outlook, now, rng);
                None
            }
        }
    }

    /// A scan was asked for.
    fn asked(&mut self, slot: ScanSlot, outlook: &Outlook<'_>, now: Boot, rng: &mut ChaCha12Rng) {
        let limits = outlook.limits;
        self.dirty = true;
        self.listens.asked(now, jittered(rng, limits.floor_ms, limits.jitter_percent));
        match slot {
            ScanSlot::Standing => (self.alive, self.rearm) = (Some(now), false),
            ScanSlot::Callback => {
                let beside = self.met.is_some_and(|met| now - met < span(limits.silent_ms));
                (self.expecting, self.blocked) = (beside, false);
            }
        }
    }

    fn stop(&mut self, slot: ScanSlot, now: Boot, effects: &mut Vec<Effect>) {
        if self.slot(slot).turn_off(now) {
            effects.push(Effect::StopScan { slot });
            self.dirty = true;
        }
        if slot == ScanSlot::Callback {
            (self.expecting, self.blocked) = (false, false);
        }
    }

    pub(super) fn slot(&mut self, slot: ScanSlot) -> &mut Slot {
        match slot {
            ScanSlot::Standing => &mut self.standing,
            ScanSlot::Callback => &mut self.callback,
        }
    }

    /// A scan at full duty that heard a tag before it began and nothing since.
    fn suspect(&mut self, outlook: &Outlook<'_>, now: Boot) {
        let silent = now - self.callback.began() >= span(outlook.limits.silent_ms);
        self.blocked |= self.expecting && silent && self.callback.running().is_some();
    }

    /// When the standing scan starts anew before the platform caps it.
    fn restart_at(&mut self, outlook: &Outlook<'_>, rng: &mut ChaCha12Rng) -> Option<Boot> {
        let scan = self.standing.live().filter(|_| self.told || !self.standing.is_adopted())?;
        let after = restart_after(&scan, outlook.phone, outlook.limits)?;
        Some(self.standing.restart_at(after, outlook.limits.jitter_percent, rng))
    }

    /// What is going to be due without any event.
    fn moments(
        &self,
        plan: ScanPlan,
        outlook: &Outlook<'_>,
        now: Boot,
    ) -> impl Iterator<Item = Boot> + use<> {
        let limits = outlook.limits;
        let looks = self.visible.until(now, span(limits.visible_ms));
        let suspects = self.expecting && !self.blocked;
        let silent = suspects.then(|| self.callback.began() + span(limits.silent_ms));
        let free = self.wakes_again(now, limits);
        let idle = has_bursts(plan) && looks.is_none() && self.bursts.until().is_none();
        let burst = self.bursts.alarm_at(now, limits).filter(|_| idle);
        let burst = burst.map(|at| at.max(free).max(self.governor.earliest(Caller::Background, now, limits)));
        let listen = self.listens.ask_at().filter(|_| !self.rearm).map(|at| at.max(free));
        [self.pause, self.bursts.until(), looks, silent, burst, listen].into_iter().flatten()
    }
}

const fn has_bursts(plan: ScanPlan) -> bool {
    matches!(plan, ScanPlan::ForegroundService | ScanPlan::System)
}

const fn is_immediate(scan: &ScanRequest) -> bool {
    matches!(scan.delivery, Delivery::Immediate)
}

/// A callback scan at full duty.
const fn continuous(plan: ScanPlan) -> ScanRequest {
    ScanRequest { plan, slot: ScanSlot::Callback, mode: ScanMode::LowLatency, delivery: Delivery::Immediate }
}
