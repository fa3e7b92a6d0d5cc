//! Tags that move, found through buckets of time and place.

use std::collections::BTreeMap;

use super::Span;
use super::nearness::Relative;
use crate::world::course::{Course, Piece};
use crate::world::radio::{Path, longest_range_m};
use crate::world::{DAY_MS, Point};

/// Length of a bucket, milliseconds.
const BUCKET_MS: u64 = 5 * 60 * 1000;
/// Side of its cells, metres.
const CELL_M: f64 = 400.0;

/// A tag that moves along a course, so far off it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mover<'a> {
    pub(super) tag: u32,
    pub(super) course: &'a Course,
    pub(super) off: Point,
}

/// Bucket, column, row.
type Cell = (u64, i32, i32);

/// All of them.
#[derive(Debug)]
pub(super) struct Movers<'a> {
    movers: Vec<Mover<'a>>,
    cells: BTreeMap<Cell, Vec<usize>>,
}

impl<'a> Movers<'a> {
    pub(super) fn new(movers: Vec<Mover<'a>>) -> Self {
        let mut cells: BTreeMap<Cell, Vec<usize>> = BTreeMap::new();
        for (at, mover) in movers.iter().enumerate() {
            for (bucket, bounds) in buckets(mover.course) {
                for cell in bounds.moved(mover.off).cells(bucket) {
                    cells.entry(cell).or_default().push(at);
                }
            }
        }
        Self { movers, cells }
    }

    /// Adds every span in which a course is within range of a tag that moves.
    pub(super) fn spans(&self, course: &Course, spans: &mut Vec<Span>) {
        let reach = longest_range_m();
        for (bucket, bounds) in buckets(course) {
            let mut near: Vec<usize> = Vec::new();
            for cell in bounds.wider(reach).cells(bucket) {
                near.extend(self.cells.get(&cell).into_iter().flatten());
            }
            near.sort_unstable();
            near.dedup();
            for at in near {
                self.movers[at].meets(course, bucket, spans);
            }
        }
    }
}

impl Mover<'_> {
    fn meets(&self, course: &Course, bucket: u64, spans: &mut Vec<Span>) {
        let (from_ms, to_ms) = (bucket * BUCKET_MS, (bucket + 1) * BUCKET_MS);
        for piece in course.pieces_between(from_ms, to_ms) {
            let (from_ms, to_ms) = (from_ms.max(piece.from_ms), to_ms.min(piece.to_ms));
            for own in self.course.pieces_between(from_ms, to_ms) {
                spans.extend(self.pair(&piece, &own, from_ms.max(own.from_ms), to_ms.min(own.to_ms)));
            }
        }
    }

    fn pair(&self, piece: &Piece, own: &Piece, from_ms: u64, to_ms: u64) -> Option<Span> {
        if from_ms >= to_ms {
            return None;
        }
        let start = piece.at(from_ms).minus(own.at(from_ms).plus(self.off));
        let relative = Relative { start, speed: piece.speed().minus(own.speed()) };
        let range = Path::between(piece.inside, own.inside).range_m();
        let near = relative.within(range, (to_ms - from_ms) as f64)?;
        Span::new(self.tag, from_ms, near)
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    const NONE: Self = Self {
        low: Point::new(f64::INFINITY, f64::INFINITY),
        high: Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY),
    };

    fn with(self, point: Point) -> Self {
        let (low, high) = (self.low, self.high);
        Self {
            low: Point::new(low.x.min(point.x), low.y.min(point.y)),
            high: Point::new(high.x.max(point.x), high.y.max(point.y)),
        }
    }

    fn moved(self, off: Point) -> Self {
        Self { low: self.low.plus(off), high: self.high.plus(off) }
    }

    fn wider(self, by: f64) -> Self {
        let by = Point::new(by, by);
        Self { low: self.low.minus(by), high: self.high.plus(by) }
    }

    fn cells(self, bucket: u64) -> impl Iterator<Item = Cell> {
        #[allow(clippy::cast_possible_truncation)] // tens of kilometres at most
        let number = |metres: f64| (metres / CELL_M).floor() as i32;
        let (columns, rows) =
            (number(self.low.x)..=number(self.high.x), number(self.low.y)..=number(self.high.y));
        columns.flat_map(move |column| rows.clone().map(move |row| (bucket, column, row)))
    }
}

/// Where a course is in each bucket of the day.
fn buckets(course: &Course) -> impl Iterator<Item = (u64, Bounds)> {
    (0..DAY_MS / BUCKET_MS).map(|bucket| {
        let (from_ms, to_ms) = (bucket * BUCKET_MS, (bucket + 1) * BUCKET_MS);
        let pieces = course.pieces_between(from_ms, to_ms);
        let bounds = pieces.fold(Bounds::NONE, |bounds, piece| {
            let ends = [piece.at(from_ms.max(piece.from_ms)), piece.at(to_ms.min(piece.to_ms))];
            ends.into_iter().fold(bounds, Bounds::with)
        });
        (bucket, bounds)
    })
}
