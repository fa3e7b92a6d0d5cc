//! What is known of the phone's motion: what it says itself, else what fixes say.

use crate::config::ScanLimits;
use crate::geo::{Point, distance_m};
use crate::moment::Boot;
use crate::phone::Motion;
use crate::ring::KeptFix;

/// A motion that fixes showed holds for this long.
const HOLDS_MS: i64 = 10 * 60 * 1000;
/// A phone this fast moves, metres a second.
const MOVES_MPS: f64 = 1.0;

/// Where the phone was, and how well that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    point: Point,
    accuracy_m: f64,
}

impl Spot {
    fn of(fix: &KeptFix) -> Self {
        Self { point: fix.point, accuracy_m: fix.accuracy_m() }
    }

    /// Whether two fixes are of different places, beyond what their accuracies leave open.
    pub(super) fn is_new_from(&self, other: &Self, limits: &ScanLimits) -> bool {
        let apart = distance_m(self.point, other.point);
        apart > limits.new_place_m && apart > self.accuracy_m.hypot(other.accuracy_m)
    }
}

#[derive(Debug, Default)]
pub(super) struct Course {
    /// Here the phone stays since `since`, as far as fixes say.
    anchor: Option<Spot>,
    since: Boot,
    /// The newest fix.
    spot: Option<Spot>,
    seen: Option<Boot>,
    moved: Option<Boot>,
}

impl Course {
    /// Takes the newest fix; true where the place is new.
    pub(super) fn take(&mut self, fix: &KeptFix, limits: &ScanLimits) -> bool {
        if self.seen.is_some_and(|seen| fix.at <= seen) {
            return false;
        }
        let spot = Spot::of(fix);
        (self.spot, self.seen) = (Some(spot), Some(fix.at));
        let new = self.anchor.is_some_and(|anchor| spot.is_new_from(&anchor, limits));
        if new || fix.speed_mps().is_some_and(|speed| speed >= MOVES_MPS) {
            self.moved = Some(fix.at);
        }
        if new || self.anchor.is_none() {
            (self.anchor, self.since) = (Some(spot), fix.at);
        }
        new
    }

    /// Where the phone was last.
    pub(super) fn spot(&self) -> Option<Spot> {
        self.spot
    }

    pub(super) fn motion(&self, told: Motion, now: Boot) -> Motion {
        let recent = |at: Boot| now - at < HOLDS_MS;
        if told != Motion::Unknown {
            told
        } else if self.moved.is_some_and(recent) {
            Motion::Moving
        } else if self.seen.is_some_and(|seen| recent(seen) && seen - self.since >= HOLDS_MS) {
            Motion::Still
        } else {
            Motion::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FixLimits;
    use crate::ring::FixRing;
    use crate::testing::{fix_at, metres_north};

    const MINUTE: Boot = 60_000;

    fn take(course: &mut Course, at: Boot, north_m: f64) -> bool {
        let mut ring = FixRing::default();
        let fix = fix_at(u64::try_from(at).unwrap(), 48.0 + metres_north(north_m), 11.0);
        assert!(ring.insert(&fix, at, &FixLimits::default()));
        course.take(ring.around(at).0.unwrap(), &ScanLimits::default())
    }

    #[test]
    fn fixes_say_whether_the_phone_moves_where_nothing_else_does() {
        let mut course = Course::default();
        assert!(!take(&mut course, 0, 0.0));
        assert_eq!(course.motion(Motion::Unknown, 0), Motion::Unknown);
        assert!(!take(&mut course, 12 * MINUTE, 20.0));
        assert_eq!(course.motion(Motion::Unknown, 12 * MINUTE), Motion::Still);
        assert_eq!(course.motion(Motion::Moving, 12 * MINUTE), Motion::Moving);
        assert!(take(&mut course, 13 * MINUTE, 80.0));
        assert_eq!(course.motion(Motion::Unknown, 13 * MINUTE), Motion::Moving);
        assert_eq!(course.motion(Motion::Unknown, 24 * MINUTE), Motion::Unknown);
    }

    #[test]
    fn a_wide_fix_makes_no_new_place() {
        let limits = ScanLimits::default();
        let spot = |north_m: f64, accuracy_m| Spot {
            point: Point { latitude: 48.0 + metres_north(north_m), longitude: 11.0 },
            accuracy_m,
        };
        assert!(spot(60.0, 10.0).is_new_from(&spot(0.0, 10.0), &limits));
        assert!(!spot(40.0, 1.0).is_new_from(&spot(0.0, 1.0), &limits));
        assert!(!spot(300.0, 500.0).is_new_from(&spot(0.0, 10.0), &limits));
    }
}
