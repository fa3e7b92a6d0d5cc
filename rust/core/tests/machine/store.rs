//! A store in memory, as plain as can be.

use findmesh_core::consent::ConsentEntry;
use findmesh_core::{Change, QueueEntry, QueueRow, Restored, RowId, SealRequest};

/// Lookup id and body of a native report.
const SIZE: u32 = 89;

#[derive(Clone, Debug, Default)]
pub struct Store {
    pub kept: Restored,
}

impl Store {
    pub fn commit(&mut self, seals: &[SealRequest], changes: &[Change]) {
        for seal in seals {
            self.kept.queue.push(QueueEntry { size: SIZE, ..seal.entry.clone() });
        }
        changes.iter().for_each(|change| self.apply(change));
    }

    fn apply(&mut self, change: &Change) {
        let kept = &mut self.kept;
        match change.clone() {
            Change::PutPending(row) => {
                kept.pending.retain(|other| other.id != row.id);
                kept.pending.push(row);
            }
            Change::RemovePending { id } => kept.pending.retain(|row| row.id != id),
            Change::Enqueue(QueueRow { entry, .. }) => kept.queue.push(entry),
            Change::UpdateQueue { id, attempts, due_wall_ms } => {
                let row =
                    kept.queue.iter_mut().find(|row| row.id == id).expect("an update of a row that is there");
                (row.attempts, row.due_wall_ms) = (attempts, due_wall_ms);
            }
            Change::RemoveQueue { id } => kept.queue.retain(|row| row.id != id),
            Change::AppendConsent(entry) => kept.consent.push(entry),
            Change::EraseCrowd => {
                kept.pending.clear();
                kept.queue.clear();
                kept.seen.clear();
                kept.dwell.clear();
            }
            Change::PutSeen(row) => {
                kept.seen.retain(|other| other.key_hash != row.key_hash);
                kept.seen.push(row);
            }
            Change::ForgetSeenBefore { day } => kept.seen.retain(|row| row.day >= day),
            Change::Count { day, name, add } => self.count(day, name, add),
            Change::PutLearnt(_) | Change::ForgetLearnt { .. } => unreachable!("core never makes these"),
            Change::PutZone(zone) => {
                kept.zones.retain(|other| other.id != zone.id);
                kept.zones.push(zone);
            }
            Change::RemoveZone { id } => kept.zones.retain(|zone| zone.id != id),
            Change::PutDwell(dwell) => {
                kept.dwell.retain(|other| other.day != dwell.day);
                kept.dwell.push(dwell);
            }
            Change::ForgetDwellBefore { day } => kept.dwell.retain(|dwell| dwell.day >= day),
            Change::PutSetting { name, value } => {
                kept.settings.retain(|(known, _)| *known != name);
                kept.settings.push((name, value));
            }
        }
    }

    fn count(&mut self, day: i64, name: String, add: u64) {
        let counters = &mut self.kept.counters;
        match counters.iter_mut().find(|(of, known, _)| *of == day && *known == name) {
            Some(line) => line.2 += add,
            None => counters.push((day, name, add)),
        }
    }

    pub fn row(&self, id: RowId) -> Option<&QueueEntry> {
        self.kept.queue.iter().find(|row| row.id == id)
    }

    pub fn consent(&self) -> &[ConsentEntry] {
        &self.kept.consent
    }

    /// Over all days.
    pub fn counter(&self, name: &str) -> u64 {
        self.kept.counters.iter().filter(|(_, known, _)| known == name).map(|line| line.2).sum()
    }
}
