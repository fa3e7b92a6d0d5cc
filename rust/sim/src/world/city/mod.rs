//! Streets, buildings, lines.

mod building;
mod lights;
mod line;
mod streets;

pub(super) use building::{Building, Spot};
pub(super) use line::{Line, LineKind, Ride};
pub(super) use streets::{Node, Streets};

use super::assumptions::{LEAST_SIDE_M, PEOPLE_PER_KM2};
use super::dice::Dice;
use building::Builder;

/// What does not move.
#[derive(Clone, Debug)]
pub(super) struct City {
    pub(super) streets: Streets,
    pub(super) homes: Vec<Building>,
    pub(super) offices: Vec<Building>,
    pub(super) schools: Vec<Building>,
    pub(super) shops: Vec<Building>,
    pub(super) cafes: Vec<Building>,
    pub(super) lines: Vec<Line>,
}

impl City {
    /// A city for so many people. Homes lie around the middle, work closer to it, shops between the two.
    pub(super) fn new(seed: u64, people: usize) -> Self {
        let side_m = (people as f64 / PEOPLE_PER_KM2).sqrt() * 1000.0;
        let streets = Streets::new(seed, side_m.max(LEAST_SIDE_M));
        let lines = line::all(seed, &streets);
        let mut builder = Builder::new(&streets, &lines, Dice::new(seed, "buildings", 0));
        let mut some = |per: usize, least: usize, spread: f64, depth_m: (f64, f64)| {
            let count = (people / per).max(least);
            (0..count).map(|_| builder.build(spread, depth_m)).collect::<Vec<_>>()
        };
        let homes = some(6, 2, 0.24, (6.0, 12.0));
        let offices = some(40, 2, 0.12, (8.0, 16.0));
        let schools = some(400, 1, 0.2, (15.0, 30.0));
        let shops = some(100, 3, 0.18, (5.0, 18.0));
        let cafes = some(150, 3, 0.14, (4.0, 8.0));
        Self { streets, homes, offices, schools, shops, cafes, lines }
    }

    /// The line that a vehicle's number belongs to.
    pub(super) fn line_of(&self, vehicle: u32) -> Option<&Line> {
        self.lines.iter().find(|line| line.vehicles().contains(&vehicle))
    }
}
