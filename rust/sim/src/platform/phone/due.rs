//! What comes next, and the time until then.

use super::super::draw::Purpose;
use super::{DAY_MS, Phone};

/// Kinds of what may come, in the order in which they come at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    Change,
    Doze,
    Crash,
    BluetoothBack,
    Boot,
    Update,
    AllowListLost,
    ScanTimeout,
    EncounterBegins,
    Heard,
    BatchHeard,
    Flush,
    Alarm,
    Job,
    Fix,
    Timer,
    Kill,
}

const HOUR_MS: f64 = 3_600_000.0;

impl Phone<'_> {
    /// Goes to the next moment and lets it happen.
    pub(super) fn step(&mut self) {
        let Some((at, due)) = self.next_due().filter(|(at, _)| *at < DAY_MS) else {
            self.pass_to(DAY_MS);
            self.end();
            return;
        };
        self.pass_to(at.max(self.now));
        self.happen(due);
    }

    fn next_due(&self) -> Option<(u64, Due)> {
        let moments = [
            (self.next_change(), Due::Change),
            (self.doze.due(), Due::Doze),
            (self.crash_at, Due::Crash),
            (self.bluetooth_back_at, Due::BluetoothBack),
            (self.boot_at, Due::Boot),
            (self.update_at, Due::Update),
            (self.allow_list_lost_at, Due::AllowListLost),
            (self.scans.due(), Due::ScanTimeout),
            (self.next_encounter(), Due::EncounterBegins),
            (self.regular.due_us().map(|us| us / 1000), Due::Heard),
            (self.batching.due_us().map(|us| us / 1000), Due::BatchHeard),
            (self.batch.as_ref().map(|batch| batch.flush_at), Due::Flush),
            (self.alarms.due(), Due::Alarm),
            (self.jobs.due(), Due::Job),
            (self.locator.due(), Due::Fix),
            (self.life.timer, Due::Timer),
            (self.life.kill_due(), Due::Kill),
        ];
        let known = moments.into_iter().filter_map(|(at, due)| at.map(|at| (at, due)));
        known.min_by_key(|(at, _)| *at)
    }

    fn happen(&mut self, due: Due) {
        match due {
            Due::Change => self.change(),
            Due::Doze => self.doze_step(),
            Due::Crash => self.crash(),
            Due::BluetoothBack => self.bluetooth_back(),
            Due::Boot => self.booted(),
            Due::Update => self.updated(),
            Due::AllowListLost => self.allow_list_lost(),
            Due::ScanTimeout => self.scan_too_long(),
            Due::EncounterBegins => self.encounter_begins(),
            Due::Heard => self.heard(),
            Due::BatchHeard => self.batch_heard(),
            Due::Flush => self.flush(),
            Due::Alarm => self.alarm_due(),
            Due::Job => self.job_due(),
            Due::Fix => self.fix_due(),
            Due::Timer => self.timer_due(),
            Due::Kill => self.kill(),
        }
    }

    /// Time passes with everything as it is: receiver, and the host's wake-ups by adverts of others.
    fn pass_to(&mut self, at: u64) {
        let ms = at.saturating_sub(self.now) as f64;
        let radio_ms = self.setting.own_share * ms;
        self.tally.radio_ms += radio_ms;
        let receiver = self.rules.energy.rx * radio_ms / HOUR_MS;
        let all_pass = self.all_pass_wakes_per_s() * ms / 1000.0 * self.rules.energy.wake;
        self.tally.energy.receiver += receiver;
        self.tally.energy.all_pass += all_pass;
        self.on_charger(receiver + all_pass);
        self.now = at;
    }

    /// How often adverts of others wake the host, as far as it is not kept awake by them.
    fn all_pass_wakes_per_s(&self) -> f64 {
        let Some((windows, seconds)) = self.setting.all_pass.filter(|_| !self.view.screen_on) else {
            return 0.0;
        };
        let some = 1.0 - (-self.rules.scan.ambient_per_s * seconds).exp();
        (windows * some).min(1000.0 / self.rules.energy.wake_lasts.max(1) as f64)
    }

    /// Counts energy that was spent on the charger.
    pub(super) fn on_charger(&mut self, mah: f64) {
        if self.view.charging {
            self.tally.charging_mah += mah;
        }
    }

    fn end(&mut self) {
        self.done = true;
        if let Some(since) = self.deaf_since {
            self.note_gap(since);
        }
        let cap = self.rules.scan.soft_cap;
        let over = self.tally.dark_results.iter().filter(|results| f64::from(**results) > cap).count();
        self.tally.hours_over_soft_cap = u32::try_from(over).unwrap_or(0);
    }

    fn crash(&mut self) {
        self.crash_at = self.next_chance(Purpose::Crash, self.rules.scan.crashes);
        if self.view.bluetooth {
            self.bluetooth_lost();
            self.bluetooth_back_at = Some(self.now + self.rules.scan.crash_lasts);
        }
    }

    fn scan_too_long(&mut self) {
        self.scans.cap(&self.rules.scan, self.now);
        self.retune();
    }
}
