//! Tags of simulated people: on their keys, their bikes and in their cars.

use super::Kit;
use crate::world::DAY_MS;
use crate::world::assumptions::{BIKE_TAGS, CAR_TAGS, KEY_TAGS};
use crate::world::course::Inside;
use crate::world::people::{Person, Way};
use crate::world::tag::{Parking, Place, Tag, TagKind};

/// The tags of one person.
pub(super) fn all(seed: u64, number: usize, person: &Person, way: &Way) -> Vec<Tag> {
    let owner = u32::try_from(number).unwrap_or(u32::MAX);
    let kit = |purpose| Kit::new(seed, purpose, number as u64);
    let mut tags = Vec::new();
    let mut keys = kit("key tag");
    if keys.dice.chance(KEY_TAGS) {
        tags.push(Tag { owner: Some(owner), ..keys.tag(TagKind::NearOwner, Place::With(owner)) });
    }
    let mut bike = kit("bike tag");
    if bike.dice.chance(BIKE_TAGS) && !way.bike.is_empty() {
        tags.push(on_vehicle(bike, owner, Inside::Nothing, &way.bike));
    }
    let mut car = kit("car tag");
    if car.dice.chance(CAR_TAGS) && !way.car.is_empty() {
        tags.push(on_vehicle(car, owner, Inside::Vehicle(person.car), &way.car));
    }
    tags
}

fn on_vehicle(mut kit: Kit, owner: u32, inside: Inside, stands: &[Parking]) -> Tag {
    let after_ms = kit.separates_after_ms();
    let place = Place::Vehicle { owner, inside, stands: stands.into() };
    let separated = stands.iter().filter_map(|stand| separated(stand, after_ms)).collect();
    Tag { owner: Some(owner), separated, ..kit.tag(TagKind::Parked, place) }
}

/// What of a stand the tag is separated for; what stood at midnight had stood for long.
fn separated(stand: &Parking, after_ms: u64) -> Option<(u64, u64)> {
    let from_ms = if stand.from_ms == 0 { 0 } else { stand.from_ms + after_ms };
    let to_ms = stand.to_ms.min(DAY_MS);
    (from_ms < to_ms).then_some((from_ms, to_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Point;

    #[test]
    fn a_tag_says_so_only_after_its_owner_was_away_for_a_while() {
        let stand = |from_ms, to_ms| Parking { from_ms, to_ms, point: Point::default() };
        assert_eq!(separated(&stand(0, 50), 20), Some((0, 50)));
        assert_eq!(separated(&stand(10, 50), 20), Some((30, 50)));
        assert_eq!(separated(&stand(10, 30), 20), None);
        assert_eq!(separated(&stand(10, DAY_MS + 7), 20), Some((30, DAY_MS)));
    }
}
