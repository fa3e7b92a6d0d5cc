//! A store that forgets with its process: for tests and simulators.

use std::collections::BTreeMap;

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::{LearntTag, TagId};
use findmesh_core::{
    Change, DwellDay, PendingSighting, PrivateZone, QueueRow, Restored, RowId, SeenKey, ZoneId,
};
use findmesh_crypto::at_rest::HashKey;

use crate::retention::{day_of, first_day};
use crate::{Entropy, Retention, Store, StoreError};

/// Keeps everything in memory, unsealed. A clone is a copy: what a restart of the process would find.
#[derive(Clone)]
pub struct MemoryStore {
    entropy: Entropy,
    hash_key: Option<HashKey>,
    tables: Tables,
}

#[derive(Clone, Default)]
struct Tables {
    queue: BTreeMap<RowId, QueueRow>,
    pending: BTreeMap<RowId, PendingSighting>,
    seen: BTreeMap<[u8; 16], SeenKey>,
    consent: Vec<ConsentEntry>,
    counters: BTreeMap<(i64, String), u64>,
    settings: BTreeMap<String, Vec<u8>>,
    learnt: BTreeMap<TagId, LearntTag>,
    zones: BTreeMap<ZoneId, PrivateZone>,
    dwell: BTreeMap<i64, DwellDay>,
}

/// Counters end where an SQLite integer does.
const COUNTER_MAX: u64 = i64::MAX.unsigned_abs();

impl std::fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MemoryStore").field("queue", &self.tables.queue.len()).finish_non_exhaustive()
    }
}

impl MemoryStore {
    /// An empty store; `entropy` makes the hash key.
    pub fn new(entropy: Entropy) -> Self {
        Self { entropy, hash_key: None, tables: Tables::default() }
    }
}

impl Tables {
    fn apply(&mut self, change: &Change) {
        match change {
            Change::PutPending(pending) => drop(self.pending.insert(pending.id, pending.clone())),
            Change::RemovePending { id } => drop(self.pending.remove(id)),
            Change::Enqueue(row) => drop(self.queue.entry(row.entry.id).or_insert_with(|| row.clone())),
            Change::UpdateQueue { id, attempts, due_wall_ms } => self.retry(*id, *attempts, *due_wall_ms),
            Change::RemoveQueue { id } => drop(self.queue.remove(id)),
            Change::AppendConsent(entry) => self.consent.push(entry.clone()),
            Change::EraseCrowd => self.erase_crowd(),
            Change::PutSeen(seen) => drop(self.seen.insert(seen.key_hash, seen.clone())),
            Change::ForgetSeenBefore { day } => self.seen.retain(|_, seen| seen.day >= *day),
            Change::Count { day, name, add } => self.count(*day, name, *add),
            Change::PutLearnt(learnt) => drop(self.learnt.insert(learnt.tag, learnt.clone())),
            Change::ForgetLearnt { tag } => drop(self.learnt.remove(tag)),
            Change::PutZone(zone) => drop(self.zones.insert(zone.id, zone.clone())),
            Change::RemoveZone { id } => drop(self.zones.remove(id)),
            Change::PutDwell(dwell) => drop(self.dwell.insert(dwell.day, dwell.clone())),
            Change::ForgetDwellBefore { day } => self.dwell.retain(|of, _| of >= day),
            Change::PutSetting { name, value } => drop(self.settings.insert(name.clone(), value.clone())),
        }
    }

    fn retry(&mut self, id: RowId, attempts: u32, due_wall_ms: i64) {
        if let Some(row) = self.queue.get_mut(&id) {
            row.entry.attempts = attempts;
            row.entry.due_wall_ms = due_wall_ms;
        }
    }

    fn erase_crowd(&mut self) {
        self.pending.clear();
        self.queue.clear();
        self.seen.clear();
        self.dwell.clear();
    }

    fn count(&mut self, day: i64, name: &str, add: u64) {
        let count = self.counters.entry((day, name.to_owned())).or_default();
        *count = count.saturating_add(add).min(COUNTER_MAX);
    }
}

impl Store for MemoryStore {
    fn restore(&mut self) -> Result<Restored, StoreError> {
        let tables = &self.tables;
        Ok(Restored {
            consent: tables.consent.clone(),
            pending: tables.pending.values().cloned().collect(),
            queue: tables.queue.values().map(|row| row.entry.clone()).collect(),
            seen: tables.seen.values().cloned().collect(),
            zones: tables.zones.values().cloned().collect(),
            dwell: tables.dwell.values().cloned().collect(),
            settings: tables.settings.iter().map(|(name, value)| (name.clone(), value.clone())).collect(),
            counters: self.counters(i64::MIN, i64::MAX)?,
        })
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        changes.iter().for_each(|change| self.tables.apply(change));
        Ok(())
    }

    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError> {
        Ok(self.tables.queue.get(&id).cloned())
    }

    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError> {
        Ok(self.tables.consent.clone())
    }

    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
        let days = self.tables.counters.iter().filter(|((day, _), _)| (from..=to).contains(day));
        Ok(days.map(|((day, name), count)| (*day, name.clone(), *count)).collect())
    }

    fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError> {
        Ok(self.tables.learnt.values().cloned().collect())
    }

    fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        let Self { entropy, hash_key, .. } = self;
        Ok(hash_key
            .get_or_insert_with(|| {
                let mut bytes = [0; 32];
                entropy(&mut bytes);
                HashKey::from_bytes(bytes)
            })
            .clone())
    }

    fn maintain(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError> {
        let first = |days| first_day(day_of(wall_ms), days);
        let (sightings, dwell) = (first(keep.sighting_days), first(keep.dwell_days));
        let counters = first(keep.counter_days);
        self.tables.pending.retain(|_, row| day_of(row.sighting.seen_wall_ms) >= sightings);
        self.tables.seen.retain(|_, row| row.day >= sightings);
        self.tables.dwell.retain(|day, _| *day >= dwell);
        self.tables.counters.retain(|(day, _), _| *day >= counters);
        Ok(())
    }

    /// Nothing is wrapped here.
    fn rewrap(&mut self) -> Result<bool, StoreError> {
        Ok(false)
    }

    fn erase_all(&mut self) -> Result<(), StoreError> {
        *self = Self::new(self.entropy.clone());
        Ok(())
    }
}
