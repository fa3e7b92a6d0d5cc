//! Days of a tag's schedule to ask for.

use std::ops::RangeInclusive;

/// How far the search goes back when nothing is found, days.
const WIDENED: i64 = 30;

/// Days k of the schedule, counted from the day of provisioning; empty where the tag is younger.
pub(crate) type DayRange = RangeInclusive<i64>;

/// The days from `since` to `today` (UTC days), and one on each side of them: a clock is never quite right.
pub(crate) fn near(provisioned: i64, since: i64, today: i64) -> DayRange {
    (since - 1 - provisioned).max(0)..=today + 1 - provisioned
}

/// The days that the search widens to when nothing was found.
pub(crate) fn widened(provisioned: i64, today: i64) -> DayRange {
    (today - WIDENED - provisioned).max(0)..=today + 1 - provisioned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_more_on_each_side() {
        assert_eq!(near(100, 107, 110), 6..=11);
        assert_eq!(near(100, 100, 100), 0..=1);
        assert_eq!(near(100, 50, 100), 0..=1);
    }

    #[test]
    fn nothing_before_the_tag_was_provisioned() {
        assert!(near(100, 90, 98).is_empty());
        assert_eq!(widened(100, 104), 0..=5);
        assert_eq!(widened(100, 150), 20..=51);
    }
}
