//! What core knows of the sealed reports: bounds, eviction, order (docs/finder.md §3).

mod crowds;
mod lanes;

use std::collections::{BTreeMap, BTreeSet};

use findmesh_proto::network::Network;

use crate::config::QueueLimits;
use crate::lived::Lived;
use crate::moment::{Boot, Moment, Wall};
use crate::persist::{QueueEntry, RowId};
use crowds::Crowds;
use lanes::Lanes;
pub(crate) use lanes::{Choice, Repeats};

/// Lookup id and body of a native report; what a row counts as until the engine has said its size.
const EXPECTED_SIZE: u32 = 16 + 73;

#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) entry: QueueEntry,
    pub(crate) queued: Boot,
    pub(crate) due: Boot,
    /// It stands in the store.
    pub(crate) sealed: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Queue {
    rows: BTreeMap<RowId, Row>,
    lanes: Lanes,
    crowds: Crowds,
    bytes: u64,
}

impl Queue {
    pub(crate) fn get(&self, id: &RowId) -> Option<&Row> {
        self.rows.get(id)
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Reports that stand in the store.
    pub(crate) fn sealed(&self) -> usize {
        self.lanes.sealed()
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Beyond the bounds: something has to go.
    pub(crate) fn is_over(&self, limits: &QueueLimits) -> bool {
        self.len() > limits.max_reports || self.bytes > limits.max_bytes
    }

    /// At the bounds: the next report pushes one out.
    pub(crate) fn is_full(&self, limits: &QueueLimits) -> bool {
        self.len() >= limits.max_reports || self.bytes + u64::from(EXPECTED_SIZE) > limits.max_bytes
    }

    /// A report about to be sealed.
    pub(crate) fn expect(&mut self, entry: &QueueEntry, now: Moment) {
        let entry = QueueEntry { size: EXPECTED_SIZE, ..entry.clone() };
        let due = now.boot_of(entry.due_wall_ms);
        self.insert(Row { entry, queued: now.boot, due, sealed: false });
    }

    /// It stands; false where that is not known or not new.
    pub(crate) fn confirm(&mut self, id: &RowId, size: u32) -> bool {
        let Some(row) = self.remove(id) else { return false };
        let new = !row.sealed;
        self.insert(Row { entry: QueueEntry { size, ..row.entry }, sealed: true, ..row });
        new
    }

    /// What the store holds. Beyond the first of the two spans no due time of a report that was not tried can lie, beyond
    /// the second none at all, so one that does comes from a wall clock that jumped. How old a report is no wall clock
    /// says.
    pub(crate) fn restore(
        &mut self,
        entries: &[QueueEntry],
        now: Moment,
        [max_delay, max_retry]: [i64; 2],
        lived: &Lived,
    ) {
        *self = Self::default();
        for entry in entries {
            let queued = lived.boot_of(entry.queued_lived_ms, now.boot);
            let latest = now.boot + if entry.attempts == 0 { max_delay } else { max_retry };
            let due = now.boot_of(entry.due_wall_ms).min(latest);
            self.insert(Row { entry: entry.clone(), queued, due, sealed: true });
        }
    }

    /// Reports that were to be sealed in a transaction that failed.
    pub(crate) fn forget_unsealed(&mut self) {
        let unsealed = self.rows.values().filter(|row| !row.sealed).map(|row| row.entry.id);
        for id in unsealed.collect::<Vec<_>>() {
            let _ = self.remove(&id);
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    fn insert(&mut self, row: Row) {
        self.lanes.insert(&row);
        self.crowds.insert(&row);
        self.bytes += u64::from(row.entry.size);
        let _ = self.rows.insert(row.entry.id, row);
    }

    pub(crate) fn remove(&mut self, id: &RowId) -> Option<Row> {
        let row = self.rows.remove(id)?;
        self.lanes.remove(&row);
        self.crowds.remove(&row);
        self.bytes = self.bytes.saturating_sub(u64::from(row.entry.size));
        Some(row)
    }

    /// Not before `due`, after one more failed attempt; the number of attempts so far.
    pub(crate) fn postpone(&mut self, id: &RowId, due: Boot, due_wall: Wall) -> Option<u32> {
        let mut row = self.remove(id)?;
        row.entry.attempts = row.entry.attempts.saturating_add(1);
        row.entry.due_wall_ms = due_wall;
        let attempts = row.entry.attempts;
        self.insert(Row { due, ..row });
        Some(attempts)
    }

    /// The row that makes room: of the address with most rows the newest repeat, else its newest one.
    /// What is to `spare` is on its way and stays.
    pub(crate) fn victim(&self, spare: &BTreeSet<RowId>) -> Option<RowId> {
        let crowd = self.crowds.largest(spare.iter().filter_map(|id| self.rows.get(id)))?;
        let newest = || self.crowds.newest_first(crowd).filter(|id| !spare.contains(id));
        let repeat = newest().find(|id| self.rows.get(id).is_some_and(|row| row.entry.repeat));
        repeat.or_else(|| newest().next())
    }

    /// The oldest row that was queued before this moment.
    pub(crate) fn older_than(&self, before: Boot, spare: &BTreeSet<RowId>) -> Option<RowId> {
        self.lanes.older_than(before, spare)
    }

    /// The row to send next: of those that are due and may, first reports before repeats, then the longest
    /// due. What the relay refused before comes after all others.
    pub(crate) fn next(&self, now: Boot, choice: &Choice<'_>) -> Option<&Row> {
        let due = |id: &RowId| self.rows.get(id).is_some_and(|row| row.sealed && row.due <= now);
        let id = self.lanes.next(now, choice, due).or_else(|| self.next_suspect(now, choice))?;
        self.rows.get(&id)
    }

    /// What may share a request with this row: of its network, due, never refused; first reports before repeats, then the
    /// longest due. The radio is up for it, so repeats need no better moment.
    pub(crate) fn companions<'a>(
        &'a self,
        first: &'a Row,
        now: Boot,
        suspects: &'a BTreeSet<RowId>,
    ) -> impl Iterator<Item = &'a Row> {
        let ids = self.lanes.due(first.entry.network, now);
        let others = ids.filter(|id| *id != first.entry.id && !suspects.contains(id));
        others.filter_map(|id| self.rows.get(&id))
    }

    fn next_suspect(&self, now: Boot, choice: &Choice<'_>) -> Option<RowId> {
        let rows = choice.suspects.iter().filter_map(|id| self.rows.get(id));
        let may = rows.filter(|row| row.sealed && row.due <= now && choice.allows(row, now));
        may.min_by_key(|row| (row.entry.repeat, row.due)).map(|row| row.entry.id)
    }

    /// When the first row is due whose network waits until `parked` says; repeats as `repeats` says.
    pub(crate) fn first_due(&self, parked: impl Fn(Network) -> Boot, repeats: Repeats) -> Option<Boot> {
        let due_of = |id: &RowId| self.rows.get(id).map(|row| row.due);
        self.lanes.first_due(parked, repeats, due_of)
    }

    /// Wall time at which the oldest was queued.
    pub(crate) fn oldest_wall(&self) -> Option<Wall> {
        self.rows.get(&self.lanes.oldest()?).map(|row| row.entry.queued_wall_ms)
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
