//! The plainest store that could be right.

use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored};
use findmesh_store::Store;

/// What a store must say after a history; lists and linear searches only.
#[derive(Clone, Debug, Default)]
pub struct Model {
    state: Restored,
    rows: Vec<QueueRow>,
    learnt: Vec<LearntTag>,
}

impl Model {
    /// Applies changes in order.
    pub fn commit(&mut self, changes: &[Change]) {
        changes.iter().for_each(|change| self.apply(change));
    }

    /// # Panics
    /// Where `store` says something else.
    pub fn assert_matches(&self, store: &mut dyn Store) {
        let found = store.restore().unwrap_or_else(|error| panic!("restore: {error}"));
        assert_eq!(found, self.expected(), "restored state");
        for row in &self.rows {
            let found = store.queue_row(row.entry.id).unwrap_or_else(|error| panic!("queue row: {error}"));
            assert_eq!(found.as_ref(), Some(row), "row of the queue");
        }
        let ledger = store.consent_ledger().unwrap_or_else(|error| panic!("ledger: {error}"));
        assert_eq!(ledger, self.state.consent, "ledger");
        let learnt = store.learnt().unwrap_or_else(|error| panic!("learnt: {error}"));
        assert_eq!(learnt, self.learnt, "learnt of tags");
    }

    /// Whether `store` says the same; a store that cannot be read does not.
    pub fn matches(&self, store: &mut dyn Store) -> bool {
        let rows = self.rows.iter().map(|row| Some(row.clone()));
        let found = self.rows.iter().map(|row| store.queue_row(row.entry.id).ok().flatten());
        found.eq(rows)
            && store.restore().is_ok_and(|found| found == self.expected())
            && store.learnt().is_ok_and(|learnt| learnt == self.learnt)
    }

    /// In the order that [`Store::restore`] promises.
    fn expected(&self) -> Restored {
        let mut expected = self.state.clone();
        expected.queue = self.rows.iter().map(|row| row.entry.clone()).collect();
        expected.queue.sort_by_key(|entry| entry.id);
        expected.pending.sort_by_key(|pending| pending.id);
        expected.seen.sort_by_key(|seen| seen.key_hash);
        expected.zones.sort_by_key(|zone| zone.id);
        expected.dwell.sort_by_key(|dwell| dwell.day);
        expected.settings.sort();
        expected.counters.sort();
        expected
    }

    fn apply(&mut self, change: &Change) {
        let state = &mut self.state;
        match change {
            Change::PutPending(new) => {
                state.pending.retain(|old| old.id != new.id);
                state.pending.push(new.clone());
            }
            Change::RemovePending { id } => state.pending.retain(|old| old.id != *id),
            Change::Enqueue(row) => self.enqueue(row),
            Change::UpdateQueue { id, attempts, due_wall_ms } => {
                for row in self.rows.iter_mut().filter(|row| row.entry.id == *id) {
                    (row.entry.attempts, row.entry.due_wall_ms) = (*attempts, *due_wall_ms);
                }
            }
            Change::RemoveQueue { id } => self.rows.retain(|row| row.entry.id != *id),
            Change::AppendConsent(entry) => state.consent.push(entry.clone()),
            Change::EraseCrowd => {
                state.pending.clear();
                state.seen.clear();
                state.dwell.clear();
                self.rows.clear();
            }
            Change::PutSeen(new) => {
                state.seen.retain(|old| old.key_hash != new.key_hash);
                state.seen.push(new.clone());
            }
            Change::ForgetSeenBefore { day } => state.seen.retain(|seen| seen.day >= *day),
            Change::Count { day, name, add } => self.count(*day, name, *add),
            Change::PutLearnt(new) => {
                self.learnt.retain(|old| old.tag != new.tag);
                self.learnt.push(new.clone());
                self.learnt.sort_by_key(|learnt| learnt.tag);
            }
            Change::ForgetLearnt { tag } => self.learnt.retain(|old| old.tag != *tag),
            Change::PutZone(new) => {
                state.zones.retain(|old| old.id != new.id);
                state.zones.push(new.clone());
            }
            Change::RemoveZone { id } => state.zones.retain(|old| old.id != *id),
            Change::PutDwell(new) => {
                state.dwell.retain(|old| old.day != new.day);
                state.dwell.push(new.clone());
            }
            Change::ForgetDwellBefore { day } => state.dwell.retain(|dwell| dwell.day >= *day),
            Change::PutSetting { name, value } => {
                state.settings.retain(|(old, _)| old != name);
                state.settings.push((name.clone(), value.clone()));
            }
        }
    }

    fn enqueue(&mut self, row: &QueueRow) {
        if self.rows.iter().all(|old| old.entry.id != row.entry.id) {
            self.rows.push(row.clone());
        }
    }

    fn count(&mut self, day: i64, name: &str, add: u64) {
        let counters = &mut self.state.counters;
        match counters.iter_mut().find(|(d, n, _)| *d == day && n == name) {
            Some((_, _, count)) => *count += add,
            None => counters.push((day, name.to_owned(), add)),
        }
    }
}
