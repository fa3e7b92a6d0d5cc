//! Tags that stay where they are, found through a grid.

use std::collections::BTreeMap;

use super::Span;
use super::nearness::Relative;
use crate::world::Point;
use crate::world::course::{Course, Inside, Piece};
use crate::world::radio::{Path, longest_range_m};
use crate::world::tag::{Place, Tag};

/// Side of a cell, metres.
const CELL_M: f64 = 64.0;

/// A tag at one place for one span of time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Site {
    tag: u32,
    owner: Option<u32>,
    point: Point,
    inside: Inside,
    from_ms: u64,
    to_ms: u64,
}

/// All of them.
#[derive(Debug)]
pub(super) struct Sites {
    cells: BTreeMap<(i32, i32), Vec<Site>>,
    reach_m: f64,
}

impl Sites {
    pub(super) fn new(tags: &[Tag]) -> Self {
        let mut cells: BTreeMap<_, Vec<Site>> = BTreeMap::new();
        for (tag, number) in tags.iter().zip(0..) {
            for site in sites(tag, number) {
                cells.entry(cell(site.point)).or_default().push(site);
            }
        }
        Self { cells, reach_m: longest_range_m() }
    }

    /// Adds every span in which a course is within range of a tag that is not its own person's.
    pub(super) fn spans(&self, phone: u32, course: &Course, spans: &mut Vec<Span>) {
        for piece in course.pieces() {
            for site in self.near(&piece).filter(|site| site.owner != Some(phone)) {
                spans.extend(site.meets(&piece));
            }
        }
    }

    /// The tags in all cells that a piece comes near.
    fn near(&self, piece: &Piece) -> impl Iterator<Item = &Site> {
        let reach = self.reach_m;
        let low = Point::new(piece.start.x.min(piece.end.x) - reach, piece.start.y.min(piece.end.y) - reach);
        let high = Point::new(piece.start.x.max(piece.end.x) + reach, piece.start.y.max(piece.end.y) + reach);
        let ((west, south), (east, north)) = (cell(low), cell(high));
        (west..=east)
            .flat_map(move |x| self.cells.range((x, south)..=(x, north)))
            .flat_map(|(_, sites)| sites)
    }
}

impl Site {
    fn meets(&self, piece: &Piece) -> Option<Span> {
        let (from_ms, to_ms) = (self.from_ms.max(piece.from_ms), self.to_ms.min(piece.to_ms));
        if from_ms >= to_ms {
            return None;
        }
        let start = piece.at(from_ms);
        let relative = Relative { start: start.minus(self.point), speed: piece.speed() };
        let range = Path::between(piece.inside, self.inside).range_m();
        let near = relative.within(range, (to_ms - from_ms) as f64)?;
        Span::new(self.tag, from_ms, near)
    }
}

/// The places of a tag while it is separated, but for those that move.
fn sites(tag: &Tag, number: u32) -> Vec<Site> {
    let site =
        |point, inside, from_ms, to_ms| Site { tag: number, owner: tag.owner, point, inside, from_ms, to_ms };
    let windows = tag.separated.iter();
    match &tag.place {
        Place::Fixed(point, inside) => windows.map(|(from, to)| site(*point, *inside, *from, *to)).collect(),
        Place::Vehicle { inside, stands, .. } => {
            let stand_of =
                |from: u64| stands.iter().find(|stand| stand.from_ms <= from && from < stand.to_ms);
            let found = windows.filter_map(|(from, to)| Some((stand_of(*from)?, *from, *to)));
            found.map(|(stand, from, to)| site(stand.point, *inside, from, to)).collect()
        }
        Place::With(_) | Place::Seat(..) => Vec::new(),
    }
}

fn cell(point: Point) -> (i32, i32) {
    #[allow(clippy::cast_possible_truncation)] // tens of kilometres at most
    let number = |metres: f64| (metres / CELL_M).floor() as i32;
    (number(point.x), number(point.y))
}
