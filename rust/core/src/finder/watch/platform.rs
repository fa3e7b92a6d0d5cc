//! Reasons that show only in what the platform does with our wishes: late wakes, ended processes.

use crate::finder::Finder;
use crate::moment::{Moment, span};
use crate::phone::StandbyBucket;
use crate::reason_code::ReasonCode;
use crate::reasons::Found;

impl Finder {
    pub(super) fn find_platform(&self, now: Moment, found: &mut Vec<Found>) {
        self.find_late_alarm(found);
        self.find_late_job(now, found);
        self.find_death(found);
    }

    /// Whether the platform rations what wakes us.
    fn is_rationed(&self) -> bool {
        let bucket = self.phone.bucket >= StandbyBucket::WorkingSet;
        bucket && !self.phone.battery_exempt
    }

    fn find_late_alarm(&self, found: &mut Vec<Found>) {
        let rationed = self.is_rationed() || self.phone.dozing;
        if let Some(late) = self.record.lateness.late().filter(|_| rationed) {
            let reason = Found::new(ReasonCode::AlarmQuota).since(late.since);
            let reason = reason.with("late", late.by_ms / 1_000);
            found.push(reason.with("bucket", self.phone.bucket.as_str()));
        }
    }

    /// The next report is due, might leave, and nobody gave us the moment.
    fn find_late_job(&self, now: Moment, found: &mut Vec<Found>) {
        if !(self.is_rationed() && self.may_upload()) {
            return;
        }
        let sent = self.marks.upload.map(|wall| now.boot_of_past(wall));
        let window = self.record.lateness.last_window();
        let since =
            self.next_due().and_then(|due| [Some(due), Some(0), sent, window].into_iter().flatten().max());
        if let Some(since) = since.filter(|since| now.boot - since >= span(self.config.health.late_job_ms)) {
            let reason = Found::new(ReasonCode::JobQuota).since(now.wall_of(since));
            found.push(reason.with("bucket", self.phone.bucket.as_str()));
        }
    }

    fn find_death(&self, found: &mut Vec<Found>) {
        if let Some(death) = &self.record.death {
            let reason =
                Found::new(death.code()).severity(death.severity(&self.config.health)).since(death.since);
            found.push(reason.with("why", &death.why).with("gap", death.gap_s()));
        }
    }
}
