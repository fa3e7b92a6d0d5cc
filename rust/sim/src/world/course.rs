//! Where somebody is, all day: straight lines at even speed.

use std::sync::Arc;

use super::{DAY_MS, Point};

/// What kind of place a phone is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Setting {
    /// At home.
    Home,
    /// At work or at school.
    Office,
    /// In a shop, a café, or anything else that is visited.
    Shop,
    /// Outdoors, on foot or on a bike.
    Street,
    /// In a car or a bus.
    Vehicle,
    /// In a train.
    Train,
}

/// What walls are around: two in the same one have none between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Inside {
    /// Nothing.
    Nothing,
    /// A building, by its number.
    Building(u32),
    /// A car, bus or train, by its number.
    Vehicle(u32),
    /// A train underground, by its number.
    Tunnel(u32),
}

/// A corner of a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waypoint {
    /// When, milliseconds since midnight.
    pub at_ms: u32,
    /// Metres to the east.
    pub x: f32,
    /// Metres to the north.
    pub y: f32,
    /// What kind of place it is from here to the next corner.
    pub setting: Setting,
    /// What is around from here to the next corner.
    pub inside: Inside,
}

/// Where somebody is at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stay {
    /// The place.
    pub point: Point,
    /// Speed, metres a second.
    pub speed_mps: f64,
    /// What kind of place it is.
    pub setting: Setting,
    /// What is around.
    pub inside: Inside,
}

impl Stay {
    /// Outdoors or in something that stands.
    pub(super) const fn still(point: Point, inside: Inside) -> Self {
        let setting = match inside {
            Inside::Nothing => Setting::Street,
            Inside::Building(_) => Setting::Shop,
            Inside::Vehicle(_) => Setting::Vehicle,
            Inside::Tunnel(_) => Setting::Train,
        };
        Self { point, speed_mps: 0.0, setting, inside }
    }
}

/// Corners in order of time, straight and even between them; the first at midnight, the last held until the next.
/// Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    corners: Arc<[Waypoint]>,
}

/// A straight piece of a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) from_ms: u64,
    pub(super) to_ms: u64,
    pub(super) start: Point,
    pub(super) end: Point,
    pub(super) setting: Setting,
    pub(super) inside: Inside,
}

impl Waypoint {
    /// A corner; places are kept to a millimetre or so.
    pub(super) fn new(at_ms: u32, point: Point, setting: Setting, inside: Inside) -> Self {
        #[allow(clippy::cast_possible_truncation)] // tens of kilometres at most
        let (x, y) = (point.x as f32, point.y as f32);
        Self { at_ms, x, y, setting, inside }
    }

    /// The place.
    #[must_use]
    pub fn point(&self) -> Point {
        Point::new(f64::from(self.x), f64::from(self.y))
    }
}

impl Piece {
    fn new(corner: &Waypoint, next: Option<&Waypoint>) -> Self {
        let (end, to_ms) = match next {
            Some(next) => (next.point(), u64::from(next.at_ms)),
            None => (corner.point(), DAY_MS),
        };
        let (from_ms, start) = (u64::from(corner.at_ms), corner.point());
        Self { from_ms, to_ms, start, end, setting: corner.setting, inside: corner.inside }
    }

    /// The place at a moment, which lies within.
    pub(super) fn at(&self, at_ms: u64) -> Point {
        let length = self.to_ms.saturating_sub(self.from_ms);
        if length == 0 {
            return self.end;
        }
        let share = at_ms.saturating_sub(self.from_ms) as f64 / length as f64;
        self.start.towards(self.end, share.min(1.0))
    }

    /// Metres a millisecond, east and north.
    pub(super) fn speed(&self) -> Point {
        let length = self.to_ms.saturating_sub(self.from_ms);
        if length == 0 {
            return Point::default();
        }
        let way = self.end.minus(self.start);
        Point::new(way.x / length as f64, way.y / length as f64)
    }

    pub(super) fn speed_mps(&self) -> f64 {
        let length = self.to_ms.saturating_sub(self.from_ms);
        if length == 0 { 0.0 } else { self.start.distance(self.end) * 1000.0 / length as f64 }
    }
}

impl Course {
    /// All day at one place.
    #[cfg(test)]
    pub(crate) fn still(setting: Setting) -> Self {
        Self::new(vec![Waypoint { at_ms: 0, x: 0.0, y: 0.0, setting, inside: Inside::Nothing }])
    }

    /// From corners in order of time, the first of them at 0; of corners at the same moment the last one stands.
    pub(super) fn new(corners: Vec<Waypoint>) -> Self {
        Self { corners: corners.into() }
    }

    /// The corners, in order of time.
    #[must_use]
    pub fn corners(&self) -> &[Waypoint] {
        &self.corners
    }

    /// Where it is at a moment of the day; after its end, where it ended.
    ///
    /// # Panics
    /// For a course without corners, which no phone has.
    #[must_use]
    pub fn at(&self, at_ms: u64) -> Stay {
        let after = self.corners.partition_point(|corner| u64::from(corner.at_ms) <= at_ms);
        let piece = self.piece(after.saturating_sub(1));
        let Piece { setting, inside, .. } = piece;
        Stay { point: piece.at(at_ms), speed_mps: piece.speed_mps(), setting, inside }
    }

    /// All straight pieces, in order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = Piece> {
        (0..self.corners.len()).map(|at| self.piece(at))
    }

    /// The pieces that overlap a span, in order.
    pub(super) fn pieces_between(&self, from_ms: u64, to_ms: u64) -> impl Iterator<Item = Piece> {
        let after = self.corners.partition_point(|corner| u64::from(corner.at_ms) <= from_ms);
        let pieces = (after.saturating_sub(1)..self.corners.len()).map(|at| self.piece(at));
        pieces.take_while(move |piece| piece.from_ms < to_ms)
    }

    fn piece(&self, at: usize) -> Piece {
        Piece::new(&self.corners[at], self.corners.get(at + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(at_ms: u32, x: f32, inside: Inside) -> Waypoint {
        Waypoint { at_ms, x, y: 0.0, setting: Setting::Street, inside }
    }

    #[test]
    fn between_corners_it_goes_evenly() {
        let course =
            Course::new(vec![corner(0, 0.0, Inside::Nothing), corner(10_000, 20.0, Inside::Building(3))]);
        let stay = course.at(5_000);
        assert_eq!((stay.point, stay.speed_mps, stay.inside), (Point::new(10.0, 0.0), 2.0, Inside::Nothing));
        let end = course.at(DAY_MS + 5);
        assert_eq!((end.point, end.speed_mps, end.inside), (Point::new(20.0, 0.0), 0.0, Inside::Building(3)));
    }

    #[test]
    fn of_corners_at_one_moment_the_last_stands() {
        let course = Course::new(vec![corner(0, 0.0, Inside::Nothing), corner(0, 0.0, Inside::Vehicle(1))]);
        assert_eq!(course.at(0).inside, Inside::Vehicle(1));
        assert_eq!(course.pieces().next().map(|piece| piece.speed_mps()), Some(0.0));
    }
}
