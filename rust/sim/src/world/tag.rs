//! Tags: what they are, where they are, and what they send.

mod air;
mod apple;
mod fhn;
mod native;

use std::sync::OnceLock;

use findmesh_proto::{Address, Form, Network};

use super::dice::Dice;
use super::paths::Paths;
use super::{Inside, Point, Stay};
use air::Timeline;

/// How a tag came to be where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TagKind {
    /// Left somewhere: in a street, in a café, in a train's seat, with which it moves.
    Lost,
    /// On a bike or in a car whose owner is somewhere else.
    Parked,
    /// With somebody who is not its owner, wherever that person goes.
    CarriedAway,
    /// With its owner all day: never separated.
    NearOwner,
}

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// How it came to be where it is.
    pub kind: TagKind,
    /// Its network.
    pub network: Network,
    /// Time from one advert to the next, milliseconds.
    pub interval_ms: u32,
    /// How it writes its adverts: legacy ([`Form::Compact`]) or extended advertising.
    pub form: Form,
    /// The person that it belongs to; none for tags of people who are not simulated.
    pub owner: Option<u32>,
    pub(super) place: Place,
    /// When it is away from its owner and says so: from and to, in order.
    pub(super) separated: Box<[(u64, u64)]>,
    pub(super) secret: [u8; 32],
    pub(super) separated_air: OnceLock<Timeline>,
    pub(super) near_air: OnceLock<Timeline>,
}

/// Where a tag is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    /// All day at one place.
    Fixed(Point, Inside),
    /// With a person.
    With(u32),
    /// On a vehicle of its owner: parked at these places, with the owner in between.
    Vehicle { owner: u32, inside: Inside, stands: Box<[Parking]> },
    /// In a train, by its number: so far east and north of its middle.
    Seat(u32, Point),
}

/// A vehicle that stands while its owner is somewhere else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Parking {
    pub(super) from_ms: u64,
    pub(super) to_ms: u64,
    pub(super) point: Point,
}

impl Tag {
    pub(super) fn new(kind: TagKind, make: Make, place: Place, secret: [u8; 32]) -> Self {
        Self {
            kind,
            network: make.network,
            interval_ms: make.interval_ms,
            form: make.form,
            owner: None,
            place,
            separated: Box::default(),
            secret,
            separated_air: OnceLock::new(),
            near_air: OnceLock::new(),
        }
    }

    /// Whether it is away from its owner at a moment, and says so; from the first to the last millisecond of an encounter
    /// it does.
    #[must_use]
    pub fn is_separated(&self, at_ms: u64) -> bool {
        self.separated.iter().any(|(from, to)| (*from..=*to).contains(&at_ms))
    }

    /// What it sends at a moment: its address and the AD structures, which `findmesh_proto::advert::decode` takes with
    /// [`super::deployment`]. Rotates as its network does; made when first asked for, for the whole day.
    #[must_use]
    pub fn frame(&self, at_ms: u64) -> (Address, &[u8]) {
        let timeline = if self.is_separated(at_ms) {
            self.separated_air.get_or_init(|| self.timeline(true))
        } else {
            self.near_air.get_or_init(|| self.timeline(false))
        };
        let air = timeline.at(at_ms);
        (air.address, &air.data)
    }

    /// Where it is at a moment, and what is around it.
    pub(super) fn at(&self, at_ms: u64, paths: &Paths) -> Stay {
        match &self.place {
            Place::Fixed(point, inside) => Stay::still(*point, *inside),
            Place::With(person) => paths.person(*person).at(at_ms),
            Place::Vehicle { owner, inside, stands } => {
                let stand = stands.iter().find(|stand| (stand.from_ms..stand.to_ms).contains(&at_ms));
                let with_owner = || paths.person(*owner).at(at_ms);
                stand.map_or_else(with_owner, |stand| Stay::still(stand.point, *inside))
            }
            Place::Seat(vehicle, off) => {
                let stay = paths.vehicle(*vehicle).at(at_ms);
                Stay { point: stay.point.plus(*off), ..stay }
            }
        }
    }

    fn timeline(&self, separated: bool) -> Timeline {
        match (self.network, separated) {
            (Network::Native, true) => native::separated(&self.secret, self.form),
            (Network::Native, false) => native::near_owner(&self.secret),
            (Network::Apple, true) => apple::separated(&self.secret),
            (Network::Apple, false) => apple::nearby(&self.secret),
            (Network::Fhn, _) => fhn::timeline(&self.secret, self.form, separated),
        }
    }
}

/// What a tag is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Make {
    /// Its network.
    pub(super) network: Network,
    /// Legacy or extended advertising.
    pub(super) form: Form,
    /// Time from one advert to the next, milliseconds.
    pub(super) interval_ms: u32,
}

/// Draws of a tag's own, that follow from its secret.
fn dice(secret: &[u8; 32], purpose: &str) -> Dice {
    let [a, b, c, d, e, f, g, h, ..] = *secret;
    Dice::new(u64::from_be_bytes([a, b, c, d, e, f, g, h]), purpose, 0)
}
