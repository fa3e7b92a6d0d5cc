//! Sealed reports: queued, sent, answered, expired.

use findmesh_proto::frame;
use findmesh_proto::network::Network;

use super::Finder;
use super::step::Step;
use crate::event::{Event, StoreTrouble};
use crate::health::counter;
use crate::moment::{Boot, Moment, share, span};
use crate::persist::{Change, RowId};
use crate::phone::Connectivity;
use crate::queue::{Choice, Repeats};
use crate::upload::{UploadOutcome, UploadWindow};
use crate::uploads::{Parked, Uploads};

/// What a message adds to lookup id and body: field tags and lengths, at most.
const MESSAGE_BYTES: usize = 32;
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
        self.seen.failed();
        self.queue.forget_unsealed();
        // A sighting that only memory has must not count as kept.
        self.tracks.clear();
        // What stood behind the transaction was not carried out.
        (self.wake, self.listen, self.told, self.fix_asked) = (None, None, None, None);
    }

    /// Reports that grew too old.
    pub(super) fn expire(&mut self, step: &mut Step) {
        let before = step.now.boot - span(self.config.queue.max_age_ms);
        while let Some(id) = self.queue.older_than(before, self.uploads.in_flight) {
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

    /// Sends one report where everything allows it.
    pub(super) fn plan_upload(&mut self, event: &Event, step: &mut Step) {
        let now = step.now.boot;
        let wake = matches!(event, Event::Window(UploadWindow::Wake));
        let open = self.uploads.is_open(now) || wake;
        let free = self.uploads.in_flight.is_none() && self.uploads.not_before() <= now;
        if !(open && free && self.may_upload()) {
            return;
        }
        let Some(row) = self.queue.next(now, &self.choice()) else {
            return;
        };
        let (id, bytes) = (row.entry.id, frame_bytes(row.entry.size));
        self.uploads.sent(id, now, &mut step.rng, &self.config.upload);
        self.count_sent(bytes);
        // A process that dies of its requests must not start the next one at once. A store in trouble stops none.
        step.uploads_changed |= self.storage.trouble().is_none();
        step.upload = Some(id);
    }

    fn choice(&self) -> Choice<'_> {
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
        let limits = &self.config.upload;
        let one = frame_bytes(0) + limits.connection_bytes;
        let spent = self.counters.of_today(counter::BYTES_METERED);
        self.is_metered() && spent.saturating_add(one) > limits.metered_bytes_per_day
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

    pub(super) fn upload_done(&mut self, id: &RowId, outcome: UploadOutcome, step: &mut Step) {
        if self.uploads.in_flight == Some(*id) {
            self.uploads.in_flight = None;
        }
        let network = self.queue.get(id).map_or(Network::Native, |row| row.entry.network);
        step.uploads_changed = true;
        match outcome {
            UploadOutcome::Held => self.held(id, network, step),
            UploadOutcome::Rejected { .. } => {
                self.uploads.backoff.answered();
                self.counters.add(counter::REJECTED_BY_RELAY, 1);
                self.drop_row(id, step);
            }
            UploadOutcome::NetworkUnlisted => {
                self.uploads.backoff.answered();
                self.uploads.parking.park(network, self.parked(422, step.now));
            }
            UploadOutcome::Retry { status, after_ms } => self.retry(id, status, after_ms, step),
            UploadOutcome::Refused { status } => {
                self.uploads.backoff.answered();
                self.uploads.refused(*id, self.parked(status, step.now));
            }
        }
    }

    fn held(&mut self, id: &RowId, network: Network, step: &mut Step) {
        self.uploads.backoff.answered();
        self.uploads.parking.welcomed(network);
        self.counters.add(counter::UPLOADED, 1);
        self.marks.upload = Some(step.now.wall);
        self.drop_row(id, step);
    }

    /// The relay has decided about it: it never leaves again, even if the store cannot remove it now.
    fn drop_row(&mut self, id: &RowId, step: &mut Step) {
        let _ = self.uploads.suspects.remove(id);
        if self.queue.remove(id).is_some() {
            step.must.push(Change::RemoveQueue { id: *id });
        }
    }

    fn retry(&mut self, id: &RowId, status: Option<u16>, after_ms: Option<u64>, step: &mut Step) {
        let backoff = &mut self.uploads.backoff;
        let due = backoff.failed(status, after_ms, step.now, &mut step.rng, &self.config.upload);
        let due_wall_ms = step.now.wall_of(due);
        self.uploads.lost(step.now.boot, &mut step.rng, &self.config.upload);
        self.counters.add(counter::RETRIED, 1);
        if let Some(attempts) = self.queue.postpone(id, due, due_wall_ms) {
            step.changes.push(Change::UpdateQueue { id: *id, attempts, due_wall_ms });
        }
    }

    fn parked(&self, status: u16, now: Moment) -> Parked {
        let until: Boot = now.boot + span(self.config.upload.park_ms);
        Parked { until, since_wall: now.wall, status }
    }
}

/// Bytes of the frame that a row of this size travels in.
fn frame_bytes(size: u32) -> u64 {
    let message = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(MESSAGE_BYTES);
    let fitting = frame::SIZES.into_iter().find(|size| *size >= message);
    u64::try_from(fitting.unwrap_or(frame::MAX_SIZE)).unwrap_or(u64::MAX)
}
