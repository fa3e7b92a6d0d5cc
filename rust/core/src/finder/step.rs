//! What one event comes to, and the transaction made of it.

use rand_chacha::ChaCha12Rng;

use super::Finder;
use crate::effect::{Effect, SealRequest};
use crate::event::Event;
use crate::moment::Moment;
use crate::persist::{Change, RowId, setting};
use crate::scan_request::ScanPermit;
use crate::seed::Seed;
use crate::upload::UploadWindow;

pub(super) struct Step {
    pub(super) now: Moment,
    pub(super) rng: ChaCha12Rng,
    pub(super) scan: Vec<Effect>,
    pub(super) permit: Option<ScanPermit>,
    pub(super) seals: Vec<SealRequest>,
    pub(super) changes: Vec<Change>,
    /// Changes that memory holds to even if the transaction fails: they go into the next one.
    pub(super) must: Vec<Change>,
    /// Spacing, backoff or parking changed.
    pub(super) uploads_changed: bool,
    pub(super) upload: Option<Vec<RowId>>,
    pub(super) request_fix: bool,
}

impl Step {
    pub(super) fn new(now: Moment, seed: Seed) -> Self {
        Self {
            now,
            rng: seed.rng(),
            scan: Vec::new(),
            permit: None,
            seals: Vec::new(),
            changes: Vec::new(),
            must: Vec::new(),
            uploads_changed: false,
            upload: None,
            request_fix: false,
        }
    }

    fn is_empty(&self) -> bool {
        self.seals.is_empty() && self.changes.is_empty() && self.must.is_empty() && !self.uploads_changed
    }
}

impl Finder {
    /// Whether anything is worth a transaction; adds the waiting sightings to it.
    pub(super) fn must_persist(&mut self, event: &Event, step: &mut Step) -> bool {
        self.store_waiting(step);
        let counted = self.counters.dirty() && self.flush_is_due(event, step);
        let owed = self.storage.retry_at(step.now.boot).is_some_and(|at| at <= step.now.boot);
        let scan = self.scan.must_keep() && self.storage.trouble().is_none();
        !step.is_empty() || counted || owed || scan
    }

    /// Counters alone are worth a transaction when they waited long enough, and when the process may be about to
    /// end.
    fn flush_is_due(&mut self, event: &Event, step: &Step) -> bool {
        let (now, keep) = (step.now.boot, &self.config.keep);
        match event {
            Event::Tick => true,
            Event::Window(UploadWindow::Wake) => self.counters.wake_ends(now, keep),
            _ => self.all_stand(event) || self.counters.due(keep).is_some_and(|due| due <= now),
        }
    }

    /// The last report of a transaction was confirmed: a process that ends now would not have counted them.
    fn all_stand(&self, event: &Event) -> bool {
        matches!(event, Event::Queued { .. }) && self.queue.len() == self.queue.sealed()
    }

    fn store_waiting(&mut self, step: &mut Step) {
        let (gain_db, rewrites) = (self.config.fixes.rewrite_gain_db, self.config.fixes.rewrites);
        let rows = self.tracks.waiting_mut().filter_map(|waiting| waiting.row_to_write(gain_db, rewrites));
        step.changes.extend(rows.map(Change::PutPending));
    }

    /// All changes of the step, with the numbers and moments that ride along.
    pub(super) fn transaction(&mut self, step: &mut Step) -> Vec<Change> {
        self.store_places(step);
        let mut changes = std::mem::take(&mut step.changes);
        if step.uploads_changed {
            changes.push(Change::setting(setting::UPLOADS, self.uploads.keep(step.now)));
        }
        if let Some(value) = self.scan.keep(step.now) {
            changes.push(Change::setting(setting::SCAN, value));
        }
        changes.extend(self.lived.keep(step.now).map(|value| Change::setting(setting::CLOCK, value)));
        if self.marks != self.marks_kept {
            changes.push(Change::setting(setting::MARKS, self.marks.keep()));
            self.marks_kept = self.marks;
        }
        self.write_record(step, &mut changes);
        self.counters.flush(&mut changes);
        self.storage.begin(std::mem::take(&mut step.must), changes)
    }
}
