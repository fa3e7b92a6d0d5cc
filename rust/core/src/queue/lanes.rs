//! Rows in the order in which they leave: a lane for first reports and one for repeats of each network.

use std::collections::{BTreeMap, BTreeSet};

use findmesh_proto::network::Network;

use super::Row;
use crate::moment::Boot;
use crate::persist::RowId;
use crate::uploads::Parking;

const FIRST_ID: RowId = RowId([0; 16]);
const LAST_ID: RowId = RowId([0xFF; 16]);

/// Which repeats may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeats {
    /// All of them.
    All,
    /// Only those that have waited so long (milliseconds): their life ends soon.
    WaitedFor(i64),
}

/// What may leave now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) parking: &'a Parking,
    /// Rows that the relay refused: they come after all others.
    pub(crate) suspects: &'a BTreeSet<RowId>,
    pub(crate) repeats: Repeats,
}

impl Choice<'_> {
    /// Whether a row may, once it is due.
    pub(super) fn allows(&self, row: &Row, now: Boot) -> bool {
        let waited = match self.repeats {
            Repeats::All => true,
            Repeats::WaitedFor(span) => !row.entry.repeat || row.queued + span <= now,
        };
        waited && self.parking.may(row.entry.network, now)
    }
}

#[derive(Debug, Default)]
struct Lane {
    /// Sealed rows by the end of their delay.
    by_due: BTreeSet<(Boot, RowId)>,
    by_age: BTreeSet<(Boot, RowId)>,
}

/// Rows by network and whether they repeat.
#[derive(Debug, Default)]
pub(super) struct Lanes(BTreeMap<(Network, bool), Lane>);

impl Lanes {
    pub(super) fn insert(&mut self, row: &Row) {
        let lane = self.0.entry((row.entry.network, row.entry.repeat)).or_default();
        let _ = lane.by_age.insert((row.queued, row.entry.id));
        if row.sealed {
            let _ = lane.by_due.insert((row.due, row.entry.id));
        }
    }

    pub(super) fn remove(&mut self, row: &Row) {
        if let Some(lane) = self.0.get_mut(&(row.entry.network, row.entry.repeat)) {
            let _ = lane.by_age.remove(&(row.queued, row.entry.id));
            let _ = lane.by_due.remove(&(row.due, row.entry.id));
        }
    }

    pub(super) fn sealed(&self) -> usize {
        self.0.values().map(|lane| lane.by_due.len()).sum()
    }

    pub(super) fn oldest(&self) -> Option<RowId> {
        self.0.values().filter_map(|lane| lane.by_age.first()).min().map(|(_, id)| *id)
    }

    pub(super) fn older_than(&self, before: Boot, spare: &BTreeSet<RowId>) -> Option<RowId> {
        let old = |lane: &Lane| {
            let mut old = lane.by_age.range(..(before, FIRST_ID));
            old.find(|(_, id)| !spare.contains(id)).copied()
        };
        self.0.values().filter_map(old).min().map(|(_, id)| id)
    }

    /// The first that is due and no suspect. `due` says whether a row is sealed and due.
    pub(super) fn next(&self, now: Boot, choice: &Choice<'_>, due: impl Fn(&RowId) -> bool) -> Option<RowId> {
        let firsts = || self.head(now, choice, false);
        let repeats = || match choice.repeats {
            Repeats::All => self.head(now, choice, true),
            Repeats::WaitedFor(span) => self.ending(now, choice, now - span, due),
        };
        firsts().or_else(repeats)
    }

    /// Sealed rows of a network that are due, first reports before repeats.
    pub(super) fn due(&self, network: Network, now: Boot) -> impl Iterator<Item = RowId> {
        let lanes = [false, true].into_iter().filter_map(move |repeat| self.0.get(&(network, repeat)));
        lanes.flat_map(move |lane| lane.by_due.range(..=(now, LAST_ID))).map(|(_, id)| *id)
    }

    fn of<'a>(&'a self, now: Boot, choice: &'a Choice<'_>, repeat: bool) -> impl Iterator<Item = &'a Lane> {
        let may = move |network: Network| choice.parking.may(network, now);
        self.0.iter().filter(move |((network, of), _)| *of == repeat && may(*network)).map(|(_, lane)| lane)
    }

    fn head(&self, now: Boot, choice: &Choice<'_>, repeat: bool) -> Option<RowId> {
        let innocent = |id: &RowId| !choice.suspects.contains(id);
        let heads = self.of(now, choice, repeat).filter_map(|lane| {
            let mut due = lane.by_due.range(..=(now, LAST_ID));
            due.find(|(_, id)| innocent(id))
        });
        heads.min().map(|(_, id)| *id)
    }

    /// The oldest repeat that is due and was queued until `latest`.
    fn ending(
        &self,
        now: Boot,
        choice: &Choice<'_>,
        latest: Boot,
        due: impl Fn(&RowId) -> bool,
    ) -> Option<RowId> {
        let may = |id: &RowId| due(id) && !choice.suspects.contains(id);
        let old = self.of(now, choice, true).filter_map(|lane| {
            let mut old = lane.by_age.range(..=(latest, LAST_ID));
            old.find(|(_, id)| may(id))
        });
        old.min().map(|(_, id)| *id)
    }

    /// See [`Queue::first_due`](super::Queue::first_due); `due_of` finds a row's due time.
    pub(super) fn first_due(
        &self,
        parked: impl Fn(Network) -> Boot,
        repeats: Repeats,
        due_of: impl Fn(&RowId) -> Option<Boot>,
    ) -> Option<Boot> {
        let first = |((network, repeat), lane): (&(Network, bool), &Lane)| {
            let (head, _) = lane.by_due.first()?;
            let at = match repeats {
                Repeats::WaitedFor(span) if *repeat => {
                    let (queued, id) = lane.by_age.first()?;
                    due_of(id)?.max(queued + span)
                }
                _ => *head,
            };
            Some(at.max(parked(*network)))
        };
        self.0.iter().filter_map(first).min()
    }
}
