//! Bikes and cars with tags of people who are not simulated.

use super::Kit;
use crate::world::DAY_MS;
use crate::world::city::{Building, City};
use crate::world::course::Inside;
use crate::world::dice::Dice;
use crate::world::tag::{Place, Tag, TagKind};

/// Numbers of strangers' cars, above all others.
const FIRST_CAR: u32 = 1 << 28;
const HOUR_MS: f64 = 3_600_000.0;

/// One parked tag, half of them bikes.
pub(super) fn parked(seed: u64, city: &City, number: u64) -> Tag {
    let mut kit = Kit::new(seed, "stranger's tag", number);
    let bike = kit.dice.chance(0.5);
    let (building, separated) = kit
        .dice
        .weighted(&[(Stand::Home, 0.4), (Stand::Work, 0.45), (Stand::Shop, 0.15)])
        .draw(city, &mut kit.dice);
    let along_m = if bike { 25.0 } else { 90.0 };
    let (along, across) = (kit.dice.between(-along_m, along_m), kit.dice.between(-3.0, 3.0));
    let point = building.door.beside(&city.streets, along, across).point;
    let car = FIRST_CAR + u32::try_from(number).unwrap_or(0);
    let inside = if bike { Inside::Nothing } else { Inside::Vehicle(car) };
    Tag { separated, ..kit.tag(TagKind::Parked, Place::Fixed(point, inside)) }
}

/// Where a vehicle stands.
#[derive(Clone, Copy)]
enum Stand {
    /// At night and in the evening, and all day for a third of them.
    Home,
    /// From the morning to the afternoon.
    Work,
    /// For a few hours.
    Shop,
}

impl Stand {
    fn draw(self, city: &City, dice: &mut Dice) -> (Building, Box<[(u64, u64)]>) {
        let any = |buildings: &[Building], dice: &mut Dice| buildings[dice.index(buildings.len())];
        match self {
            Self::Home => (any(&city.homes, dice), at_home(dice)),
            Self::Work => (any(&city.offices, dice), span(dice, (8.5, 0.7), 8.0)),
            Self::Shop => (any(&city.shops, dice), span(dice, (13.0, 2.5), 2.0)),
        }
    }
}

fn at_home(dice: &mut Dice) -> Box<[(u64, u64)]> {
    if dice.chance(0.34) {
        return [(0, DAY_MS)].into();
    }
    let leaves = moment(dice, 7.5, 0.8);
    let returns = moment(dice, 18.2, 1.0);
    [(0, leaves), (returns.max(leaves), DAY_MS)].into()
}

fn span(dice: &mut Dice, (hour, spread): (f64, f64), hours: f64) -> Box<[(u64, u64)]> {
    let from = moment(dice, hour, spread);
    let length = moment(dice, hours, 0.25 * hours);
    [(from, (from + length).min(DAY_MS))].into()
}

fn moment(dice: &mut Dice, hour: f64, spread: f64) -> u64 {
    super::rounded((hour + spread * dice.normal()).clamp(0.1, 23.5) * HOUR_MS)
}
