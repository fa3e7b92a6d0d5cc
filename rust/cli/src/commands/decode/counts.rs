//! Counting names, and telling addresses apart, millions of times a second and in bounded memory.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hasher, RandomState};

use findmesh_proto::{Address, AddressKind};

/// Counts of a few names. They are constants of the program, so that the same name nearly always is the same place
/// in memory.
#[derive(Debug, Default)]
pub(super) struct NameCounts(Vec<(&'static str, u64)>);

impl NameCounts {
    pub(super) fn add(&mut self, name: &'static str, n: u64) {
        let same_place = |known: &&mut (&'static str, u64)| std::ptr::eq(known.0, name);
        if let Some((_, count)) = self.0.iter_mut().find(same_place) {
            *count += n;
        } else if let Some((_, count)) = self.0.iter_mut().find(|(known, _)| *known == name) {
            *count += n;
        } else {
            self.0.push((name, n));
        }
    }

    /// In the order of the names.
    pub(super) fn sorted(&self) -> Vec<(&'static str, u64)> {
        let mut counts = self.0.clone();
        counts.sort_unstable();
        counts
    }
}

/// An address and its type in one number.
pub(super) const fn packed(address: Address) -> u64 {
    let [a, b, c, d, e, f] = address.bytes;
    let kind = match address.kind {
        AddressKind::Public => 0,
        AddressKind::Random => 1,
        AddressKind::Unknown => 2,
    };
    u64::from_be_bytes([0, kind, a, b, c, d, e, f])
}

/// Hashes numbers by the mixing steps of SplitMix64, from a start that differs from run to run.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberHashing {
    key: u64,
}

impl Default for NumberHashing {
    fn default() -> Self {
        Self { key: RandomState::new().hash_one(0) }
    }
}

impl BuildHasher for NumberHashing {
    type Hasher = NumberHasher;

    fn build_hasher(&self) -> NumberHasher {
        NumberHasher { key: self.key, hash: 0 }
    }
}

pub(super) struct NumberHasher {
    key: u64,
    hash: u64,
}

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.hash
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = number ^ self.hash ^ self.key;
        let mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        self.hash = mixed ^ mixed >> 31;
    }
}

/// Addresses, up to so many.
#[derive(Debug, Default)]
pub(super) struct AddressSet {
    seen: HashSet<u64, NumberHashing>,
    /// Not looked up yet.
    waiting: Vec<u64>,
    more: bool,
}

/// So many addresses are told apart, as a table of 2²⁰ places takes; beyond, memory would grow with the capture.
const MOST: usize = 7 << 17;
/// Addresses that are looked up together: the processor then waits for several places of the table at a time, which
/// seldom are in a cache.
const TOGETHER: usize = 256;

impl AddressSet {
    pub(super) fn add(&mut self, address: Address) {
        self.waiting.push(packed(address));
        if self.waiting.len() == TOGETHER {
            self.settle();
        }
    }

    /// Looks up what waits.
    pub(super) fn settle(&mut self) {
        self.waiting.retain(|address| !self.seen.contains(address));
        for address in self.waiting.drain(..) {
            if self.seen.len() < MOST {
                let _ = self.seen.insert(address);
            } else {
                self.more |= !self.seen.contains(&address);
            }
        }
    }

    /// How many there are among those that were looked up.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// There were more than it holds.
    pub(super) const fn had_more(&self) -> bool {
        self.more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_one_name() {
        let copy: &'static str = String::from("apple").leak();
        let mut counts = NameCounts::default();
        for name in ["fhn", "apple", copy, "apple"] {
            counts.add(name, 2);
        }
        assert_eq!(counts.sorted(), [("apple", 6), ("fhn", 2)]);
    }

    #[test]
    fn memory_of_addresses_is_bounded() {
        let mut addresses = AddressSet::default();
        let address = |n: usize| {
            let [.., a, b, c, d] = n.to_be_bytes();
            Address::new([0, 0, a, b, c, d], AddressKind::Random)
        };
        (0..MOST).for_each(|n| addresses.add(address(n)));
        addresses.add(address(7));
        addresses.settle();
        assert_eq!((addresses.len(), addresses.had_more()), (MOST, false));
        addresses.add(address(7).with_kind(AddressKind::Public));
        addresses.settle();
        assert_eq!((addresses.len(), addresses.had_more()), (MOST, true));
    }

    #[test]
    fn hashes_of_neighbours_differ_at_both_ends() {
        let hashing = NumberHashing::default();
        let hashes: Vec<u64> = (0_u64..4096).map(|n| hashing.hash_one(n)).collect();
        let different =
            |part: fn(u64) -> u64| hashes.iter().map(|hash| part(*hash)).collect::<HashSet<_>>().len();
        assert!(different(|hash| hash & 0xFFF) > 2000 && different(|hash| hash >> 57) > 100);
    }
}
