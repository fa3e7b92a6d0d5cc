//! A jittered grid of streets, and ways through it.

use super::building::Spot;
use super::lights;
use crate::world::Point;
use crate::world::dice::Dice;

/// Metres between two crossings.
pub(in crate::world) const BLOCK_M: f64 = 110.0;
/// A crossing is at most so far from its place in the grid, each way.
const JITTER_M: f64 = 14.0;

/// A crossing: column from the west, row from the south.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::world) struct Node {
    pub(in crate::world) column: u16,
    pub(in crate::world) row: u16,
}

/// A corner of a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::world) struct Turn {
    pub(in crate::world) point: Point,
    /// The crossing that lies here, and whether it is reached along a row.
    pub(in crate::world) crossing: Option<(Node, bool)>,
}

/// All streets.
#[derive(Clone, Debug)]
pub(in crate::world) struct Streets {
    /// Crossings a side.
    size: u16,
    points: Vec<Point>,
}

impl Streets {
    pub(super) fn new(seed: u64, side_m: f64) -> Self {
        let size = (side_m / BLOCK_M).ceil().clamp(8.0, 400.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 8 and 400
        let size = size as u16;
        let mut dice = Dice::new(seed, "streets", 0);
        let middle = f64::from(size - 1) / 2.0;
        let mut points = Vec::with_capacity(usize::from(size) * usize::from(size));
        for row in 0..size {
            for column in 0..size {
                let mut place =
                    |n: u16| (f64::from(n) - middle) * BLOCK_M + dice.between(-JITTER_M, JITTER_M);
                points.push(Point::new(place(column), place(row)));
            }
        }
        Self { size, points }
    }

    pub(in crate::world) const fn size(&self) -> u16 {
        self.size
    }

    pub(in crate::world) fn point(&self, node: Node) -> Point {
        self.points[usize::from(node.row) * usize::from(self.size) + usize::from(node.column)]
    }

    /// The crossing nearest to a place, by the grid without its jitter.
    pub(in crate::world) fn nearest(&self, point: Point) -> Node {
        let middle = f64::from(self.size - 1) / 2.0;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to the grid
        let place = |metres: f64| (metres / BLOCK_M + middle).round().clamp(0.0, middle * 2.0) as u16;
        Node { column: place(point.x), row: place(point.y) }
    }

    /// The way from one spot to another: all corners after the first spot, the other spot last. Zigzags at random.
    pub(in crate::world) fn way(&self, from: &Spot, to: &Spot, dice: &mut Dice) -> Vec<Turn> {
        let (start, end) = self.nearest_ends(from, to);
        let mut turns = Vec::with_capacity(start.blocks_to(end) + 2);
        if !from.shares_street_with(to) {
            turns.push(Turn { point: self.point(start), crossing: Some((start, from.is_on_row())) });
            self.zigzag(start, end, dice, &mut turns);
        }
        turns.push(Turn { point: to.point, crossing: None });
        turns
    }

    /// A walk of so many blocks to nowhere, which does not turn back at once.
    pub(in crate::world) fn stroll(&self, from: Node, blocks: usize, dice: &mut Dice) -> Vec<Node> {
        let mut nodes = vec![from];
        let mut here = from;
        for _ in 0..blocks {
            let before = nodes.len().checked_sub(2).map(|at| nodes[at]);
            let open: Vec<Node> = self.neighbours(here).filter(|node| Some(*node) != before).collect();
            here = open[dice.index(open.len())];
            nodes.push(here);
        }
        nodes
    }

    pub(super) fn neighbours(&self, node: Node) -> impl Iterator<Item = Node> {
        let last = self.size - 1;
        let Node { column, row } = node;
        let west = (column > 0).then(|| Node { column: column - 1, row });
        let east = (column < last).then(|| Node { column: column + 1, row });
        let south = (row > 0).then(|| Node { column, row: row - 1 });
        let north = (row < last).then(|| Node { column, row: row + 1 });
        [west, east, south, north].into_iter().flatten()
    }

    /// How long somebody who comes to a crossing has to wait for green, milliseconds.
    pub(in crate::world) fn wait_ms(&self, crossing: (Node, bool), at_ms: u64) -> u64 {
        lights::wait_ms(crossing.0, crossing.1, at_ms)
    }

    /// The ends of both spots' streets between which the way is shortest.
    fn nearest_ends(&self, from: &Spot, to: &Spot) -> (Node, Node) {
        let length = |start: Node, end: Node| {
            let street = start.blocks_to(end) as f64 * BLOCK_M;
            street + from.point.distance(self.point(start)) + self.point(end).distance(to.point)
        };
        let pairs = from.ends.into_iter().flat_map(|start| to.ends.map(|end| (start, end)));
        let (mut best, mut least) = ((from.ends[0], to.ends[0]), f64::INFINITY);
        for (start, end) in pairs {
            if length(start, end) < least {
                (best, least) = ((start, end), length(start, end));
            }
        }
        best
    }

    /// Crossings after `start`, to `end`, along rows and columns in a random order.
    fn zigzag(&self, start: Node, end: Node, dice: &mut Dice, turns: &mut Vec<Turn>) {
        let mut here = start;
        while here != end {
            let (columns, rows) = (here.column.abs_diff(end.column), here.row.abs_diff(end.row));
            let along_row = dice.whole(0, u64::from(columns) + u64::from(rows)) < u64::from(columns);
            if along_row {
                here.column = step(here.column, end.column);
            } else {
                here.row = step(here.row, end.row);
            }
            turns.push(Turn { point: self.point(here), crossing: Some((here, along_row)) });
        }
    }
}

impl Node {
    /// Blocks between two crossings.
    pub(in crate::world) fn blocks_to(self, other: Self) -> usize {
        usize::from(self.column.abs_diff(other.column)) + usize::from(self.row.abs_diff(other.row))
    }
}

fn step(from: u16, to: u16) -> u16 {
    if from < to { from + 1 } else { from - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn streets() -> Streets {
        Streets::new(1, 2_000.0)
    }

    #[test]
    fn every_crossing_is_the_nearest_to_itself() {
        let streets = streets();
        for column in 0..streets.size() {
            let node = Node { column, row: 3 };
            assert_eq!(streets.nearest(streets.point(node)), node);
        }
        assert_eq!(streets.nearest(Point::new(-1e6, 1e6)), Node { column: 0, row: streets.size() - 1 });
    }

    #[test]
    fn a_way_goes_from_crossing_to_crossing() {
        let streets = streets();
        let at = |column, row| Spot::at_crossing(&streets, Node { column, row });
        let (from, to) = (at(2, 3), at(7, 1));
        let way = streets.way(&from, &to, &mut Dice::new(1, "way", 0));
        assert_eq!(way.len(), 1 + 7 + 1);
        let mut here = from.point;
        for turn in &way {
            assert!(here.distance(turn.point) <= BLOCK_M + 4.0 * JITTER_M);
            here = turn.point;
        }
        assert_eq!(here, to.point);
    }

    #[test]
    fn a_stroll_never_turns_back_at_once() {
        let nodes = streets().stroll(Node { column: 0, row: 0 }, 50, &mut Dice::new(3, "stroll", 0));
        assert_eq!(nodes.len(), 51);
        assert!(nodes.windows(3).all(|three| three[0] != three[2]));
        assert!(nodes.windows(2).all(|two| two[0].blocks_to(two[1]) == 1));
    }
}
