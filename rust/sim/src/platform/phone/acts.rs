//! What the app may do.

use findmesh_core::Fix;
use findmesh_core::phone::Connectivity;

use super::super::ask::{AlarmKind, ScanAsk, Slot, UploadEnd};
use super::super::event::PhoneEvent;
use super::super::scans::Refusal;
use super::Phone;

impl Phone<'_> {
    /// Starts a scan. As on a phone nothing tells how it went, save a [`PhoneEvent::ScanError`] where Android has one: the
    /// quota refuses in silence, an equal PendingIntent is ignored while registered, and with Bluetooth off nothing happens.
    pub fn start_scan(&mut self, ask: ScanAsk) {
        if !self.view.bluetooth || self.life.stopped {
            return;
        }
        let phone = (self.day.profile.slots_free, self.view.batching);
        match self.scans.start(ask, &self.rules.scan, phone, self.now) {
            Ok(()) => {
                self.tally.scan_starts += 1;
                self.retune();
            }
            Err(Refusal::Quota) => self.tally.scans_refused += 1,
            Err(Refusal::Ignored) => {}
            Err(Refusal::Code(code)) => {
                self.out.push_back(PhoneEvent::ScanError { slot: ask.slot, code });
            }
        }
    }

    /// Stops a scan; what a batch kept for it is delivered.
    pub fn stop_scan(&mut self, slot: Slot) {
        if self.scans.stop(slot) {
            self.retune();
        }
    }

    /// Sets the alarm, in place of the one before.
    pub fn set_alarm(&mut self, at_ms: u64, kind: AlarmKind) {
        let exact = kind == AlarmKind::Exact && (self.view.exact_alarms || self.view.exempt);
        if !self.life.stopped {
            self.alarms.set(&self.rules.alarm, self.seed, self.now, at_ms, exact);
        }
    }

    /// Cancels the alarm.
    pub fn cancel_alarm(&mut self) {
        self.alarms.cancel();
    }

    /// Schedules the periodic job, in place of the one before; the period is raised to the platform's least. It outlives
    /// reboots.
    pub fn schedule_job(&mut self, period_ms: u64) {
        if !self.life.stopped {
            self.jobs.schedule(&self.rules.job, self.seed, self.now, period_ms);
        }
    }

    /// Cancels the periodic job.
    pub fn cancel_job(&mut self) {
        self.jobs.cancel();
    }

    /// The job's work is done: its ration is spared. A job that is not finished uses all of its time.
    pub fn finish_job(&mut self) {
        self.jobs.ended(self.now);
    }

    /// Asks for run time at once, as an expedited job does, for at most `ms`; gives the moment until which the process may
    /// run, which is now where the day's ration is used up.
    pub fn expedite(&mut self, ms: u64) -> u64 {
        let limits = if self.view.exempt { None } else { Some(self.rules.job.expedited) };
        let granted = self.jobs.expedite(limits, ms);
        if granted > 0 {
            self.life.runs_until(self.now + granted);
        }
        self.now + granted
    }

    /// Holds a wake lock until `until_ms`, as far as receiver, job or service allow, and gives a [`PhoneEvent::Timer`] then,
    /// in place of the one before. Gives the moment that was granted.
    pub fn stay_awake(&mut self, until_ms: u64) -> u64 {
        let until = until_ms.min(self.run_limit()).max(self.now);
        self.hold_host(until);
        self.life.timer = Some(until);
        until
    }

    /// Starts the foreground service; false where the platform refuses it in the background.
    pub fn start_service(&mut self) -> bool {
        let allowed = self.service_allowed();
        if allowed && !self.view.service_running {
            self.service_changed(true);
        }
        self.tally.services_refused += u32::from(!allowed);
        allowed
    }

    /// Stops the foreground service.
    pub fn stop_service(&mut self) {
        if self.view.service_running {
            self.service_changed(false);
        }
    }

    /// Asks for the current location once: [`PhoneEvent::Fix`] or [`PhoneEvent::NoFix`] follows where the process still runs
    /// then. A request while one is open is ignored.
    pub fn request_fix(&mut self) {
        if self.life.is_alive() {
            self.ask_for_fix();
        }
    }

    /// Registers the PendingIntent for fixes that other apps ask for; one in 30 min wakes the app in the background.
    pub fn listen_passively(&mut self, on: bool) {
        self.locator.passive = on && !self.life.stopped;
    }

    /// The newest fix that any provider had, whoever asked for it.
    #[must_use]
    pub fn last_known_fix(&self) -> Option<Fix> {
        self.locator.newest()
    }

    /// Sends one request of so many bytes.
    pub fn upload(&mut self, bytes: u64) -> UploadEnd {
        let free = self.view.exempt || self.view.service_running;
        match self.view.connectivity {
            Connectivity::Offline => return UploadEnd::Offline,
            _ if !free && (self.doze.state().is_idle() || self.view.battery_saver) => return UploadEnd::Held,
            _ => {}
        }
        let mah = self.network_cost();
        self.tally.energy.uploads += mah;
        self.on_charger(mah);
        self.tally.uploads += 1;
        self.tally.bytes += bytes;
        UploadEnd::Sent
    }

    /// What one request costs now; keeps the cellular radio up for its tail.
    fn network_cost(&mut self) -> f64 {
        let rules = &self.rules.energy;
        if self.view.connectivity == Connectivity::Unmetered {
            return rules.upload_wifi;
        }
        let shared = self.now < self.radio_up_until;
        let mah = if shared { rules.upload_shared } else { rules.upload_lte };
        self.tally.uploads_alone += u32::from(!shared);
        self.radio_up(self.now + self.rules.energy.tail);
        mah
    }

    /// The cellular radio is up until then.
    pub(super) fn radio_up(&mut self, until: u64) {
        self.radio_up_until = self.radio_up_until.max(until);
    }

    /// The cellular radio is up, so that an upload on a metered network shares its tail.
    #[must_use]
    pub const fn is_radio_up(&self) -> bool {
        self.now < self.radio_up_until
    }
}
