//! What the relay sees, and beside it what it does not.

use crate::day::Delivery;
use crate::world::{DAY_MS, Point, TagKind, World};

/// A tag that is at its place at each of these moments stands there all day, milliseconds.
const LOOKS: [u64; 7] = [0, DAY_MS / 6, DAY_MS / 3, DAY_MS / 2, 2 * DAY_MS / 3, 5 * DAY_MS / 6, DAY_MS - 1];

/// A report of a landmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// When it arrived, milliseconds since midnight.
    pub at_ms: u64,
    /// Where its tag stands.
    pub place: Point,
    /// When the tag was seen, milliseconds since midnight: sealed, and open to the tag's owner alone.
    pub seen_ms: u64,
    /// Who sent it: what the relay wants to know.
    pub finder: u32,
}

/// The reports of all landmarks of a city, by arrival: every tag that nobody moves counts as the relay's own.
#[must_use]
pub fn arrivals(world: &World, deliveries: &[Vec<Delivery>]) -> Vec<Arrival> {
    let landmarks: Vec<Option<Point>> =
        (0_u32..).take(world.tags.len()).map(|tag| stands(world, tag)).collect();
    let sent = (0_u32..).zip(deliveries).flat_map(|(finder, sent)| sent.iter().map(move |one| (finder, one)));
    let mut arrivals: Vec<Arrival> = sent
        .filter_map(|(finder, one)| {
            let place = landmarks[one.tag as usize]?;
            Some(Arrival { at_ms: one.arrived_ms, place, seen_ms: one.seen_ms, finder })
        })
        .collect();
    arrivals.sort_by_key(|arrival| (arrival.at_ms, arrival.seen_ms, arrival.finder));
    arrivals
}

/// Where a tag stands all day; none where it moves.
fn stands(world: &World, tag: u32) -> Option<Point> {
    let kind = world.tags[tag as usize].kind;
    let place = world.tag_at(tag, 0);
    let still = || LOOKS.iter().all(|at| world.tag_at(tag, *at) == place);
    (matches!(kind, TagKind::Lost | TagKind::Parked) && still()).then_some(place)
}
