//! What an app's database holds, without sealing: enough for a process to begin again where the last one ended.

use findmesh_core::{Change, QueueEntry, Restored, RowId, SeenKey};

/// The store of one phone's app.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Restored);

impl Kept {
    /// As a first process finds it, with these changes.
    pub(super) fn with(changes: Vec<Change>) -> Self {
        let mut kept = Self::default();
        changes.into_iter().for_each(|change| kept.apply(change));
        kept
    }

    /// What a process begins with.
    pub(super) fn restored(&self) -> Restored {
        self.0.clone()
    }

    /// Counters of all days, by name.
    pub(super) fn counters(&self) -> Vec<(String, u64)> {
        self.0.counters.iter().map(|(_, name, count)| (name.clone(), *count)).collect()
    }

    /// A sealed report.
    pub(super) fn enqueue(&mut self, entry: QueueEntry) {
        self.0.queue.push(entry);
    }

    pub(super) fn apply(&mut self, change: Change) {
        let Restored { consent, pending, queue, seen, zones, dwell, settings, counters } = &mut self.0;
        match change {
            Change::PutPending(row) => put(pending, row, |a, b| a.id == b.id),
            Change::RemovePending { id } => pending.retain(|row| row.id != id),
            Change::Enqueue(row) => queue.push(row.entry),
            Change::UpdateQueue { id, attempts, due_wall_ms } => {
                postpone(queue, id, attempts, due_wall_ms);
            }
            Change::RemoveQueue { id } => queue.retain(|row| row.id != id),
            Change::AppendConsent(entry) => consent.push(entry),
            Change::EraseCrowd => self.erase_crowd(),
            Change::PutSeen(key) => put_seen(seen, key),
            Change::ForgetSeenBefore { day } => seen.retain(|key| key.day >= day),
            Change::Count { day, name, add } => count(counters, day, name, add),
            // One's own tags are another holder's.
            Change::PutLearnt(_) | Change::ForgetLearnt { .. } => {}
            Change::PutZone(zone) => put(zones, zone, |a, b| a.id == b.id),
            Change::RemoveZone { id } => zones.retain(|zone| zone.id != id),
            Change::PutDwell(day) => put(dwell, day, |a, b| a.day == b.day),
            Change::ForgetDwellBefore { day } => dwell.retain(|of| of.day >= day),
            Change::PutSetting { name, value } => put(settings, (name, value), |a, b| a.0 == b.0),
        }
    }

    fn erase_crowd(&mut self) {
        let Restored { pending, queue, seen, dwell, .. } = &mut self.0;
        pending.clear();
        queue.clear();
        seen.clear();
        dwell.clear();
    }
}

fn put<T>(rows: &mut Vec<T>, row: T, same: impl Fn(&T, &T) -> bool) {
    match rows.iter_mut().find(|kept| same(kept, &row)) {
        Some(kept) => *kept = row,
        None => rows.push(row),
    }
}

/// Sorted by hash: a day has hundreds.
fn put_seen(seen: &mut Vec<SeenKey>, key: SeenKey) {
    match seen.binary_search_by(|kept| kept.key_hash.cmp(&key.key_hash)) {
        Ok(at) => seen[at] = key,
        Err(at) => seen.insert(at, key),
    }
}

fn postpone(queue: &mut [QueueEntry], id: RowId, attempts: u32, due_wall_ms: i64) {
    if let Some(row) = queue.iter_mut().find(|row| row.id == id) {
        (row.attempts, row.due_wall_ms) = (attempts, due_wall_ms);
    }
}

fn count(counters: &mut Vec<(i64, String, u64)>, day: i64, name: String, add: u64) {
    match counters.iter_mut().find(|(of, known, _)| *of == day && *known == name) {
        Some((.., count)) => *count += add,
        None => counters.push((day, name, add)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_replace_their_like_and_counts_add_up() {
        let setting = |value| Change::PutSetting { name: "a".into(), value: vec![value] };
        let counted = |add| Change::Count { day: 3, name: "n".into(), add };
        let seen = |byte, day| Change::PutSeen(SeenKey { key_hash: [byte; 16], day, state: vec![byte] });
        let kept = Kept::with(vec![
            setting(1),
            setting(2),
            counted(1),
            counted(4),
            seen(9, 1),
            seen(4, 2),
            seen(9, 3),
            Change::ForgetSeenBefore { day: 3 },
        ]);
        let restored = kept.restored();
        assert_eq!(restored.settings, [("a".to_owned(), vec![2])]);
        assert_eq!(restored.counters, [(3, "n".to_owned(), 5)]);
        assert_eq!(restored.seen.iter().map(|key| (key.key_hash[0], key.day)).collect::<Vec<_>>(), [(9, 3)]);
    }
}
