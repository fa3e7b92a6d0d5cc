//! Which buses and trains to take: one line, or two that are perpendicular.

use crate::world::Point;
use crate::world::city::{City, Line, LineKind};

/// One ride on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Leg {
    pub(super) line: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What a wait and getting on are worth, in metres on foot.
const BOARD_M: f64 = 350.0;
/// A metre in a bus in metres on foot.
const BUS: f64 = 0.2;
/// A metre in a train in metres on foot.
const TRAIN: f64 = 0.08;

/// The rides of the best way; none where walking is best.
pub(super) fn plan(city: &City, from: Point, to: Point) -> Vec<Leg> {
    let mut best = (from.distance(to), Vec::new());
    for line in 0..city.lines.len() {
        offer(city, &mut best, from, to, &[line]);
        for other in 0..city.lines.len() {
            if city.lines[line].along_row != city.lines[other].along_row {
                offer(city, &mut best, from, to, &[line, other]);
            }
        }
    }
    best.1
}

/// Takes the way by these lines if it is better.
fn offer(city: &City, best: &mut (f64, Vec<Leg>), from: Point, to: Point, lines: &[usize]) {
    let (mut cost, mut here) = (0.0, from);
    let mut legs = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let way = &city.lines[*line];
        let towards = lines.get(at + 1).map_or(to, |next| crossing(way, &city.lines[*next]));
        let (on, off) = (way.nearest_stop(here), way.nearest_stop(towards));
        let (start, end) = (way.stops[on], way.stops[off]);
        cost += here.distance(start) + BOARD_M + ride_cost(way) * start.distance(end);
        if on == off || cost >= best.0 {
            return;
        }
        legs.push(Leg { line: *line, from: on, to: off });
        here = end;
    }
    cost += here.distance(to);
    if cost < best.0 {
        *best = (cost, legs);
    }
}

const fn ride_cost(line: &Line) -> f64 {
    match line.kind {
        LineKind::Bus => BUS,
        LineKind::Train => TRAIN,
    }
}

/// About where a line along a row and one along a column meet.
fn crossing(a: &Line, b: &Line) -> Point {
    let (row, column) = if a.along_row { (a, b) } else { (b, a) };
    Point::new(column.stops[0].x, row.stops[0].y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_ways_take_lines_and_short_ones_none() {
        let city = City::new(3, 10_000);
        let corner = 2_000.0;
        let legs = plan(&city, Point::new(-corner, -corner), Point::new(corner, corner));
        assert_eq!(legs.len(), 2);
        assert_ne!(city.lines[legs[0].line].along_row, city.lines[legs[1].line].along_row);
        assert!(legs.iter().all(|leg| leg.from != leg.to));
        assert!(plan(&city, Point::new(0.0, 0.0), Point::new(150.0, 100.0)).is_empty());
    }
}
