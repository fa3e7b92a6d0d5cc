//! Whether a sighting of a key that was reported before says something new.

use super::{DAY_MS, Seen};
use crate::config::DedupeLimits;
use crate::geo::distance_m;
use crate::health::Suppression;
use crate::moment::{Boot, span};
use crate::place::Place;

/// Nothing new, and not before this moment unless a new fix comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) reason: Suppression,
    pub(crate) until: Boot,
}

impl Refusal {
    const fn new(reason: Suppression, until: Boot) -> Self {
        Self { reason, until }
    }
}

/// Judges a sighting at `at` that would be reported from `place`.
pub(crate) fn judge(
    seen: &Seen,
    at: Boot,
    place: Option<&Place>,
    limits: &DedupeLimits,
) -> Result<(), Refusal> {
    if seen.refused {
        return Err(Refusal::new(Suppression::InvalidKey, Boot::MAX));
    }
    let Some(last) = seen.reports.last().copied() else {
        return Ok(());
    };
    let mut today = seen.in_day(at);
    let (oldest, count) = (today.next(), 1 + today.count());
    if let Some(oldest) =
        oldest.filter(|_| count >= usize::try_from(limits.per_key_day).unwrap_or(usize::MAX))
    {
        return Err(Refusal::new(Suppression::DailyLimit, oldest + DAY_MS));
    }
    let again = last + span(limits.again_ms);
    let again_still = last + span(limits.again_still_ms);
    let improved =
        place.is_some_and(|place| place.accuracy_m <= seen.last.accuracy_m * limits.accuracy_share);
    let moved = place.is_some_and(|place| distance_m(place.point, seen.last.point) >= limits.again_m);
    if at >= again_still || (at >= last && improved) || (at >= again && moved) {
        return Ok(());
    }
    let next = if at < again { again } else { again_still };
    Err(Refusal::new(Suppression::Duplicate, next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Point;
    use crate::seen::LastReport;
    use crate::testing::{metres_north, place_at};

    const MINUTE: Boot = 60_000;

    fn seen(reports: Vec<Boot>) -> Seen {
        let last = LastReport { point: Point { latitude: 48.0, longitude: 11.0 }, accuracy_m: 60.0 };
        Seen { first: 0, reports, last, address: None, refused: false }
    }

    fn judge_at(at: Boot, north_m: f64, accuracy_m: f64) -> Result<(), Refusal> {
        let place = place_at(48.0 + metres_north(north_m), 11.0, accuracy_m);
        judge(&seen(vec![0]), at, Some(&place), &DedupeLimits::default())
    }

    #[test]
    fn again_after_ten_minutes_and_a_hundred_metres_or_two_hours() {
        let refused = |until| Err(Refusal::new(Suppression::Duplicate, until));
        assert_eq!(judge_at(9 * MINUTE, 500.0, 60.0), refused(10 * MINUTE));
        assert_eq!(judge_at(10 * MINUTE, 99.0, 60.0), refused(120 * MINUTE));
        assert_eq!(judge_at(10 * MINUTE, 101.0, 60.0), Ok(()));
        assert_eq!(judge_at(119 * MINUTE, 0.0, 60.0), refused(120 * MINUTE));
        assert_eq!(judge_at(120 * MINUTE, 0.0, 60.0), Ok(()));
        let blind = judge(&seen(vec![0]), 120 * MINUTE, None, &DedupeLimits::default());
        assert_eq!(blind, Ok(()));
    }

    #[test]
    fn sooner_when_the_accuracy_improved_to_a_third() {
        assert_eq!(judge_at(MINUTE, 0.0, 20.0), Ok(()));
        assert!(judge_at(MINUTE, 0.0, 20.1).is_err());
        assert!(judge_at(-MINUTE, 0.0, 5.0).is_err(), "a late sighting of before is none");
    }

    #[test]
    fn twelve_in_any_day() {
        let reports: Vec<Boot> = (0..12).map(|n| n * 60 * MINUTE).collect();
        let place = place_at(49.0, 11.0, 5.0);
        let limits = DedupeLimits::default();
        let refused = judge(&seen(reports.clone()), 20 * 60 * MINUTE, Some(&place), &limits);
        assert_eq!(refused, Err(Refusal::new(Suppression::DailyLimit, DAY_MS)));
        assert_eq!(judge(&seen(reports), DAY_MS, Some(&place), &limits), Ok(()));
    }

    #[test]
    fn a_key_that_is_no_point_is_never_tried_again() {
        let refused = Seen { refused: true, ..seen(vec![0]) };
        let verdict = judge(&refused, 500 * MINUTE, None, &DedupeLimits::default());
        assert_eq!(verdict, Err(Refusal::new(Suppression::InvalidKey, Boot::MAX)));
    }
}
