//! What a tag sends, from when on.

use findmesh_proto::{Address, AddressKind};

use crate::world::dice::Dice;

/// One address with its advert, from a moment until the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::world) struct Air {
    /// Since when, milliseconds since midnight.
    pub(in crate::world) from_ms: u64,
    /// Who sends it.
    pub(in crate::world) address: Address,
    /// AD structures.
    pub(in crate::world) data: Vec<u8>,
}

/// All of a day, in order; the first from midnight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::world) struct Timeline(Vec<Air>);

impl Timeline {
    /// From what is on air in turn, at least one.
    pub(super) fn new(turns: Vec<Air>) -> Self {
        assert!(!turns.is_empty(), "a tag that never sends");
        Self(turns)
    }

    pub(super) fn at(&self, at_ms: u64) -> &Air {
        let after = self.0.partition_point(|air| air.from_ms <= at_ms);
        &self.0[after.saturating_sub(1)]
    }
}

/// A resolvable private address, which only looks like one: nobody resolves it.
pub(super) fn private_address(dice: &mut Dice) -> Address {
    random_address(dice, 0x40)
}

/// A random static address.
pub(super) fn static_address(dice: &mut Dice) -> Address {
    random_address(dice, 0xC0)
}

fn random_address(dice: &mut Dice, top_bits: u8) -> Address {
    let [_, _, first, rest @ ..] = dice.bits().to_be_bytes();
    let [b, c, d, e, f] = rest;
    Address::new([(first & 0x3F) | top_bits, b, c, d, e, f], AddressKind::Random)
}
