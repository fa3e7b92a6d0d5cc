//! What events tell the planner.

use super::{Planner, Trigger, jittered, quiet, standing};
use crate::config::ScanLimits;
use crate::moment::{Boot, Moment, span};
use crate::persist::IdHash;
use crate::phone::{Motion, PhoneState, WakeCause};
use crate::plan::jitter::doubled;
use crate::ring::KeptFix;
use crate::scan_request::{Delivery, ScanPlan, ScanSlot};
use rand_chacha::ChaCha12Rng;

impl Planner {
    /// A key came into range.
    pub(crate) fn arrive(&mut self, key: &IdHash) {
        self.arrivals |= quiet::bit(key);
    }

    /// A tag that may be reported was in range.
    pub(crate) fn meet(&mut self, at: Boot) {
        self.met = self.met.max(Some(at));
    }

    /// Something woke, or found, the process.
    pub(crate) fn woken(&mut self, cause: WakeCause, now: Boot, limits: &ScanLimits) {
        self.wakes_up(now);
        let age = self.alive.map_or(i64::MAX, |alive| now - alive);
        let old = |limit: u64| age >= span(limit);
        let rearm = match cause {
            // What this process asked for a moment ago came after it.
            WakeCause::Boot | WakeCause::PackageReplaced | WakeCause::BluetoothOn => {
                self.standing.is_adopted() || old(limits.lost_retry_ms)
            }
            WakeCause::ProfileConnection => old(limits.rearm_connection_ms),
            WakeCause::Delivery => false,
            _ => old(limits.rearm_ms),
        };
        // The next process is to know where this one has to wait and ends before it came to it.
        self.dirty |= rearm && !self.rearm;
        self.rearm |= rearm;
        if rearm && matches!(cause, WakeCause::Boot | WakeCause::PackageReplaced) {
            self.standing.vanish();
        }
        match cause {
            WakeCause::Delivery => self.alive = Some(now),
            WakeCause::Alarm => self.stir(Trigger::Alarm),
            WakeCause::Job => self.stir(Trigger::Awake),
            WakeCause::Opened => {
                self.visible.renew();
                self.enliven();
            }
            _ => self.enliven(),
        }
    }

    /// A moment that the finder asked for.
    pub(crate) fn ticked(&mut self, now: Boot) {
        self.wakes_up(now);
        self.stir(Trigger::Alarm);
    }

    /// The phone's state, before and now.
    pub(crate) fn phone(&mut self, before: &PhoneState, after: &PhoneState) {
        self.told = true;
        self.lit = after.screen_on;
        let lit = after.screen_on && !before.screen_on;
        let charged = after.charging && !before.charging;
        let moves = after.motion == Motion::Moving && before.motion != Motion::Moving;
        if moves {
            self.bursts.refresh();
        }
        if lit || charged || moves {
            self.enliven();
        }
    }

    /// The newest fix.
    pub(crate) fn place(&mut self, fix: &KeptFix, now: Boot, limits: &ScanLimits) {
        if self.course.take(fix, limits) {
            self.quiet.forget(now);
            self.bursts.refresh();
            self.enliven();
            self.stale = true;
        }
    }

    /// Results came, all of which were looked at. True where that was late.
    pub(crate) fn delivered(
        &mut self,
        phone: &PhoneState,
        now: Boot,
        limits: &ScanLimits,
        rng: &mut ChaCha12Rng,
    ) -> bool {
        self.wakes_up(now);
        (self.expecting, self.blocked) = (false, false);
        let by_standing = self.callback.live().is_none();
        if by_standing {
            self.alive = Some(now);
        }
        let before = self.quiet;
        if self.quiet.take(std::mem::take(&mut self.arrivals), now) {
            self.bursts.refresh();
            self.stir(Trigger::Awake);
        } else if by_standing {
            self.back_off(phone, now, limits, rng);
        }
        self.stale |= self.quiet != before;
        self.listened(now, limits, rng)
    }

    /// Nothing new: results are to come less often.
    fn back_off(&mut self, phone: &PhoneState, now: Boot, limits: &ScanLimits, rng: &mut ChaCha12Rng) {
        let Some((scan, plan)) = self.standing.live().zip(self.plan) else {
            return;
        };
        match scan.delivery {
            Delivery::Batched { delay_ms } => {
                let lasted = now - self.standing.began() >= span(delay_ms);
                if lasted && self.motion != Motion::Moving && delay_ms < limits.batch_quiet_ms {
                    self.quiet.raise();
                }
            }
            Delivery::Immediate
                if standing::can_pause(plan, phone) && self.wakes_too_often(plan, now, limits) =>
            {
                let most = self.longest_pause(limits);
                let pause = doubled(limits.backoff_min_ms, self.quiet.level, most);
                self.pause = Some(now + jittered(rng, pause, limits.jitter_percent));
                if pause < most {
                    self.quiet.raise();
                }
            }
            Delivery::Immediate | Delivery::AutoBatch { .. } => {}
        }
    }

    /// A process that stays knows how often it was woken; one that lives for a delivery knows only that nothing was new
    /// for a while.
    fn wakes_too_often(&self, plan: ScanPlan, now: Boot, limits: &ScanLimits) -> bool {
        let stays = plan != ScanPlan::Background;
        let spent = self.wakes_again(now, limits) > now;
        let stale = now - self.quiet.fresh >= span(limits.backoff_min_ms);
        if stays { spent } else { spent || stale }
    }

    fn longest_pause(&self, limits: &ScanLimits) -> u64 {
        match self.motion {
            Motion::Still => limits.backoff_max_ms,
            Motion::Moving => limits.backoff_min_ms,
            Motion::Unknown => limits.backoff_unknown_ms,
        }
    }

    /// The platform says that a scan runs. True where that was late.
    pub(crate) fn started(
        &mut self,
        slot: ScanSlot,
        now: Boot,
        limits: &ScanLimits,
        rng: &mut ChaCha12Rng,
    ) -> bool {
        self.slot(slot).started();
        self.slot(slot).live().is_some() && self.listened(now, limits, rng)
    }

    /// The platform refused a scan.
    pub(crate) fn refused(
        &mut self,
        slot: ScanSlot,
        code: i32,
        now: Moment,
        limits: &ScanLimits,
        rng: &mut ChaCha12Rng,
    ) {
        let pause = |ms| jittered(rng, ms, limits.jitter_percent);
        self.slot(slot).refused(code, now, pause, limits);
        self.dirty = true;
    }

    /// The platform ended a scan.
    pub(crate) fn lost(&mut self, slot: ScanSlot, now: Moment, limits: &ScanLimits, rng: &mut ChaCha12Rng) {
        let pause = jittered(rng, limits.lost_retry_ms, limits.jitter_percent);
        self.slot(slot).lost(now, pause);
        self.dirty = true;
    }

    /// A listen; the next within the floor.
    fn listened(&mut self, now: Boot, limits: &ScanLimits, rng: &mut ChaCha12Rng) -> bool {
        let floor = jittered(rng, limits.floor_ms, limits.jitter_percent);
        self.stale = true;
        self.dirty |= self.listens.is_due(now);
        self.listens.note(now, floor, span(limits.late_ms))
    }

    fn wakes_up(&mut self, now: Boot) {
        if !self.lit {
            self.wakes.note(now);
            self.stale = true;
        }
    }

    /// A moment at which the CPU is awake anyway and things may have changed.
    fn enliven(&mut self) {
        self.stir(Trigger::Awake);
        self.pause = None;
    }

    fn stir(&mut self, trigger: Trigger) {
        self.trigger = self.trigger.max(Some(trigger));
    }
}
