//! What happened, in numbers by UTC day, flushed into the store with other changes.

use findmesh_proto::advert::Rejection;

use crate::config::KeepLimits;
use crate::health::{Suppression, counter};
use crate::moment::{Boot, span};
use crate::persist::Change;
use crate::sorted::SortedMap;

/// Counters with a name of their own.
const NAMED: [&str; 23] = [
    counter::BATCHES,
    counter::ADVERTS,
    counter::TAG_ADVERTS,
    counter::NEW_KEYS,
    counter::REPORTED,
    counter::UPLOADED,
    counter::REJECTED_BY_RELAY,
    counter::EXPIRED,
    counter::EVICTED,
    counter::RETRIED,
    counter::BYTES_SENT,
    counter::SEAL_REFUSED,
    counter::BATCHES_REFUSED,
    counter::FIXES,
    counter::FIXES_REFUSED,
    counter::BYTES_METERED,
    counter::CELLULAR_WAKES,
    counter::SCANS,
    counter::RADIO_MS_ASKED,
    counter::KEYS_HEARD,
    counter::WAKES,
    counter::LATE_LISTENS,
    counter::LATE_SETTLES,
];

/// A count of one day.
type Line = (i64, String, u64);

pub(crate) struct Counters {
    names: Vec<String>,
    rejections: Vec<Rejection>,
    /// Of `day`, by position in `names`, not yet flushed.
    open: Vec<u64>,
    day: i64,
    dirty: bool,
    /// Not yet flushed, of any day.
    closed: Vec<Line>,
    /// In the transaction under way.
    flushed: Vec<Line>,
    /// Of `day`, in the store.
    kept: SortedMap<String, u64>,
    /// Since when something waits to be flushed.
    waiting: Option<Boot>,
    /// When the end of a wake flushed them last.
    wake_flushed: Option<Boot>,
}

impl Counters {
    pub(crate) fn new() -> Self {
        let rejections: Vec<Rejection> = Rejection::all().collect();
        let mut names: Vec<String> = NAMED.into_iter().map(str::to_owned).collect();
        names.extend(Suppression::ALL.iter().map(|reason| format!("suppressed_{}", reason.as_str())));
        names.extend(rejections.iter().map(|reason| format!("rejected_{}", reason.code())));
        let open = vec![0; names.len()];
        let (closed, flushed, kept) = (Vec::new(), Vec::new(), SortedMap::new());
        Self {
            names,
            rejections,
            open,
            day: 0,
            dirty: false,
            closed,
            flushed,
            kept,
            waiting: None,
            wake_flushed: None,
        }
    }

    /// An event is over: what it left to be flushed waits from now on.
    pub(crate) fn rest(&mut self, now: Boot) {
        self.waiting = self.dirty().then(|| self.waiting.unwrap_or(now));
    }

    /// When what waits is to be flushed, if nothing else is written before.
    pub(crate) fn due(&self, limits: &KeepLimits) -> Option<Boot> {
        self.waiting.map(|since| since + span(limits.counts_wait_ms))
    }

    /// A wake ends, and maybe its process: whether that is worth a transaction. Flash wears out.
    pub(crate) fn wake_ends(&mut self, now: Boot, limits: &KeepLimits) -> bool {
        let recent = self.wake_flushed.is_some_and(|last| now - last < span(limits.counts_apart_ms));
        let worth = self.dirty() && !recent;
        if worth {
            self.wake_flushed = Some(now);
        }
        worth
    }

    /// The day that counts belong to from now on.
    pub(crate) fn roll(&mut self, day: i64) {
        if day != self.day {
            self.close_day();
            self.kept.clear();
            self.day = day;
        }
    }

    /// The day that counts belong to.
    pub(crate) fn day(&self) -> i64 {
        self.day
    }

    pub(crate) fn add(&mut self, name: &'static str, count: u64) {
        if let Some(index) = NAMED.iter().position(|known| *known == name) {
            self.bump(index, count);
        }
    }

    pub(crate) fn suppress(&mut self, reason: Suppression) {
        if let Some(index) = Suppression::ALL.iter().position(|known| *known == reason) {
            self.bump(NAMED.len() + index, 1);
        }
    }

    pub(crate) fn reject(&mut self, reason: Rejection) {
        if let Some(index) = self.rejections.iter().position(|known| *known == reason) {
            self.bump(NAMED.len() + Suppression::ALL.len() + index, 1);
        }
    }

    fn bump(&mut self, index: usize, count: u64) {
        if let Some(slot) = self.open.get_mut(index) {
            *slot = slot.saturating_add(count);
            self.dirty |= count > 0;
        }
    }

    /// Whether something waits to be flushed.
    pub(crate) fn dirty(&self) -> bool {
        self.dirty || !self.closed.is_empty()
    }

    /// What waits to be flushed: day, name, count; a name may come twice.
    pub(crate) fn unflushed(&self) -> Vec<Line> {
        let names = self.names.iter().zip(&self.open);
        let open = names.filter(|(_, count)| **count > 0);
        let open = open.map(|(name, count)| (self.day, name.clone(), *count));
        self.closed.iter().cloned().chain(open).collect()
    }

    fn close_day(&mut self) {
        let names = self.names.iter().zip(&mut self.open);
        let day = self.day;
        let lines = names.filter(|(_, count)| **count > 0);
        self.closed.extend(lines.map(|(name, count)| (day, name.clone(), std::mem::take(count))));
        self.dirty = false;
    }

    /// Moves everything that waits into a transaction.
    pub(crate) fn flush(&mut self, changes: &mut Vec<Change>) {
        self.close_day();
        let lines = std::mem::take(&mut self.closed);
        for (day, name, add) in &lines {
            changes.push(Change::Count { day: *day, name: name.clone(), add: *add });
            if *day == self.day {
                *self.kept.or_default(name.clone()) += add;
            }
        }
        self.flushed = lines;
    }

    /// The transaction stands.
    pub(crate) fn committed(&mut self) {
        self.flushed.clear();
    }

    /// The transaction does not stand: its counts go into the next one.
    pub(crate) fn failed(&mut self) {
        for (day, name, add) in std::mem::take(&mut self.flushed) {
            if let Some(kept) = self.kept.get_mut(&name).filter(|_| day == self.day) {
                *kept = kept.saturating_sub(add);
            }
            self.closed.push((day, name, add));
        }
    }

    /// What the store holds.
    pub(crate) fn restore(&mut self, day: i64, kept: &[Line]) {
        self.roll(day);
        let today = kept.iter().filter(|(of, ..)| *of == day);
        self.kept = today.map(|(_, name, count)| (name.clone(), *count)).collect();
    }

    /// One counter of today.
    pub(crate) fn of_today(&self, name: &str) -> u64 {
        let open = self.names.iter().zip(&self.open).filter(|(known, _)| *known == name).map(|(_, n)| *n);
        let closed = self.closed.iter().filter(|(day, known, _)| *day == self.day && known == name);
        self.kept.get(name).copied().unwrap_or(0) + open.chain(closed.map(|line| line.2)).sum::<u64>()
    }

    /// All of today that are not 0, by name; with one that is not counted yet.
    pub(crate) fn today_with(&self, (name, count): (&str, u64)) -> Vec<(String, u64)> {
        let mut today = self.kept.clone();
        *today.or_default(name.to_owned()) += count;
        let open = self.names.iter().zip(&self.open).map(|(name, count)| (name, *count));
        let closed = self.closed.iter().filter(|line| line.0 == self.day).map(|line| (&line.1, line.2));
        for (name, count) in open.chain(closed).filter(|(_, count)| *count > 0) {
            *today.or_default(name.clone()) += count;
        }
        today.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(changes: &[Change]) -> Vec<(i64, &str, u64)> {
        changes
            .iter()
            .filter_map(|change| match change {
                Change::Count { day, name, add } => Some((*day, name.as_str(), *add)),
                _ => None,
            })
            .collect()
    }

    impl Counters {
        fn today(&self) -> Vec<(String, u64)> {
            self.today_with(("", 0))
        }
    }

    #[test]
    fn counts_are_flushed_once_under_their_day() {
        let mut counters = Counters::new();
        counters.roll(10);
        counters.add(counter::ADVERTS, 3);
        counters.roll(11);
        counters.suppress(Suppression::NearOwner);
        let mut changes = Vec::new();
        counters.flush(&mut changes);
        assert_eq!(counts(&changes), [(10, "adverts", 3), (11, "suppressed_near_owner", 1)]);
        assert!(!counters.dirty());
        assert_eq!(counters.unflushed(), []);
        counters.suppress(Suppression::NoFix);
        assert_eq!(counters.unflushed(), [(11, "suppressed_no_fix".to_owned(), 1)]);
        counters.flush(&mut Vec::new());
        let today = [("suppressed_near_owner", 1), ("suppressed_no_fix", 1)];
        assert_eq!(counters.today(), today.map(|(name, n)| (name.to_owned(), n)));
    }

    #[test]
    fn a_failed_transaction_loses_no_count() {
        let mut counters = Counters::new();
        counters.roll(10);
        counters.add(counter::ADVERTS, 3);
        counters.flush(&mut Vec::new());
        counters.failed();
        counters.restore(10, &[(10, "adverts".to_owned(), 5), (9, "adverts".to_owned(), 9)]);
        assert_eq!(counters.of_today("adverts"), 8);
        let mut changes = Vec::new();
        counters.flush(&mut changes);
        assert_eq!(counts(&changes), [(10, "adverts", 3)]);
        counters.committed();
        assert_eq!(counters.today(), [("adverts".to_owned(), 8)]);
    }

    #[test]
    fn every_rejection_has_its_counter() {
        let mut counters = Counters::new();
        Rejection::all().for_each(|reason| counters.reject(reason));
        assert_eq!(counters.today().len(), Rejection::all().count());
    }
}
