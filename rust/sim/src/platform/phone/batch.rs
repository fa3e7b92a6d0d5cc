//! The controller's batch storage and its flushes.

use crate::world::Profile;

use super::super::ask::Slot;
use super::super::draw::{Purpose, bits, millis, unit};
use super::super::event::Heard;
use super::super::rules::ScanRules;
use super::Phone;
use findmesh_core::Delivery;

/// Multiplies the floor after each empty flush, up to the constant's bound.
const BACKOFF: [u64; 5] = [1, 1, 2, 2, 4];

/// What the controller keeps for us.
#[derive(Debug)]
pub(super) struct Batch {
    records: Vec<Heard>,
    /// Fill at which the host is told.
    told_at: usize,
    /// Empty flushes since the last one with results.
    empty: usize,
    /// When the host fetches it.
    pub(super) flush_at: u64,
}

impl Batch {
    pub(super) fn new(rules: &ScanRules, profile: &Profile) -> Self {
        let holds = profile.batch_storage / rules.batch_record;
        let told_at = millis(f64::from(holds) * rules.batch_told);
        let told_at = usize::try_from(told_at).unwrap_or(usize::MAX).max(1);
        Self { records: Vec::new(), told_at, empty: 0, flush_at: u64::MAX }
    }

    /// Keeps a record; true when the host has to be told.
    pub(super) fn keep(&mut self, heard: Heard) -> bool {
        // Timestamps come in steps of 50 ms.
        self.records.push(Heard { at_ms: heard.at_ms - heard.at_ms % 50, ..heard });
        self.records.len() >= self.told_at
    }
}

impl Phone<'_> {
    /// The host fetches what the controller keeps and gives it to the app, if it is anything.
    pub(super) fn flush(&mut self) {
        let Some(batch) = &mut self.batch else {
            return;
        };
        let records = std::mem::take(&mut batch.records);
        batch.empty = if records.is_empty() { batch.empty + 1 } else { 0 };
        self.tally.flushes += 1;
        self.wake_host();
        self.deliver(self.batch_takers(), records);
        self.arm_flush();
    }

    fn batch_takers(&self) -> (bool, bool) {
        let batches = |slot| {
            let client = self.scans.client(slot);
            client.is_some_and(|client| client.ask.delivery != Delivery::Immediate)
        };
        // A scan that was just stopped still gets what was kept for it.
        (batches(Slot::Standing) || !batches(Slot::Callback), batches(Slot::Callback))
    }

    /// Sets the alarm of the next flush: the delay and up to a tenth more, earlier where adverts of others fill the storage.
    pub(super) fn arm_flush(&mut self) {
        let Some(empty) = self.batch.as_ref().map(|batch| batch.empty) else {
            return;
        };
        let delay = self.setting.delay.max(self.floor(empty)) as f64;
        let slack = unit(bits(self.seed, Purpose::Flush, self.now, 0)) * self.rules.scan.batch_flush_slack;
        let mut wait = delay * (1.0 + slack);
        if let Some(batch) = &mut self.batch {
            if self.setting.batch_ambient_per_s > 0.0 {
                wait = wait.min(1000.0 * batch.told_at as f64 / self.setting.batch_ambient_per_s);
            }
            batch.flush_at = self.now + millis(wait).max(1);
        }
    }

    /// The shortest delay that the platform serves now.
    fn floor(&self, empty: usize) -> u64 {
        let rules = &self.rules.scan;
        let dark = self.dark_since.is_some_and(|since| self.now >= since + rules.batch_floor_dark_after);
        if !dark {
            return rules.batch_floor;
        }
        let factor = BACKOFF[empty.min(BACKOFF.len() - 1)].min(rules.batch_floor_backoff.max(1));
        rules.batch_floor_dark * factor
    }
}
