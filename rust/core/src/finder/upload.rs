//! Sealed reports: queued, sent, expired.

use super::Finder;
use super::load::Load;
use super::step::Step;
use crate::event::{Event, StoreTrouble};
use crate::health::counter;
use crate::moment::{Boot, share, span};
use crate::persist::{Change, RowId};
use crate::phone::Connectivity;
use crate::queue::{Choice, Repeats};
use crate::upload::UploadWindow;
use crate::uploads::Uploads;

/// Pause between two looks for what can be forgotten.
const TIDY_MS: i64 = 60_000;

impl Finder {
    pub(super) fn queued(&mut self, id: &RowId, size: u32, step: &Step) {
        if self.queue.confirm(id, size) {
            self.counters.add(counter::REPORTED, 1);
            self.marks.report = Some(step.now.wall);
        }
    }

    /// The key is no point: remembered, so that it is not tried again.
    pub(super) fn seal_refused(&mut self, id: &RowId, step: &mut Step) {
        let Some(row) = self.queue.remove(id) else { return };
        self.counters.add(counter::SEAL_REFUSED, 1);
        let kept = self.seen.refuse(row.entry.key_hash, step.now);
        step.changes.extend(kept.map(Change::PutSeen));
    }

    pub(super) fn persist_failed(&mut self, reason: StoreTrouble, step: &Step) {
        self.storage.failed(reason, step.now);
        self.zones_may_be_lost(reason);
        self.uploads.recall();
        self.counters.failed();
        self.lived.failed();
        self.seen.failed();
        self.queue.forget_unsealed();
        // A sighting that only memory has must not count as kept.
        self.tracks.clear();
        // What stood behind the transaction was not carried out.
        (self.wake, self.listen, self.told) = (None, None, None);
        self.fix_asked.clear();
    }

    /// Reports that grew too old.
    pub(super) fn expire(&mut self, step: &mut Step) {
        let before = step.now.boot - span(self.config.queue.max_age_ms);
        while let Some(id) = self.queue.older_than(before, &self.uploads.in_flight) {
            let _ = self.queue.remove(&id);
            step.changes.push(Change::RemoveQueue { id });
            self.counters.add(counter::EXPIRED, 1);
        }
        self.forget_seen(step);
    }

    /// Keys of days past leave the store; not by a wall clock that has just jumped.
    fn forget_seen(&mut self, step: &mut Step) {
        if self.tidied.is_some_and(|last| step.now.boot - last < TIDY_MS) {
            return;
        }
        self.tidied = Some(step.now.boot);
        self.seen.forget(step.now.boot);
        if self.clock.jump().is_none() {
            let outdated = self.seen.outdated(step.now.day());
            step.changes.extend(outdated.map(|day| Change::ForgetSeenBefore { day }));
        }
    }

    /// Sends one request where everything allows it.
    pub(super) fn plan_upload(&mut self, event: &Event, step: &mut Step) {
        let now = step.now.boot;
        let wake = matches!(event, Event::Window(UploadWindow::Wake));
        let open = self.uploads.is_open(now) || wake;
        let free = self.uploads.in_flight.is_empty() && self.uploads.not_before() <= now;
        if !(open && free && self.may_upload()) {
            return;
        }
        let Some(load) = self.next_load(now) else {
            return;
        };
        self.uploads.sent(load.ids(), now, &mut step.rng, &self.config.upload);
        self.count_sent(load.bytes());
        // A process that dies of its requests must not start the next one at once. A store in trouble stops none.
        step.uploads_changed |= self.storage.trouble().is_none();
        step.upload = Some(load.into_ids());
    }

    pub(super) fn choice(&self) -> Choice<'_> {
        let Uploads { parking, suspects, .. } = &self.uploads;
        Choice { parking, suspects, repeats: self.repeats() }
    }

    /// What may wake the cellular radio on its own: first reports, and repeats near the end of their life. One that has
    /// waited for a better moment for all but that share of it takes a bad one: 12 of 72 h.
    fn repeats(&self) -> Repeats {
        if !self.wakes_radio() {
            return Repeats::All;
        }
        let life = span(self.config.queue.max_age_ms);
        Repeats::WaitedFor(life - share(life, self.config.upload.repeats_last_share))
    }

    /// When a report may leave in the window that is open, things staying as they are.
    pub(super) fn next_sendable(&self) -> Option<Boot> {
        let parking = &self.uploads.parking;
        self.queue.first_due(|network| parking.until(network), self.repeats())
    }

    /// Whether anything may leave now at all.
    pub(super) fn may_upload(&self) -> bool {
        let allowed = self.may_work();
        let reachable = !self.is_offline() && !self.is_data_saved() && !self.budget_is_spent();
        allowed && reachable && (!self.wakes_radio() || self.may_wake_radio())
    }

    pub(super) fn is_offline(&self) -> bool {
        self.phone.connectivity == Connectivity::Offline
    }

    fn is_metered(&self) -> bool {
        self.phone.connectivity == Connectivity::Metered
    }

    pub(super) fn is_data_saved(&self) -> bool {
        self.phone.data_saver && self.is_metered()
    }

    /// One more upload would be beyond the bytes of a day.
    pub(super) fn budget_is_spent(&self) -> bool {
        self.free_bytes() < Load::LEAST_BYTES
    }

    /// Bytes that a request may have, by what is left of the day's.
    pub(super) fn free_bytes(&self) -> u64 {
        if !self.is_metered() {
            return u64::MAX;
        }
        let limits = &self.config.upload;
        let spent = self.counters.of_today(counter::BYTES_METERED);
        limits.metered_bytes_per_day.saturating_sub(spent).saturating_sub(limits.connection_bytes)
    }

    /// An upload now would wake the cellular radio for itself alone: nobody looks, nothing charges, nobody
    /// else's traffic has woken it.
    fn wakes_radio(&self) -> bool {
        let phone = &self.phone;
        let better = phone.screen_on || phone.app_visible || phone.charging || phone.radio_up;
        self.is_metered() && !better
    }

    fn may_wake_radio(&self) -> bool {
        self.counters.of_today(counter::CELLULAR_WAKES) < self.config.upload.cellular_wakes_per_day
    }

    fn count_sent(&mut self, bytes: u64) {
        self.counters.add(counter::BYTES_SENT, bytes);
        if self.is_metered() {
            self.counters.add(counter::BYTES_METERED, bytes + self.config.upload.connection_bytes);
            self.counters.add(counter::CELLULAR_WAKES, u64::from(self.wakes_radio()));
        }
    }
}
