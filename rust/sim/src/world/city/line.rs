//! Buses and trains: vehicles that go to and fro by a timetable.

mod ride;

use super::streets::{Node, Streets};
use crate::world::course::{Course, Inside, Setting, Waypoint};
use crate::world::dice::Dice;
use crate::world::{DAY_MS, Point};
pub(in crate::world) use ride::Ride;
use std::ops::Range;

/// What runs on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) enum LineKind {
    Bus,
    Train,
}

/// How a kind of line runs. Dwell times after TCQSM (15 to 30 s at a bus stop, 30 s at a station platform).
struct Service {
    /// Crossings between two stops.
    blocks: u16,
    speed_mps: f64,
    dwell_ms: u64,
    headway_ms: u64,
    turn_ms: u64,
}

const BUS: Service =
    Service { blocks: 3, speed_mps: 7.0, dwell_ms: 20_000, headway_ms: 480_000, turn_ms: 180_000 };
const TRAIN: Service =
    Service { blocks: 9, speed_mps: 14.0, dwell_ms: 30_000, headway_ms: 600_000, turn_ms: 240_000 };

/// Tracks lie between two streets, so far from the one that leads to the stations.
const TRACKS_M: f64 = 55.0;

/// First departure of the day, and the time after which none begins a new round.
const FIRST_MS: u64 = 5 * 60 * 60 * 1000;
const LAST_MS: u64 = DAY_MS - 60 * 60 * 1000;

/// A line along one row or one column.
#[derive(Clone, Debug)]
pub(in crate::world) struct Line {
    pub(in crate::world) kind: LineKind,
    /// Along a row; otherwise along a column.
    pub(in crate::world) along_row: bool,
    pub(in crate::world) underground: bool,
    /// Crossings from which its stops are reached.
    pub(in crate::world) nodes: Vec<Node>,
    pub(in crate::world) stops: Vec<Point>,
    /// When a vehicle reaches each stop, after its departure from the first, and the same the other way.
    reach_ms: [Vec<u64>; 2],
    dwell_ms: u64,
    headway_ms: u64,
    /// From one departure of a vehicle at the first stop to its next there: a multiple of the headway.
    round_ms: u64,
    first_vehicle: u32,
}

/// All lines: buses on every eighth row and column, one train along the middle row and one under the middle column.
pub(super) fn all(seed: u64, streets: &Streets) -> Vec<Line> {
    let middle = streets.size() / 2;
    let mut dice = Dice::new(seed, "lines", 0);
    let mut lines: Vec<Line> = Vec::new();
    for along_row in [true, false] {
        let tracks = (4..streets.size()).step_by(8).map(|track| (LineKind::Bus, track));
        for (kind, track) in tracks.chain([(LineKind::Train, middle)]) {
            let first_vehicle = lines.last().map_or(1, |line| line.vehicles().end);
            lines.push(Line::new(streets, kind, along_row, track, first_vehicle, &mut dice));
        }
    }
    lines
}

impl Line {
    fn new(
        streets: &Streets,
        kind: LineKind,
        along_row: bool,
        track: u16,
        first_vehicle: u32,
        dice: &mut Dice,
    ) -> Self {
        let service = match kind {
            LineKind::Bus => &BUS,
            LineKind::Train => &TRAIN,
        };
        let offset = u16::try_from(dice.whole(0, u64::from(service.blocks))).unwrap_or(0);
        let along = (offset.min(2)..streets.size()).step_by(usize::from(service.blocks));
        let node =
            |at| if along_row { Node { column: at, row: track } } else { Node { column: track, row: at } };
        let nodes: Vec<Node> = along.map(node).collect();
        let beside = if kind == LineKind::Train { TRACKS_M } else { 0.0 };
        let off = if along_row { Point::new(0.0, beside) } else { Point::new(beside, 0.0) };
        let stops: Vec<Point> = nodes.iter().map(|node| streets.point(*node).plus(off)).collect();
        let mut back = stops.clone();
        back.reverse();
        let reach_ms = [reach(&stops, service), reach(&back, service)];
        let least = reach_ms.iter().map(|reach| reach[reach.len() - 1]).sum::<u64>() + 2 * service.turn_ms;
        let round_ms = least.div_ceil(service.headway_ms) * service.headway_ms;
        let underground = kind == LineKind::Train && !along_row;
        let (dwell_ms, headway_ms) = (service.dwell_ms, service.headway_ms);
        Self {
            kind,
            along_row,
            underground,
            nodes,
            stops,
            reach_ms,
            dwell_ms,
            headway_ms,
            round_ms,
            first_vehicle,
        }
    }

    /// Numbers of its vehicles.
    pub(in crate::world) fn vehicles(&self) -> Range<u32> {
        let count = u32::try_from(self.round_ms / self.headway_ms).unwrap_or(u32::MAX);
        self.first_vehicle..self.first_vehicle + count
    }

    pub(in crate::world) const fn setting(&self) -> Setting {
        match self.kind {
            LineKind::Bus => Setting::Vehicle,
            LineKind::Train => Setting::Train,
        }
    }

    /// What is around in one of its vehicles.
    pub(in crate::world) const fn aboard(&self, vehicle: u32) -> Inside {
        if self.underground { Inside::Tunnel(vehicle) } else { Inside::Vehicle(vehicle) }
    }

    /// Whether its tracks, if it has any above ground, are within so many metres of a place.
    pub(super) fn has_tracks_near(&self, point: Point, metres: f64) -> bool {
        let off = |stop: &Point| if self.along_row { stop.y - point.y } else { stop.x - point.x };
        let tracks = self.kind == LineKind::Train && !self.underground;
        tracks && self.stops.iter().any(|stop| off(stop).abs() < metres)
    }

    /// The stop that is nearest to a place. Stops are even but for the jitter of crossings, so that the nearest is about
    /// where a ruler says.
    pub(in crate::world) fn nearest_stop(&self, point: Point) -> usize {
        let along = |place: Point| if self.along_row { place.x } else { place.y };
        let last = self.stops.len() - 1;
        let length = along(self.stops[last]) - along(self.stops[0]);
        let ruler = (along(point) - along(self.stops[0])) / length.max(1.0) * last as f64;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // clamped to the stops
        let about = ruler.round().clamp(0.0, last as f64) as usize;
        let near = about.saturating_sub(1)..=(about + 1).min(last);
        let distance = |stop: &usize| self.stops[*stop].distance(point);
        near.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(about)
    }

    /// So many metres along its tracks and across them.
    pub(in crate::world) const fn turned(&self, along_m: f64, across_m: f64) -> Point {
        if self.along_row { Point::new(along_m, across_m) } else { Point::new(across_m, along_m) }
    }

    /// Where the middle of a vehicle is, all day.
    pub(in crate::world) fn course(&self, vehicle: u32) -> Course {
        let mut corners = vec![self.corner(0, self.stops[0], vehicle)];
        let mut departs = FIRST_MS + self.headway_ms * u64::from(vehicle.saturating_sub(self.first_vehicle));
        while departs < LAST_MS {
            for backward in [false, true] {
                let start = departs + self.starts_after_ms(backward);
                self.push_run(start, backward, vehicle, &mut corners);
            }
            departs += self.round_ms;
        }
        corners.retain(|corner| u64::from(corner.at_ms) < DAY_MS);
        Course::new(corners)
    }

    /// From a vehicle's departure at the first stop to its departure in a direction.
    fn starts_after_ms(&self, backward: bool) -> u64 {
        let there = self.reach_ms[0][self.stops.len() - 1];
        let back = self.reach_ms[1][self.stops.len() - 1];
        // What is left of the round is spent at both ends in equal parts.
        if backward { there + (self.round_ms - there - back) / 2 } else { 0 }
    }

    fn push_run(&self, start_ms: u64, backward: bool, vehicle: u32, corners: &mut Vec<Waypoint>) {
        let last = self.stops.len() - 1;
        for at in 0..=last {
            let stop = self.stops[if backward { last - at } else { at }];
            let reach = start_ms + self.reach_ms[usize::from(backward)][at];
            if at > 0 {
                corners.push(self.corner(reach, stop, vehicle));
            }
            if at < last {
                corners.push(self.corner(reach + if at > 0 { self.dwell_ms } else { 0 }, stop, vehicle));
            }
        }
    }

    fn corner(&self, at_ms: u64, point: Point, vehicle: u32) -> Waypoint {
        let at_ms = u32::try_from(at_ms).unwrap_or(u32::MAX);
        Waypoint::new(at_ms, point, self.setting(), self.aboard(vehicle))
    }
}

/// When a vehicle that leaves the first stop at 0 reaches each.
fn reach(stops: &[Point], service: &Service) -> Vec<u64> {
    let mut reached = vec![0];
    let mut now = 0;
    for (at, two) in stops.windows(2).enumerate() {
        let dwell = if at > 0 { service.dwell_ms } else { 0 };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // minutes at most
        let run = (two[0].distance(two[1]) / service.speed_mps * 1000.0) as u64;
        now += dwell + run;
        reached.push(now);
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_stop_is_the_nearest_of_all() {
        let lines = all(9, &Streets::new(9, 6_000.0));
        let mut dice = Dice::new(1, "places", 0);
        for line in &lines {
            for _ in 0..50 {
                let place = Point::new(dice.between(-3_500.0, 3_500.0), dice.between(-3_500.0, 3_500.0));
                let least = line.stops.iter().map(|stop| stop.distance(place)).fold(f64::INFINITY, f64::min);
                let found = line.stops[line.nearest_stop(place)].distance(place);
                assert!((found - least).abs() < 1e-9, "{found} {least}");
            }
        }
    }

    #[test]
    fn vehicles_have_numbers_of_their_own() {
        let lines = all(9, &Streets::new(9, 6_000.0));
        let mut numbers: Vec<u32> = lines.iter().flat_map(Line::vehicles).collect();
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), count);
        assert_eq!(lines.iter().filter(|line| line.kind == LineKind::Train).count(), 2);
        assert_eq!(lines.iter().filter(|line| line.underground).count(), 1);
    }
}
