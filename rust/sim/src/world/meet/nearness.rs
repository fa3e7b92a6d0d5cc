//! When two straight movements are within a distance of each other.

use crate::world::Point;

/// One place seen from another that may move too: where it is at the beginning, and metres a millisecond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Relative {
    pub(super) start: Point,
    pub(super) speed: Point,
}

/// When, in milliseconds after the beginning, and how near, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Near {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) closest_m: f64,
}

impl Relative {
    /// The first and the last moment from 0 to `length_ms` at which the distance is at most `range_m`; none where it
    /// never is. Within a straight movement there is one such span.
    pub(super) fn within(self, range_m: f64, length_ms: f64) -> Option<Near> {
        let Self { start, speed } = self;
        let square = speed.x * speed.x + speed.y * speed.y;
        let excess = start.x * start.x + start.y * start.y - range_m * range_m;
        // A millimetre a day.
        if square < 1e-22 {
            let closest_m = start.x.hypot(start.y);
            return (excess <= 0.0).then_some(Near { from: 0.0, to: length_ms, closest_m });
        }
        let half = start.x * speed.x + start.y * speed.y;
        let root = (half * half - square * excess).max(0.0).sqrt();
        if half * half < square * excess {
            return None;
        }
        let (from, to) = (((-half - root) / square).max(0.0), ((-half + root) / square).min(length_ms));
        let closest_m = self.distance((-half / square).clamp(0.0, length_ms));
        (from <= to).then_some(Near { from, to, closest_m })
    }

    fn distance(self, after_ms: f64) -> f64 {
        (self.start.x + self.speed.x * after_ms).hypot(self.start.y + self.speed.y * after_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passing(aside: f64) -> Relative {
        Relative { start: Point::new(-100.0, aside), speed: Point::new(0.002, 0.0) }
    }

    #[test]
    fn a_passing_is_as_long_as_its_chord() {
        let near = passing(12.0).within(20.0, 100_000.0).unwrap();
        assert!((near.from - 42_000.0).abs() < 1e-6 && (near.to - 58_000.0).abs() < 1e-6);
        assert!((near.closest_m - 12.0).abs() < 1e-9);
        assert_eq!(passing(20.5).within(20.0, 100_000.0), None);
        assert_eq!(passing(12.0).within(20.0, 40_000.0), None);
        let begun = passing(0.0).within(20.0, 45_000.0).unwrap();
        assert!((begun.to - 45_000.0).abs() < 1e-9 && (begun.closest_m - 10.0).abs() < 1e-9);
    }

    #[test]
    fn what_stands_is_near_always_or_never() {
        let standing = |x| Relative { start: Point::new(x, 0.0), speed: Point::default() };
        assert_eq!(standing(3.0).within(4.0, 10.0), Some(Near { from: 0.0, to: 10.0, closest_m: 3.0 }));
        assert_eq!(standing(5.0).within(4.0, 10.0), None);
    }
}
