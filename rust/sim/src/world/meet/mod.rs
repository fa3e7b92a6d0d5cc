//! Who meets which tag: exact spans in which a phone's course is within range of a separated tag.

mod merge;
mod moving;
mod nearness;
mod still;

use super::Point;
use super::course::Course;
use super::encounter::Encounter;
use super::paths::Paths;
use super::tag::{Place, Tag};
use moving::{Mover, Movers};
use still::Sites;

/// All separated tags, found by place and time.
#[derive(Debug)]
pub(super) struct Meetings<'a> {
    seed: u64,
    tags: &'a [Tag],
    paths: &'a Paths,
    sites: Sites,
    movers: Movers<'a>,
}

/// A span within range of a tag, before neighbours are joined; milliseconds, metres.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    tag: u32,
    from_ms: u64,
    to_ms: u64,
    closest_m: f64,
}

impl<'a> Meetings<'a> {
    pub(super) fn new(seed: u64, tags: &'a [Tag], paths: &'a Paths) -> Self {
        let movers = Movers::new(movers(tags, paths));
        Self { seed, tags, paths, sites: Sites::new(tags), movers }
    }

    /// Every encounter of a phone, sorted by beginning, then by tag.
    pub(super) fn of(&self, phone: u32, course: &Course) -> Vec<Encounter> {
        let mut spans = Vec::new();
        self.sites.spans(phone, course, &mut spans);
        self.movers.spans(course, &mut spans);
        let joined = merge::joined(spans);
        let mut encounters: Vec<Encounter> =
            joined.iter().map(|span| merge::encounter(self.seed, phone, course, self, span)).collect();
        encounters.sort_by_key(|encounter| (encounter.from_ms, encounter.tag));
        encounters
    }
}

fn movers<'a>(tags: &'a [Tag], paths: &'a Paths) -> Vec<Mover<'a>> {
    let separated = tags.iter().zip(0_u32..).filter(|(tag, _)| !tag.separated.is_empty());
    let mover = |(tag, number): (&'a Tag, u32)| match tag.place {
        Place::With(person) => {
            Some(Mover { tag: number, course: paths.person(person), off: Point::default() })
        }
        Place::Seat(vehicle, off) => Some(Mover { tag: number, course: paths.vehicle(vehicle), off }),
        Place::Fixed(..) | Place::Vehicle { .. } => None,
    };
    separated.filter_map(mover).collect()
}
