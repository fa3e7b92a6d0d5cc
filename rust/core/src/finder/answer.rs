//! What the relay's answers do to the queue (docs/finder.md §3).

use findmesh_proto::network::Network;

use super::Finder;
use super::step::Step;
use crate::health::counter;
use crate::moment::{Boot, Moment, span};
use crate::persist::{Change, RowId};
use crate::upload::UploadOutcome;
use crate::uploads::Parked;

impl Finder {
    pub(super) fn upload_done(&mut self, ids: &[RowId], outcome: UploadOutcome, step: &mut Step) {
        self.uploads.in_flight.retain(|id| !ids.contains(id));
        let row = ids.iter().find_map(|id| self.queue.get(id));
        let network = row.map_or(Network::Native, |row| row.entry.network);
        step.uploads_changed = true;
        match outcome {
            UploadOutcome::Held => self.held(ids, network, step),
            UploadOutcome::Rejected { index, .. } => self.rejected(ids, index, step),
            UploadOutcome::NetworkUnlisted => {
                self.uploads.backoff.answered();
                self.uploads.parking.park(network, self.parked(422, step.now));
            }
            UploadOutcome::Retry { status, after_ms } => self.retry(ids, status, after_ms, step),
            UploadOutcome::Refused { status } => self.refuse(ids, status, step.now),
        }
    }

    fn held(&mut self, ids: &[RowId], network: Network, step: &mut Step) {
        self.uploads.backoff.answered();
        self.uploads.parking.welcomed(network);
        self.counters.add(counter::UPLOADED, count(ids));
        self.marks.upload = Some(step.now.wall);
        ids.iter().for_each(|id| self.drop_row(id, step));
    }

    fn rejected(&mut self, ids: &[RowId], index: Option<usize>, step: &mut Step) {
        self.uploads.backoff.answered();
        let guilty = match ids {
            [id] => Some(id),
            _ => index.and_then(|index| ids.get(index)),
        };
        match guilty {
            Some(id) => {
                self.counters.add(counter::REJECTED_BY_RELAY, 1);
                self.drop_row(id, step);
            }
            None => self.part(step.now),
        }
    }

    /// The relay has decided about it: it never leaves again, even if the store cannot remove it now.
    fn drop_row(&mut self, id: &RowId, step: &mut Step) {
        let _ = self.uploads.suspects.remove(id);
        if self.queue.remove(id).is_some() {
            step.must.push(Change::RemoveQueue { id: *id });
        }
    }

    fn retry(&mut self, ids: &[RowId], status: Option<u16>, after_ms: Option<u64>, step: &mut Step) {
        let backoff = &mut self.uploads.backoff;
        let due = backoff.failed(status, after_ms, step.now, &mut step.rng, &self.config.upload);
        let due_wall_ms = step.now.wall_of(due);
        self.uploads.lost(step.now.boot, &mut step.rng, &self.config.upload);
        self.counters.add(counter::RETRIED, count(ids));
        for id in ids {
            if let Some(attempts) = self.queue.postpone(id, due, due_wall_ms) {
                step.changes.push(Change::UpdateQueue { id: *id, attempts, due_wall_ms });
            }
        }
    }

    /// Of several nobody knows whether it was one of them, their number, or the relay: they say so one by one.
    fn refuse(&mut self, ids: &[RowId], status: u16, now: Moment) {
        self.uploads.backoff.answered();
        match ids {
            [id] => self.uploads.refused(*id, self.parked(status, now)),
            _ => self.part(now),
        }
    }

    /// From now on each report goes alone.
    fn part(&mut self, now: Moment) {
        self.uploads.alone = Some(self.parked_until(now));
    }

    fn parked(&self, status: u16, now: Moment) -> Parked {
        Parked { until: self.parked_until(now), since_wall: now.wall, status }
    }

    fn parked_until(&self, now: Moment) -> Boot {
        now.boot + span(self.config.upload.park_ms)
    }
}

fn count(ids: &[RowId]) -> u64 {
    u64::try_from(ids.len()).unwrap_or(u64::MAX)
}
