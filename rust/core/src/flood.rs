//! Limits against a made-up crowd of keys (docs/finder.md §2); windows run in boot time.

use std::collections::VecDeque;

use crate::config::FloodLimits;
use crate::moment::{Boot, span};
use crate::persist::IdHash;
use crate::seen::{DAY_MS, Seen};
use crate::sorted::SortedMap;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Moments within a window, oldest first.
#[derive(Debug, Default)]
struct Window(VecDeque<Boot>);

impl Window {
    fn forget(&mut self, before: Boot) {
        while self.0.front().is_some_and(|at| *at <= before) {
            let _ = self.0.pop_front();
        }
    }

    fn note(&mut self, at: Boot) {
        let index = self.0.partition_point(|other| *other <= at);
        self.0.insert(index, at);
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

#[derive(Debug, Default)]
pub(crate) struct FloodGate {
    /// Keys that were new within the window, oldest first, each once.
    new_keys: VecDeque<(IdHash, Boot)>,
    hour: Window,
    /// Keys that each address was admitted with, and when.
    addresses: SortedMap<IdHash, Vec<(IdHash, Boot)>>,
    /// Reports of each address within a day.
    reports: SortedMap<IdHash, Window>,
}

impl FloodGate {
    /// Lets a key in, or not. `new`: never reported before.
    pub(crate) fn admit(
        &mut self,
        key: IdHash,
        address: Option<IdHash>,
        new: bool,
        now: Boot,
        limits: &FloodLimits,
    ) -> bool {
        self.forget(now, limits);
        let new = new && !self.new_keys.iter().any(|(known, _)| *known == key);
        if new && self.new_keys.len() >= limits.new_keys {
            return false;
        }
        let room = address.is_none_or(|address| self.has_room(&address, &key, limits));
        if room {
            self.note_key(key, address, new, now);
        }
        room
    }

    fn has_room(&self, address: &IdHash, key: &IdHash, limits: &FloodLimits) -> bool {
        let keys = self.addresses.get(address).map_or(&[][..], Vec::as_slice);
        keys.len() < limits.keys_per_address || keys.iter().any(|(known, _)| known == key)
    }

    fn note_key(&mut self, key: IdHash, address: Option<IdHash>, new: bool, at: Boot) {
        if new {
            let index = self.new_keys.partition_point(|(_, other)| *other <= at);
            self.new_keys.insert(index, (key, at));
        }
        if let Some(address) = address {
            self.still(key, address, at);
        }
    }

    /// A key of an address is still on the air.
    pub(crate) fn still(&mut self, key: IdHash, address: IdHash, at: Boot) {
        let keys = self.addresses.or_default(address);
        match keys.iter_mut().find(|(known, _)| *known == key) {
            Some((_, last)) => *last = at.max(*last),
            None => keys.push((key, at)),
        }
    }

    /// Whether one more report fits.
    pub(crate) fn may_report(&mut self, address: Option<IdHash>, now: Boot, limits: &FloodLimits) -> bool {
        self.forget(now, limits);
        let per_address = usize::try_from(limits.reports_per_address_day).unwrap_or(usize::MAX);
        let of_address = address.and_then(|address| self.reports.get(&address)).map_or(0, Window::len);
        self.hour.len() < limits.reports_per_hour && of_address < per_address
    }

    pub(crate) fn note_report(&mut self, address: Option<IdHash>, at: Boot) {
        self.hour.note(at);
        if let Some(address) = address {
            self.reports.or_default(address).note(at);
        }
    }

    fn forget(&mut self, now: Boot, limits: &FloodLimits) {
        let start = now - span(limits.new_keys_window_ms);
        while self.new_keys.front().is_some_and(|(_, at)| *at <= start) {
            let _ = self.new_keys.pop_front();
        }
        self.hour.forget(now - HOUR_MS);
        let before = now - span(limits.address_window_ms);
        self.addresses.retain(|_, keys| {
            keys.retain(|(_, at)| *at > before);
            !keys.is_empty()
        });
        self.reports.retain(|_, window| {
            window.forget(now - DAY_MS);
            window.len() > 0
        });
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// What a reported key's past says about the windows.
    pub(crate) fn recall(&mut self, key: IdHash, seen: &Seen, now: Boot) {
        self.note_key(key, seen.address, true, seen.first);
        seen.in_day(now).for_each(|at| self.note_report(seen.address, at));
    }

    /// A key that waits for its fix.
    pub(crate) fn recall_waiting(&mut self, key: IdHash, address: Option<IdHash>, new: bool, since: Boot) {
        self.note_key(key, address, new, since);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const MINUTE: Boot = 60_000;

    fn id(n: u8) -> IdHash {
        [n; 16]
    }

    #[test]
    fn two_keys_an_address_and_the_first_keeps_its_right() {
        let (mut gate, limits) = (FloodGate::default(), FloodLimits::default());
        let mut admit = |key, at| gate.admit(id(key), Some(id(99)), true, at, &limits);
        assert!(admit(1, 0) && admit(2, MINUTE));
        assert!(!admit(3, 2 * MINUTE));
        assert!(admit(1, 3 * MINUTE));
        assert!(!admit(3, 15 * MINUTE), "the first was heard again since");
        assert!(admit(3, 16 * MINUTE), "the second was not");
        assert!(!admit(2, 17 * MINUTE) && admit(1, 17 * MINUTE));
    }

    #[test]
    fn thirty_new_keys_in_ten_minutes() {
        let (mut gate, limits) = (FloodGate::default(), FloodLimits::default());
        for key in 0..30 {
            assert!(gate.admit(id(key), None, true, 0, &limits));
        }
        assert!(!gate.admit(id(30), None, true, MINUTE, &limits));
        assert!(gate.admit(id(31), None, false, MINUTE, &limits), "a known key is no new one");
        assert!(gate.admit(id(29), None, true, MINUTE, &limits), "nor is one that came before");
        assert!(gate.admit(id(30), None, true, 10 * MINUTE, &limits));
    }

    #[test]
    fn twelve_reports_an_address_and_day_and_120_an_hour() {
        let (mut gate, limits) = (FloodGate::default(), FloodLimits::default());
        for at in 0..12 {
            assert!(gate.may_report(Some(id(1)), at, &limits));
            gate.note_report(Some(id(1)), at);
        }
        assert!(!gate.may_report(Some(id(1)), 23 * HOUR_MS, &limits));
        assert!(gate.may_report(Some(id(2)), 23 * HOUR_MS, &limits));
        assert!(gate.may_report(Some(id(1)), 25 * HOUR_MS, &limits));
        (0..120).for_each(|_| gate.note_report(None, 25 * HOUR_MS));
        assert!(!gate.may_report(None, 25 * HOUR_MS + MINUTE, &limits));
        assert!(gate.may_report(None, 26 * HOUR_MS, &limits));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Against a list of all that was let in: no window of any place holds more than it may.
        #[test]
        fn no_window_ever_holds_more_than_it_may(
            heard in proptest::collection::vec((0u8..9, 0u8..3, 0i64..4 * MINUTE), 1..200),
        ) {
            let limits = FloodLimits { new_keys: 5, ..FloodLimits::default() };
            let mut gate = FloodGate::default();
            let (mut now, mut admitted, mut new) = (0, Vec::new(), Vec::new());
            for (key, address, pause) in heard {
                now += pause;
                let fresh = !new.iter().any(|(known, at)| *known == key && *at > now - 10 * MINUTE);
                if gate.admit(id(key), Some(id(100 + address)), true, now, &limits) {
                    admitted.push((key, address, now));
                    new.extend(fresh.then_some((key, now)));
                }
                let recent = |at: Boot, window: Boot| at > now - window;
                for address in 0..3 {
                    let keys: BTreeSet<u8> = admitted
                        .iter()
                        .filter(|(_, of, at)| *of == address && recent(*at, 15 * MINUTE))
                        .map(|(key, ..)| *key)
                        .collect();
                    prop_assert!(keys.len() <= 2, "{keys:?} at {now}");
                }
                prop_assert!(new.iter().filter(|(_, at)| recent(*at, 10 * MINUTE)).count() <= 5);
            }
        }
    }
}
