//! Encounters of random courses with random tags are those that stepping through time finds.

use findmesh_proto::{Form, Network};
use proptest::prelude::*;

use crate::world::course::{Course, Inside, Setting, Waypoint};
use crate::world::meet::Meetings;
use crate::world::paths::Paths;
use crate::world::radio::Path;
use crate::world::tag::{Make, Place, Tag, TagKind};
use crate::world::{DAY_MS, Encounter, Point};

/// What is looked at: the rest of the day everybody stands.
const END_MS: u64 = 900_000;
/// Between two looks.
const STEP_MS: u64 = 250;
/// Within this of a beginning or an end nothing is asked.
const EDGE_MS: u64 = 5;

fn inside() -> impl Strategy<Value = Inside> {
    prop_oneof![
        3 => Just(Inside::Nothing),
        1 => (0..3_u32).prop_map(Inside::Building),
        1 => (0..2_u32).prop_map(Inside::Vehicle),
    ]
}

fn place() -> impl Strategy<Value = Point> {
    (-60.0..60.0, -60.0..60.0).prop_map(|(x, y)| Point::new(x, y))
}

fn course() -> impl Strategy<Value = Course> {
    prop::collection::vec((1_000..120_000_u32, place(), inside()), 1..12).prop_map(|legs| {
        let mut at_ms = 0;
        let corner = |(length, point, inside)| {
            let corner = Waypoint::new(at_ms, point, Setting::Street, inside);
            at_ms += length;
            corner
        };
        Course::new(legs.into_iter().map(corner).collect())
    })
}

fn tag() -> impl Strategy<Value = Tag> {
    let place = prop_oneof![
        (place(), inside()).prop_map(|(point, inside)| Place::Fixed(point, inside)),
        Just(Place::With(1)),
        place().prop_map(|off| Place::Seat(7, off)),
    ];
    let window = (0..END_MS, 1_000..END_MS).prop_map(|(from, length)| (from, from + length));
    (place, window).prop_map(|(place, window)| {
        let make = Make { network: Network::Native, form: Form::Compact, interval_ms: 2_000 };
        // Only tags that stay where they are have windows; the others are away from their owners all day.
        let window = if matches!(place, Place::Fixed(..)) { window } else { (0, DAY_MS) };
        Tag { separated: [window].into(), ..Tag::new(TagKind::Lost, make, place, [1; 32]) }
    })
}

/// Distance, and whether that is within range.
fn look(course: &Course, tag: &Tag, paths: &Paths, at_ms: u64) -> (f64, bool) {
    let (here, there) = (course.at(at_ms), tag.at(at_ms, paths));
    let distance = here.point.distance(there.point);
    let range = Path::between(here.inside, there.inside).range_m();
    (distance, tag.is_separated(at_ms) && distance <= range)
}

fn covers(encounter: &Encounter, at_ms: u64, slack: i64) -> bool {
    let at = at_ms as i64;
    encounter.from_ms as i64 - slack <= at && at < encounter.to_ms as i64 + slack
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn encounters_are_what_stepping_finds(
        own in course(), other in course(), train in course(), tags in prop::collection::vec(tag(), 1..5),
    ) {
        let paths = Paths { people: vec![own.clone(), other], vehicles: [(7, train)].into() };
        let found = Meetings::new(3, &tags, &paths).of(0, &own);
        for (number, tag) in tags.iter().enumerate() {
            let met: Vec<&Encounter> = found.iter().filter(|one| one.tag as usize == number).collect();
            for at_ms in (0..END_MS).step_by(STEP_MS as usize) {
                let (distance, near) = look(&own, tag, &paths, at_ms);
                let surely = met.iter().find(|one| covers(one, at_ms, -(EDGE_MS as i64)));
                let perhaps = met.iter().any(|one| covers(one, at_ms, EDGE_MS as i64));
                prop_assert!(surely.is_none() || near, "no tag {number} at {at_ms}");
                prop_assert!(perhaps || !near, "tag {number} missed at {at_ms}");
                if let Some(one) = surely {
                    prop_assert!(f64::from(one.closest_m) <= distance + 0.01);
                }
            }
            for pair in met.windows(2) {
                prop_assert!(pair[0].to_ms < pair[1].from_ms);
            }
        }
    }

    #[test]
    fn the_closest_distance_is_reached(own in course(), tags in prop::collection::vec(tag(), 1..4)) {
        let paths = Paths { people: vec![own.clone(), own.clone()], vehicles: [(7, own.clone())].into() };
        for one in Meetings::new(3, &tags, &paths).of(0, &own).iter().filter(|one| one.to_ms < END_MS) {
            let tag = &tags[one.tag as usize];
            let stepped = (one.from_ms..one.to_ms).step_by(20).map(|at_ms| look(&own, tag, &paths, at_ms).0);
            let least = stepped.fold(f64::INFINITY, f64::min);
            // Nobody goes farther than 3.4 m in 20 ms here.
            prop_assert!((least - f64::from(one.closest_m)).abs() < 3.5, "{least} {}", one.closest_m);
        }
    }
}
