//! What is remembered of keys that were reported (docs/finder.md §2, dedupe), by keyed hash.

mod code;
mod verdict;

use crate::config::DedupeLimits;
use crate::geo::Point;
use crate::moment::{Boot, Moment};
use crate::persist::{IdHash, SeenKey};
use crate::sorted::SortedMap;
pub(crate) use verdict::{Refusal, judge};

/// "A day" of a limit: any 24 hours, so that a wall clock that jumps opens no new one.
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last report of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LastReport {
    pub(crate) point: Point,
    pub(crate) accuracy_m: f64,
}

/// One key's past.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Seen {
    /// When it was first heard.
    pub(crate) first: Boot,
    /// Sightings that were reported, newest last, as many as a day allows.
    pub(crate) reports: Vec<Boot>,
    pub(crate) last: LastReport,
    /// Address of the last one.
    pub(crate) address: Option<IdHash>,
    /// The key is no point of the curve.
    pub(crate) refused: bool,
}

impl Seen {
    /// Reports in the 24 hours before `at`.
    pub(crate) fn in_day(&self, at: Boot) -> impl Iterator<Item = Boot> {
        self.reports.iter().copied().filter(move |report| *report > at - DAY_MS)
    }

    fn newest(&self) -> Boot {
        self.reports.last().copied().unwrap_or(self.first)
    }
}

/// A report as it is remembered.
pub(crate) struct Reported {
    pub(crate) at: Boot,
    pub(crate) first: Boot,
    pub(crate) last: LastReport,
    pub(crate) address: Option<IdHash>,
}

/// Place of the last report, and the times of all, as a row keeps them.
pub(crate) fn last_place(state: &[u8], now: Moment) -> Option<(Point, Vec<Boot>)> {
    code::read(state, now).map(|seen| (seen.last.point, seen.reports))
}

#[derive(Debug, Default)]
pub(crate) struct SeenBook {
    keys: SortedMap<IdHash, Seen>,
    /// What keys were before the transaction under way.
    undo: Vec<(IdHash, Option<Seen>)>,
    /// Earliest day of a row in the store.
    oldest_day: Option<i64>,
}

impl SeenBook {
    pub(crate) fn get(&self, key: &IdHash) -> Option<&Seen> {
        self.keys.get(key)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&IdHash, &Seen)> {
        self.keys.iter()
    }

    /// Remembers a report and gives what to keep of it.
    pub(crate) fn note(
        &mut self,
        key: IdHash,
        report: Reported,
        limits: &DedupeLimits,
        now: Moment,
    ) -> SeenKey {
        let Reported { at, first, last, address } = report;
        let fresh = Seen { first, reports: Vec::new(), last, address, refused: false };
        self.undo.push((key, self.keys.get(&key).cloned()));
        let seen = self.keys.or_insert_with(key, || fresh);
        (seen.last, seen.address) = (last, address);
        seen.reports.push(at);
        let limit = usize::try_from(limits.per_key_day).unwrap_or(usize::MAX).clamp(1, code::MAX_REPORTS);
        let surplus = seen.reports.len().saturating_sub(limit);
        drop(seen.reports.drain(..surplus));
        let row = code::keep(key, seen, now);
        self.oldest_day = Some(self.oldest_day.map_or(row.day, |day| day.min(row.day)));
        row
    }

    /// Remembers that a key cannot be sealed to.
    pub(crate) fn refuse(&mut self, key: IdHash, now: Moment) -> Option<SeenKey> {
        let seen = self.keys.get_mut(&key)?;
        self.undo.push((key, Some(seen.clone())));
        seen.refused = true;
        Some(code::keep(key, seen, now))
    }

    /// Drops keys whose last report has no say any more.
    pub(crate) fn forget(&mut self, now: Boot) {
        self.keys.retain(|_, seen| seen.newest() > now - DAY_MS);
    }

    /// The first day of rows worth keeping, where the store has older ones.
    pub(crate) fn outdated(&mut self, today: i64) -> Option<i64> {
        let first = today.saturating_sub(1);
        let outdated = self.oldest_day.is_some_and(|day| day < first);
        outdated.then(|| *self.oldest_day.insert(first))
    }

    /// The transaction stands.
    pub(crate) fn committed(&mut self) {
        self.undo.clear();
    }

    /// The transaction does not stand: its reports were none.
    pub(crate) fn failed(&mut self) {
        while let Some((key, before)) = self.undo.pop() {
            let _ = match before {
                Some(seen) => self.keys.insert(key, seen),
                None => self.keys.remove(&key),
            };
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// What the store holds; rows of another version say nothing.
    pub(crate) fn restore(&mut self, kept: &[SeenKey], now: Moment) {
        let keys = kept.iter().filter_map(|row| Some((row.key_hash, code::read(&row.state, now)?)));
        self.keys = keys.collect();
        self.undo.clear();
        self.oldest_day = kept.iter().map(|row| row.day).min();
        self.forget(now.boot);
    }
}
