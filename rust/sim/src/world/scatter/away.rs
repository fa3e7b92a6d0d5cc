//! Tags that their owners miss: lost, or carried away by somebody else.

use super::Kit;
use crate::world::DAY_MS;
use crate::world::Point;
use crate::world::city::{Building, City, Line, LineKind};
use crate::world::course::Inside;
use crate::world::dice::Dice;
use crate::world::tag::{Place, Tag, TagKind};

/// Where things are lost.
#[derive(Clone, Copy)]
enum Scene {
    Street,
    Stop,
    Cafe,
    Shop,
    Train,
}

const SCENES: [(Scene, f64); 5] = [
    (Scene::Street, 0.4),
    (Scene::Stop, 0.15),
    (Scene::Cafe, 0.15),
    (Scene::Shop, 0.15),
    (Scene::Train, 0.15),
];

/// Half a train, along which seats are, metres.
const HALF_TRAIN_M: f64 = 50.0;

/// A tag left somewhere before the day began.
pub(super) fn lost(seed: u64, city: &City, number: u64) -> Tag {
    let mut kit = Kit::new(seed, "lost tag", number);
    let place = match kit.dice.weighted(&SCENES) {
        Scene::Street => in_street(city, &mut kit.dice),
        Scene::Stop => at_stop(city, &mut kit.dice),
        Scene::Cafe => indoors(&city.cafes, &mut kit.dice),
        Scene::Shop => indoors(&city.shops, &mut kit.dice),
        Scene::Train => in_train(city, &mut kit.dice),
    };
    separated_all_day(kit.tag(TagKind::Lost, place))
}

/// A tag that a simulated person carries without being its owner.
pub(super) fn carried(seed: u64, people: usize, number: u64) -> Tag {
    let mut kit = Kit::new(seed, "carried tag", number);
    let carrier = u32::try_from(kit.dice.index(people)).unwrap_or(0);
    separated_all_day(kit.tag(TagKind::CarriedAway, Place::With(carrier)))
}

/// A tag that goes with a given person without being theirs.
pub(super) fn companion(seed: u64, person: u32) -> Tag {
    let mut kit = Kit::new(seed, "companion tag", u64::from(person));
    separated_all_day(kit.tag(TagKind::CarriedAway, Place::With(person)))
}

fn separated_all_day(tag: Tag) -> Tag {
    Tag { separated: [(0, DAY_MS)].into(), ..tag }
}

/// Near somebody's door, since most streets that people walk in lead to one.
fn in_street(city: &City, dice: &mut Dice) -> Place {
    let kinds = [&city.homes, &city.offices, &city.shops];
    let buildings = kinds[dice.index(kinds.len())];
    let door = buildings[dice.index(buildings.len())].door;
    let place = door.beside(&city.streets, dice.between(-60.0, 60.0), dice.between(-8.0, 8.0));
    Place::Fixed(place.point, Inside::Nothing)
}

fn at_stop(city: &City, dice: &mut Dice) -> Place {
    let line = &city.lines[dice.index(city.lines.len())];
    let stop = line.stops[dice.index(line.stops.len())];
    let point = stop.plus(line.turned(dice.between(-10.0, 10.0), dice.between(3.0, 6.0)));
    Place::Fixed(point, Inside::Nothing)
}

fn indoors(buildings: &[Building], dice: &mut Dice) -> Place {
    let building = &buildings[dice.index(buildings.len())];
    Place::Fixed(building.room(dice), Inside::Building(building.number))
}

fn in_train(city: &City, dice: &mut Dice) -> Place {
    let trains: Vec<&Line> = city.lines.iter().filter(|line| line.kind == LineKind::Train).collect();
    let line = trains[dice.index(trains.len())];
    let vehicles = line.vehicles();
    let vehicle = vehicles.start + u32::try_from(dice.index(vehicles.len())).unwrap_or(0);
    let seat: Point = line.turned(dice.between(-HALF_TRAIN_M, HALF_TRAIN_M), dice.between(-1.2, 1.2));
    Place::Seat(vehicle, seat)
}
