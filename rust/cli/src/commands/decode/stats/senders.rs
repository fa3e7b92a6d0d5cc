//! Who sent what: one row for each address and form.

use std::collections::HashMap;

use findmesh_proto::{Address, AddressKind};

use super::super::counts::{NumberHashing, packed};
use super::Sighting;
use super::forms::{FormIndex, Rotated, median};

/// Rows that are kept, as many as the index takes without growing again; beyond, memory would grow with the capture.
const MOST: usize = 7 << 14;
/// Intervals that are kept of each row: the latest ones.
const INTERVALS: usize = 7;

/// One address and what it sent in one form.
#[derive(Clone, Copy)]
pub(super) struct Sender {
    /// Bytes of the address as one number.
    address: u64,
    pub(super) form: FormIndex,
    pub(super) adverts: u32,
    /// First and last time, nanoseconds.
    pub(super) times: Option<(i64, i64)>,
    identity: Option<u64>,
    /// When it last changed.
    changed: Option<i64>,
    pub(super) changes: u32,
    intervals: [f32; INTERVALS],
    known_intervals: u8,
    rssi_sum: i64,
    rssi_count: u32,
}

impl Sender {
    const fn new(address: u64, form: FormIndex) -> Self {
        Self {
            address,
            form,
            adverts: 0,
            times: None,
            identity: None,
            changed: None,
            changes: 0,
            intervals: [0.0; INTERVALS],
            known_intervals: 0,
            rssi_sum: 0,
            rssi_count: 0,
        }
    }

    pub(super) const fn address(&self) -> Address {
        let [_, kind, bytes @ ..] = self.address.to_be_bytes();
        let kind = match kind {
            0 => AddressKind::Public,
            1 => AddressKind::Random,
            _ => AddressKind::Unknown,
        };
        Address::new(bytes, kind)
    }

    /// dBm, rounded.
    pub(super) fn mean_rssi(&self) -> Option<i64> {
        let half = i64::from(self.rssi_count / 2);
        (self.rssi_count > 0).then(|| (self.rssi_sum - half) / i64::from(self.rssi_count))
    }

    /// Seconds between changes, the median of the latest ones.
    pub(super) fn rotation(&self) -> Option<f32> {
        let mut intervals = self.intervals;
        median(intervals.get_mut(..usize::from(self.known_intervals))?)
    }

    fn count(&mut self, sighting: &Sighting) -> Rotated {
        self.adverts = self.adverts.saturating_add(1);
        if let Some(rssi) = sighting.rssi {
            self.rssi_sum += i64::from(rssi);
            self.rssi_count = self.rssi_count.saturating_add(1);
        }
        if let Some(time) = sighting.time {
            let (first, last) = self.times.unwrap_or((time, time));
            self.times = Some((first.min(time), last.max(time)));
        }
        let changed =
            self.identity.is_some() && sighting.identity.is_some() && self.identity != sighting.identity;
        self.identity = sighting.identity.or(self.identity);
        if !changed {
            return Rotated { changed, after: None };
        }
        self.changes = self.changes.saturating_add(1);
        let before = std::mem::replace(&mut self.changed, sighting.time);
        let after = before.zip(sighting.time).map(|(before, now)| seconds(now.saturating_sub(before)));
        if let Some(after) = after {
            self.intervals.rotate_right(1);
            self.intervals[0] = after;
            self.known_intervals = (self.known_intervals + 1).min(7);
        }
        Rotated { changed, after }
    }
}

/// Nanoseconds to seconds, as exact as a table needs.
#[allow(clippy::cast_precision_loss, reason = "a few digits are shown")]
pub(super) fn seconds(nanos: i64) -> f32 {
    (nanos / 1_000_000) as f32 / 1000.0
}

/// The rows.
#[derive(Default)]
pub(super) struct Senders {
    index: HashMap<u64, u32, NumberHashing>,
    list: Vec<Sender>,
    more: bool,
}

impl Senders {
    /// Counts an advert of an address; tells whether it has another identity than the address's one before.
    pub(super) fn count(&mut self, form: FormIndex, sighting: &Sighting) -> Rotated {
        let none = Rotated { changed: false, after: None };
        let Some(address) = sighting.address.map(packed) else {
            return none;
        };
        // The address leaves the highest byte free.
        let key = u64::from(form) << 56 | address;
        let known = self.index.get(&key).copied();
        let Some(index) = known.or_else(|| self.add(key, address, form)) else {
            self.more = true;
            return none;
        };
        self.list.get_mut(index as usize).map_or(none, |sender| sender.count(sighting))
    }

    fn add(&mut self, key: u64, address: u64, form: FormIndex) -> Option<u32> {
        let index = u32::try_from(self.list.len()).ok().filter(|_| self.list.len() < MOST)?;
        self.list.push(Sender::new(address, form));
        let _ = self.index.insert(key, index);
        Some(index)
    }

    /// There were more than it holds.
    pub(super) const fn had_more(&self) -> bool {
        self.more
    }

    pub(super) fn list(&self) -> &[Sender] {
        &self.list
    }

    /// Those with the most adverts, most first; the same ones for the same capture.
    pub(super) fn top(&self, n: usize) -> Vec<Sender> {
        let rank = |sender: &Sender| (std::cmp::Reverse(sender.adverts), sender.address, sender.form);
        let mut senders = self.list.clone();
        senders.sort_unstable_by_key(rank);
        senders.truncate(n);
        senders
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(n: u32, seconds: i64, identity: u64) -> Sighting {
        let [a, b, c, d] = n.to_be_bytes();
        Sighting {
            address: Some(Address::new([0xC0, 0, a, b, c, d], AddressKind::Random)),
            time: Some(seconds * 1_000_000_000),
            rssi: Some(-60 - i8::try_from(identity % 3).unwrap()),
            identity: Some(identity),
        }
    }

    #[test]
    fn a_change_is_timed_from_the_change_before() {
        let mut senders = Senders::default();
        for (seconds, identity) in [(0, 1), (100, 1), (400, 2), (1300, 3), (1310, 3), (2200, 4)] {
            let _ = senders.count(0, &sighting(1, seconds, identity));
        }
        let [sender] = senders.list() else { panic!("one sender") };
        assert_eq!((sender.adverts, sender.changes, sender.rotation()), (6, 3, Some(900.0)));
        assert_eq!(sender.times, Some((0, 2_200_000_000_000)));
        assert_eq!((sender.mean_rssi(), sender.address().bytes[0]), (Some(-61), 0xC0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut senders = Senders::default();
        for n in 0..=u32::try_from(MOST).unwrap() {
            let _ = senders.count(3, &sighting(n, 0, 1));
        }
        assert_eq!((senders.list().len(), senders.had_more()), (MOST, true));
        assert!(senders.index.capacity() * 16 + senders.list.capacity() * size_of::<Sender>() < 24 << 20);
        assert_eq!(senders.top(3).len(), 3);
    }
}
