//! Which tags there are, and where.

mod away;
mod owned;
mod strangers;

use findmesh_proto::Form;

use super::assumptions::{CARRIED_AWAY, LOST, NETWORKS, NetworkShare, STRANGERS_PARKED};
use super::city::City;
use super::dice::Dice;
use super::people::{Person, Way};
use super::tag::{Make, Place, Tag, TagKind};

/// Every tag of the city: those of simulated people in their order, then those of strangers.
pub(super) fn all(seed: u64, city: &City, people: &[Person], ways: &[Way]) -> Vec<Tag> {
    let owners = people.iter().zip(ways).enumerate();
    let mut tags: Vec<Tag> =
        owners.flat_map(|(number, (person, way))| owned::all(seed, number, person, way)).collect();
    let count = |share: f64| 0..rounded(share * people.len() as f64);
    tags.extend(count(STRANGERS_PARKED).map(|number| strangers::parked(seed, city, number)));
    tags.extend(count(LOST).map(|number| away::lost(seed, city, number)));
    tags.extend(count(CARRIED_AWAY).map(|number| away::carried(seed, people.len(), number)));
    tags
}

/// A tag of no one else's that goes with a person all day.
pub(super) fn companion(seed: u64, person: u32) -> Tag {
    away::companion(seed, person)
}

/// A tag while it is made.
struct Kit {
    dice: Dice,
    network: NetworkShare,
}

impl Kit {
    fn new(seed: u64, purpose: &str, number: u64) -> Self {
        let mut dice = Dice::new(seed, purpose, number);
        let network = dice.weighted(&NETWORKS.map(|network| (network, network.share)));
        Self { dice, network }
    }

    fn tag(&mut self, kind: TagKind, place: Place) -> Tag {
        let form = if self.dice.chance(self.network.extended) { Form::Extended } else { Form::Compact };
        let make = Make { network: self.network.network, form, interval_ms: self.network.interval_ms };
        Tag::new(kind, make, place, self.dice.bytes())
    }

    /// How long after its owner left the tag says so, milliseconds.
    fn separates_after_ms(&mut self) -> u64 {
        let (least, most) = self.network.separates_after_min;
        u64::from(rounded_u32(self.dice.between(least, most) * 60_000.0))
    }
}

fn rounded(value: f64) -> u64 {
    u64::from(rounded_u32(value))
}

fn rounded_u32(value: f64) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // counts and milliseconds of a day
    {
        value.round() as u32
    }
}
