//! Buildings, each on a street between two crossings.

use super::line::Line;
use super::streets::{Node, Streets};
use crate::world::Point;
use crate::world::dice::Dice;

/// A place in a street from which ways begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::world) struct Spot {
    pub(in crate::world) point: Point,
    /// The crossings at the ends of its street; twice the same where it is a crossing itself.
    pub(in crate::world) ends: [Node; 2],
}

/// A building: its door in the street, its rooms behind it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::world) struct Building {
    pub(in crate::world) number: u32,
    pub(in crate::world) door: Spot,
    pub(in crate::world) centre: Point,
    /// How far from the centre people are, metres, each way.
    pub(in crate::world) reach_m: f64,
}

/// Least distance of walls from tracks, metres.
const QUIET_M: f64 = 20.0;
/// From the middle of a street to the doors, metres.
const DOOR_M: f64 = 9.0;

impl Spot {
    /// A crossing.
    pub(in crate::world) fn at_crossing(streets: &Streets, node: Node) -> Self {
        Self { point: streets.point(node), ends: [node, node] }
    }

    /// The same street, so many metres further along it and so many across; within the street where it is shorter.
    pub(in crate::world) fn beside(&self, streets: &Streets, along_m: f64, across_m: f64) -> Self {
        let (a, b) = (streets.point(self.ends[0]), streets.point(self.ends[1]));
        let length = a.distance(b).max(1.0);
        let (east, north) = ((b.x - a.x) / length, (b.y - a.y) / length);
        let here = (self.point.x - a.x) * east + (self.point.y - a.y) * north;
        let along = (here + along_m).clamp(0.1 * length, 0.9 * length);
        let point = Point::new(a.x + along * east - across_m * north, a.y + along * north + across_m * east);
        Self { point, ..*self }
    }

    pub(super) fn shares_street_with(&self, other: &Self) -> bool {
        self.ends == other.ends
    }

    pub(super) const fn is_on_row(&self) -> bool {
        self.ends[0].row == self.ends[1].row
    }
}

impl Building {
    /// A place within.
    pub(in crate::world) fn room(&self, dice: &mut Dice) -> Point {
        let mut off = || dice.between(-self.reach_m, self.reach_m);
        Point::new(self.centre.x + off(), self.centre.y + off())
    }
}

/// Puts up one building after another, none beside tracks.
pub(super) struct Builder<'a> {
    streets: &'a Streets,
    lines: &'a [Line],
    dice: Dice,
    built: u32,
}

impl<'a> Builder<'a> {
    pub(super) const fn new(streets: &'a Streets, lines: &'a [Line], dice: Dice) -> Self {
        Self { streets, lines, dice, built: 0 }
    }

    /// One around the middle of the city, normally distributed; `spread` is a share of the city's side.
    pub(super) fn build(&mut self, spread: f64, depth_m: (f64, f64)) -> Building {
        loop {
            let building = self.draw(spread, depth_m);
            let clear_m = building.reach_m + QUIET_M;
            if !self.lines.iter().any(|line| line.has_tracks_near(building.centre, clear_m)) {
                self.built += 1;
                return building;
            }
        }
    }

    fn draw(&mut self, spread: f64, depth_m: (f64, f64)) -> Building {
        let side = f64::from(self.streets.size()) * super::streets::BLOCK_M;
        let place = Point::new(self.dice.normal() * spread * side, self.dice.normal() * spread * side);
        let near = self.streets.nearest(place);
        let open: Vec<Node> = self.streets.neighbours(near).collect();
        let mut ends = [near, open[self.dice.index(open.len())]];
        ends.sort_unstable();
        let [a, b] = ends.map(|node| self.streets.point(node));
        let share = self.dice.between(0.15, 0.85);
        let side_of_street = if self.dice.chance(0.5) { 1.0 } else { -1.0 };
        let middle = Spot { point: a.towards(b, share), ends };
        let reach_m = self.dice.between(depth_m.0, depth_m.1);
        let door = middle.beside(self.streets, 0.0, side_of_street * DOOR_M);
        let centre = middle.beside(self.streets, 0.0, side_of_street * (DOOR_M + reach_m)).point;
        Building { number: self.built + 1, door, centre, reach_m }
    }
}
