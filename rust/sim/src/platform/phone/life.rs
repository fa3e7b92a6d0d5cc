//! Processes, foreground services, and what ends them.

use super::super::draw::{Purpose, bits, exponential, millis};
use super::super::event::{PhoneEvent, WakeCause};
use super::super::view::Importance;
use super::Phone;

/// The app's process.
#[derive(Debug, Default)]
pub(super) struct Life {
    alive: bool,
    /// The app was stopped for good: nothing reaches it until its user opens it.
    pub(super) stopped: bool,
    /// It may run until then without a service.
    run_until: u64,
    /// The host is awake until then, whatever the screen does.
    host_until: u64,
    /// The platform takes the cached process for its memory.
    reclaimed_at: Option<u64>,
    /// A tight vendor ends it.
    vendor_kill_at: Option<u64>,
    /// A foreground service may be started until then.
    service_until: u64,
    /// A timer within the process.
    pub(super) timer: Option<u64>,
}

impl Life {
    pub(super) fn kill_due(&self) -> Option<u64> {
        let at = [self.reclaimed_at, self.vendor_kill_at].into_iter().flatten().min();
        at.filter(|_| self.alive)
    }

    /// A foreground service may be started until `until`.
    pub(super) fn may_start_service(&mut self, until: u64) {
        self.service_until = self.service_until.max(until);
    }

    pub(super) const fn is_alive(&self) -> bool {
        self.alive
    }

    /// It may run until `until`, as a job does.
    pub(super) fn runs_until(&mut self, until: u64) {
        self.run_until = self.run_until.max(until);
    }
}

impl Phone<'_> {
    /// The process can run code now.
    pub(super) fn can_run(&self) -> bool {
        let life = &self.life;
        let running = self.view.service_running || self.now <= life.run_until || !self.rules.life.frozen;
        life.alive && running
    }

    /// Something wakes the app; its process is started where there is none. False where the app was stopped for good.
    pub(super) fn wake(&mut self, cause: WakeCause) -> bool {
        if self.life.stopped {
            return false;
        }
        let rules = &self.rules.energy;
        let (cold, work) = (!self.life.alive, rules.wake_awake);
        let extra = if cold { rules.wake_cold - rules.wake } else { 0.0 };
        self.wake_host();
        self.spend_wake(work + extra.max(0.0));
        if self.now > self.life.run_until && !self.view.service_running || cold {
            self.tally.app_wakeups += 1;
        }
        self.start_process(cause);
        true
    }

    fn spend_wake(&mut self, mah: f64) {
        self.tally.energy.wakes += mah;
        self.on_charger(mah);
    }

    /// The process gets its time, and is started first where there is none.
    pub(super) fn start_process(&mut self, cause: WakeCause) {
        if !self.life.alive {
            self.life.alive = true;
            self.tally.cold_starts += 1;
            self.out.push_back(PhoneEvent::ProcessStarted { cause });
            self.arm_vendor();
        }
        self.life.runs_until(self.now + self.rules.life.receiver_budget);
        self.arm_reclaim();
        self.see();
    }

    /// The host wakes, or stays up longer; a dark screen makes that cost something.
    pub(super) fn wake_host(&mut self) {
        let until = self.now + self.rules.energy.wake_lasts;
        let since = self.life.host_until;
        if !self.view.screen_on {
            let asleep = since <= self.now;
            self.tally.wakeups += u32::from(asleep);
            let longer = until.saturating_sub(since.max(self.now)) as f64;
            let share = longer / self.rules.energy.wake_lasts.max(1) as f64;
            self.spend_wake(self.rules.energy.wake * if asleep { 1.0 } else { share });
        }
        self.life.host_until = since.max(until);
    }

    /// Keeps the host up with a wake lock.
    pub(super) fn hold_host(&mut self, until: u64) {
        let from = self.life.host_until.max(self.now);
        if until > from {
            if !self.view.screen_on {
                let mah = self.rules.energy.awake * (until - from) as f64 / 3_600_000.0;
                self.tally.energy.awake += mah;
                self.on_charger(mah);
            }
            self.life.host_until = until;
        }
    }

    /// Until when the process may go on: a job's or a receiver's end, or no end with a service.
    pub(super) fn run_limit(&self) -> u64 {
        if self.view.service_running { u64::MAX } else { self.life.run_until }
    }

    /// The screen went dark: what was awake falls asleep.
    pub(super) fn host_sleeps(&mut self) {
        self.life.host_until = self.life.host_until.min(self.now + self.rules.energy.wake_lasts);
        self.arm_vendor();
    }

    /// A cached process lives on for some time.
    fn arm_reclaim(&mut self) {
        let mean = self.rules.life.cached_life;
        let life = exponential(bits(self.seed, Purpose::Life, self.now, 0), mean);
        let free = !self.view.service_running && mean > 0.0;
        self.life.reclaimed_at = free.then_some(self.life.run_until + millis(life) + 1);
    }

    /// A tight vendor ends processes some time after the screen went dark.
    pub(super) fn arm_vendor(&mut self) {
        let profile = &self.day.profile;
        let tight = profile.oem_tight && !profile.locked_in_recents && !self.view.screen_on;
        self.life.vendor_kill_at = tight.then_some(self.now + self.rules.life.kill_after_dark);
    }

    /// The process ends; what belongs to it goes with it.
    pub(super) fn kill(&mut self) {
        if !self.life.alive {
            return;
        }
        (self.life.alive, self.life.reclaimed_at, self.life.vendor_kill_at) = (false, None, None);
        (self.life.timer, self.life.run_until) = (None, 0);
        self.life.host_until = self.life.host_until.min(self.now + self.rules.energy.wake_lasts);
        self.locator.forget();
        self.jobs.ended(self.now);
        self.tally.kills += 1;
        self.view.service_running = false;
        let _ = self.scans.stop(super::super::ask::Slot::Callback);
        self.out.push_back(PhoneEvent::ProcessKilled);
        self.see();
        self.retune();
    }

    /// Stops the app for good: scans, alarms and jobs too.
    pub(super) fn force_stop(&mut self) {
        self.kill();
        self.life.stopped = true;
        self.tally.force_stopped = true;
        self.alarms.cancel();
        self.jobs.cancel();
        self.tally.scans_lost += self.scans.lose();
        self.batch = None;
        self.retune();
    }

    /// A service may be started: asked by the app.
    pub(super) fn service_allowed(&self) -> bool {
        let free = !self.rules.life.service_restricted || self.view.exempt || self.view.service_running;
        self.life.alive && (free || self.now < self.life.service_until)
    }

    /// The service began or ended.
    pub(super) fn service_changed(&mut self, running: bool) {
        self.view.service_running = running;
        self.arm_reclaim();
        self.see();
        self.retune();
    }

    /// Brings what the app can see up to date.
    pub(super) fn see(&mut self) {
        let view = &mut self.view;
        view.importance = match (self.life.alive, view.service_running) {
            (false, _) => Importance::Gone,
            (true, false) => Importance::Background,
            (true, true) => Importance::Service,
        };
        view.moving = view.service_running.then_some(self.moving);
        view.doze = self.doze.state();
    }

    /// Tells a living process that the state changed.
    pub(super) fn tell(&mut self) {
        self.see();
        if self.can_run() {
            self.out.push_back(PhoneEvent::Changed);
        }
    }

    pub(super) fn timer_due(&mut self) {
        self.life.timer = None;
        if self.can_run() {
            self.out.push_back(PhoneEvent::Timer);
        }
    }
}
