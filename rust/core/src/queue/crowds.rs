//! Whose rows make the queue full.

use std::collections::{BTreeMap, BTreeSet};

use super::Row;
use crate::moment::Boot;
use crate::persist::{IdHash, RowId};

/// Whose rows an eviction counts together: an address, or a key where no address was given.
pub(super) type Crowd = (bool, IdHash);

fn crowd(row: &Row) -> Crowd {
    row.entry.address_hash.map_or((false, row.entry.key_hash), |address| (true, address))
}

/// Rows by crowd, and crowds by size.
#[derive(Debug, Default)]
pub(super) struct Crowds {
    members: BTreeMap<Crowd, BTreeSet<(Boot, RowId)>>,
    by_size: BTreeSet<(usize, Crowd)>,
}

impl Crowds {
    pub(super) fn insert(&mut self, row: &Row) {
        self.change(crowd(row), |members| members.insert((row.queued, row.entry.id)));
    }

    pub(super) fn remove(&mut self, row: &Row) {
        self.change(crowd(row), |members| members.remove(&(row.queued, row.entry.id)));
    }

    fn change(&mut self, crowd: Crowd, change: impl FnOnce(&mut BTreeSet<(Boot, RowId)>) -> bool) {
        let members = self.members.entry(crowd).or_default();
        let _ = self.by_size.remove(&(members.len(), crowd));
        let _ = change(members);
        if members.is_empty() {
            let _ = self.members.remove(&crowd);
        } else {
            let _ = self.by_size.insert((members.len(), crowd));
        }
    }

    /// The crowd with most rows; those to `spare` do not count. Only their own crowds are smaller for that, so that it is
    /// one of theirs or the largest of all others.
    pub(super) fn largest<'a>(&self, spare: impl Iterator<Item = &'a Row>) -> Option<Crowd> {
        let mut spared: BTreeMap<Crowd, usize> = BTreeMap::new();
        spare.for_each(|row| *spared.entry(crowd(row)).or_default() += 1);
        let free = |(size, crowd): &(usize, Crowd)| {
            (size.saturating_sub(spared.get(crowd).copied().unwrap_or(0)), *crowd)
        };
        let largest = self.by_size.iter().rev().take(spared.len() + 1).map(free).max();
        largest.filter(|(size, _)| *size > 0).map(|(_, crowd)| crowd)
    }

    pub(super) fn newest_first(&self, crowd: Crowd) -> impl Iterator<Item = RowId> {
        self.members.get(&crowd).into_iter().flat_map(|members| members.iter().rev()).map(|(_, id)| *id)
    }
}
