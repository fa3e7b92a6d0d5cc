//! The table of all identifiers that tags of one's own may send just now: one look a lookup, whatever is asked.
//!
//! Entries lie close together; a table of 32-bit slots with linear probing points at them: 8 bits of the hash, which
//! tell most strangers without touching an entry, and 24 bits of index. Nobody outside adds entries, and the hash is
//! keyed, so adverts cannot be made that take long. Removing shifts entries back: the table never needs a rebuild.

use super::identifier::{Identifier, Kind, LONGEST};
use crate::seed::Seed;

/// Where an identifier comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Number of the source in the resolver.
    pub(crate) source: u32,
    /// The source's own number of the time.
    pub(crate) epoch: u32,
}

/// 40 bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Entry {
    bytes: [u8; LONGEST],
    epoch: u32,
    /// 24 bits.
    source: [u8; 3],
    kind: Kind,
}

const INDEX_BITS: u32 = 24;
const INDEX_MASK: u32 = (1 << INDEX_BITS) - 1;
/// Entries that slots can point at; an index of 0 is stored as 1, and 0 is an empty slot.
const MOST: usize = INDEX_MASK as usize - 1;
/// Numbers of sources end here.
pub(crate) const MOST_SOURCES: usize = INDEX_MASK as usize;
const FEWEST_SLOTS: usize = 64;

/// All candidates.
pub(crate) struct Candidates {
    entries: Vec<Entry>,
    slots: Vec<u32>,
    hash: KeyedHash,
}

impl Entry {
    fn new(identifier: &Identifier, origin: Origin) -> Self {
        let [a, b, c, _] = origin.source.to_le_bytes();
        Self { bytes: *identifier.padded(), epoch: origin.epoch, source: [a, b, c], kind: identifier.kind() }
    }

    const fn origin(&self) -> Origin {
        let [a, b, c] = self.source;
        Origin { source: u32::from_le_bytes([a, b, c, 0]), epoch: self.epoch }
    }

    fn starts_with(&self, asked: &Identifier) -> bool {
        self.kind == asked.kind() && self.bytes.starts_with(asked.bytes())
    }
}

impl Candidates {
    pub(crate) fn new(seed: Seed) -> Self {
        Self { entries: Vec::new(), slots: vec![0; FEWEST_SLOTS], hash: KeyedHash::new(seed) }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Bytes that entries and slots take, spare room included.
    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.slots.capacity() * size_of::<u32>()
    }

    /// Adds what is not there yet; false where there is no room for more.
    pub(crate) fn insert(&mut self, identifier: &Identifier, origin: Origin) -> bool {
        let entry = Entry::new(identifier, origin);
        let hash = self.hash_of(&entry);
        if self.probe(hash).any(|at| self.entries.get(at) == Some(&entry)) {
            return true;
        }
        if self.entries.len() >= MOST {
            return false;
        }
        self.make_room();
        self.entries.push(entry);
        self.point_at(hash, self.entries.len());
        true
    }

    /// Origin of the first candidate that begins with what was asked for and that `accept` takes.
    pub(crate) fn find(&self, asked: &Identifier, accept: impl Fn(Origin) -> bool) -> Option<Origin> {
        let hash = self.hash.of(asked.kind(), asked.bytes());
        let entries = self.probe(hash).filter_map(|at| self.entries.get(at));
        entries.filter(|entry| entry.starts_with(asked)).map(Entry::origin).find(|origin| accept(*origin))
    }

    /// Where the entry at `at` comes from.
    pub(crate) fn origin_at(&self, at: usize) -> Option<Origin> {
        self.entries.get(at).map(Entry::origin)
    }

    /// Removes the entry at `at`; the last one takes its place.
    pub(crate) fn swap_remove(&mut self, at: usize) {
        let last = self.entries.len().wrapping_sub(1);
        if at > last || self.entries.is_empty() {
            return;
        }
        if let Some(slot) = self.slot_of(at) {
            self.empty(slot);
        }
        let moved = if at == last { None } else { self.slot_of(last) };
        let _removed = self.entries.swap_remove(at);
        if let Some(slot) = moved.and_then(|slot| self.slots.get_mut(slot)) {
            *slot = *slot & !INDEX_MASK | pointer(at);
        }
    }

    /// Keeps three quarters of the slots at most in use, and grows the entries by an eighth.
    fn make_room(&mut self) {
        let wanted = self.entries.len() + 1;
        if wanted * 4 > self.slots.len() * 3 {
            self.slots = vec![0; self.slots.len() * 2];
            for at in 0..self.entries.len() {
                let hash = self.entries.get(at).map_or(0, |entry| self.hash_of(entry));
                self.point_at(hash, at + 1);
            }
        }
        if self.entries.len() == self.entries.capacity() {
            self.entries.reserve_exact((self.entries.len() / 8).max(FEWEST_SLOTS));
        }
    }

    /// Puts entry number `nth`, counted from 1, into the first empty slot of its chain.
    fn point_at(&mut self, hash: u64, nth: usize) {
        let mut slot = self.home(hash);
        while self.slots.get(slot).is_some_and(|used| *used != 0) {
            slot = self.next(slot);
        }
        if let Some(empty) = self.slots.get_mut(slot) {
            *empty = fingerprint(hash) | pointer(nth - 1);
        }
    }

    /// Indices of entries whose hash may be this one.
    fn probe(&self, hash: u64) -> impl Iterator<Item = usize> {
        let wanted = fingerprint(hash);
        self.chain(hash).map(|(_, slot)| slot).filter(move |slot| slot & !INDEX_MASK == wanted).map(index)
    }

    /// Slots in use from the home of `hash` on, with their positions.
    fn chain(&self, hash: u64) -> impl Iterator<Item = (usize, u32)> {
        let start = self.home(hash);
        let positions = (0..self.slots.len()).map(move |step| (start + step) & (self.slots.len() - 1));
        positions.map_while(|at| self.slots.get(at).filter(|slot| **slot != 0).map(|slot| (at, *slot)))
    }

    /// The slot that points at an entry.
    fn slot_of(&self, at: usize) -> Option<usize> {
        let hash = self.hash_of(self.entries.get(at)?);
        self.chain(hash).find(|(_, slot)| index(*slot) == at).map(|(position, _)| position)
    }

    /// Empties a slot and moves later ones of its chain back, so that every chain stays whole.
    fn empty(&mut self, slot: usize) {
        let (mut hole, mut at) = (slot, self.next(slot));
        while let Some(used) = self.slots.get(at).copied().filter(|used| *used != 0) {
            let home = self.entries.get(index(used)).map_or(at, |entry| self.home(self.hash_of(entry)));
            if self.distance(home, at) >= self.distance(hole, at) {
                self.set(hole, used);
                hole = at;
            }
            at = self.next(at);
        }
        self.set(hole, 0);
    }

    fn set(&mut self, slot: usize, value: u32) {
        if let Some(slot) = self.slots.get_mut(slot) {
            *slot = value;
        }
    }

    fn hash_of(&self, entry: &Entry) -> u64 {
        self.hash.of(entry.kind, &entry.bytes)
    }

    const fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    #[allow(clippy::cast_possible_truncation, reason = "the low bits are what is wanted")]
    const fn home(&self, hash: u64) -> usize {
        hash as usize & self.mask()
    }

    const fn next(&self, slot: usize) -> usize {
        (slot + 1) & self.mask()
    }

    const fn distance(&self, from: usize, to: usize) -> usize {
        to.wrapping_sub(from) & self.mask()
    }
}

/// The 8 highest bits of the hash, where a slot keeps them.
#[allow(clippy::cast_possible_truncation, reason = "the high half is what is wanted")]
const fn fingerprint(hash: u64) -> u32 {
    (hash >> 32) as u32 & !INDEX_MASK
}

#[allow(clippy::cast_possible_truncation, reason = "entries end at MOST")]
const fn pointer(at: usize) -> u32 {
    at as u32 + 1
}

const fn index(slot: u32) -> usize {
    ((slot & INDEX_MASK) as usize).wrapping_sub(1)
}

/// Multiplies and folds, eight bytes at a time: a few nanoseconds, and nobody knows the factors.
struct KeyedHash([u64; 3]);

impl KeyedHash {
    fn new(seed: Seed) -> Self {
        use rand_core::Rng;
        let mut rng = seed.rng();
        Self([rng.next_u64(), rng.next_u64() | 1, rng.next_u64() | 1])
    }

    /// Of the bytes that identifiers of this kind are looked up by.
    fn of(&self, kind: Kind, bytes: &[u8]) -> u64 {
        let Self([start, factor, last]) = *self;
        let (words, rest) = bytes.get(..kind.lookup_length()).unwrap_or(bytes).as_chunks::<8>();
        let mut end = [0; 8];
        end.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let end = (!rest.is_empty()).then_some(&end);
        let words = words.iter().chain(end).map(|word| u64::from_le_bytes(*word));
        fold(words.fold(start ^ kind as u64, |hash, word| fold(hash ^ word, factor)), last)
    }
}

/// Both halves of the product, one over the other.
#[allow(clippy::cast_possible_truncation, reason = "each half is taken")]
const fn fold(a: u64, b: u64) -> u64 {
    let product = (a as u128) * (b as u128);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn table() -> Candidates {
        Candidates::new(Seed([7; 32]))
    }

    fn native(number: u32) -> Identifier {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        Identifier::new(Kind::Native, &bytes).unwrap()
    }

    fn origin(epoch: u32) -> Origin {
        Origin { source: 70_000 + epoch % 3, epoch }
    }

    fn found(table: &Candidates, number: u32) -> Option<Origin> {
        table.find(&native(number), |_| true)
    }

    #[test]
    fn an_entry_is_40_bytes() {
        assert_eq!(size_of::<Entry>(), 40);
    }

    /// Entries 40 bytes and an eighth of spare room, slots of 4 bytes between three eighths and three quarters full.
    #[test]
    fn a_candidate_takes_at_most_56_bytes_at_any_size() {
        let mut table = table();
        let mut most = 0.0_f64;
        for number in 0..200_000 {
            assert!(table.insert(&native(number), origin(number)));
            if number > 1_000 {
                most = most.max(table.bytes() as f64 / table.len() as f64);
            }
        }
        assert!((45.0..=56.0).contains(&most), "{most}");
    }

    #[test]
    fn what_is_there_already_is_not_added_again() {
        let mut table = table();
        assert!(table.insert(&native(1), origin(1)) && table.insert(&native(1), origin(1)));
        assert_eq!(table.len(), 1);
        assert!(table.insert(&native(1), origin(2)));
        assert_eq!(table.len(), 2, "another origin is another entry");
        let second = table.find(&native(1), |at| at == origin(2));
        assert_eq!(second, Some(origin(2)));
    }

    #[test]
    fn apple_keys_are_found_by_their_first_six_bytes_or_all_of_them() {
        let mut table = table();
        let (mut first, mut second) = ([1; 28], [1; 28]);
        (first[27], second[27]) = (5, 6);
        for (epoch, key) in [(1, first), (2, second)] {
            assert!(table.insert(&Identifier::new(Kind::Apple, &key).unwrap(), origin(epoch)));
        }
        let find = |bytes: &[u8]| table.find(&Identifier::new(Kind::Apple, bytes).unwrap(), |_| true);
        assert_eq!(find(&second), Some(origin(2)));
        assert!(find(&[1; 6]).is_some());
        assert_eq!(find(&[1; 28]), None, "its last byte is another");
        assert_eq!(find(&[2; 6]), None);
    }

    #[test]
    fn kinds_never_meet() {
        let mut table = table();
        let bytes = [9; 20];
        assert!(table.insert(&Identifier::new(Kind::IBeacon, &bytes).unwrap(), origin(1)));
        assert_eq!(table.find(&Identifier::new(Kind::AltBeacon, &bytes).unwrap(), |_| true), None);
        assert_eq!(table.find(&Identifier::new(Kind::Fhn160, &bytes).unwrap(), |_| true), None);
    }

    /// However alike identifiers are, chains stay short: the longest run of used slots.
    #[test]
    fn identifiers_that_differ_in_a_bit_do_not_crowd() {
        let mut table = table();
        for number in 0..48_000 {
            assert!(table.insert(&native(number << 5), origin(number)));
        }
        assert!(table.entries.len() * 4 > table.slots.len() * 2, "well filled");
        let longest = table.slots.split(|slot| *slot == 0).map(<[u32]>::len).max();
        assert!(longest < Some(400), "{longest:?}");
    }

    proptest! {
        #[test]
        fn the_table_is_a_map(steps in prop::collection::vec((0_u32..120, any::<bool>()), 0..600)) {
            let (mut table, mut model) = (table(), BTreeSet::new());
            for (number, add) in steps {
                if add {
                    prop_assert!(table.insert(&native(number), origin(number)));
                    let _ = model.insert(number);
                } else if let Some(at) = (0..table.len()).find(|at| table.origin_at(*at) == Some(origin(number))) {
                    table.swap_remove(at);
                    let _ = model.remove(&number);
                }
            }
            prop_assert_eq!(table.len(), model.len());
            for number in 0..120 {
                prop_assert_eq!(found(&table, number), model.contains(&number).then(|| origin(number)));
            }
            table.swap_remove(table.len());
            prop_assert_eq!(table.slots.iter().filter(|slot| **slot != 0).count(), model.len());
        }
    }
}
