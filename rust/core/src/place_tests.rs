//! Fix matching, case by case of docs/finder.md §2.

use proptest::prelude::*;

use super::*;
use crate::fix::Fix;
use crate::testing::{fix_at, metres_north};

const NOW: Boot = 3_600_000;

fn ring(fixes: &[Fix]) -> FixRing {
    let mut ring = FixRing::default();
    for fix in fixes {
        assert!(ring.insert(fix, NOW, &FixLimits::default()));
    }
    ring
}

fn place(fixes: &[Fix], at: Boot) -> Option<Place> {
    locate(&ring(fixes), at, &FixLimits::default())
}

/// 10 m accuracy, `north` metres from the origin.
fn fix(at: u64, north: f64) -> Fix {
    fix_at(at, 48.0 + metres_north(north), 11.0)
}

fn north_m(place: &Place) -> f64 {
    distance_m(Point { latitude: 48.0, longitude: 11.0 }, place.point)
}

#[test]
fn two_fixes_within_a_minute_are_interpolated() {
    let place = place(&[fix(1_000_000, 0.0), fix(1_040_000, 60.0)], 1_010_000).unwrap();
    assert!((north_m(&place) - 15.0).abs() < 0.01);
    assert_eq!(place.age_ms, 10_000);
    // 1.5 m/s for 10 s beside 10 m.
    assert!((place.accuracy_m - 10f64.hypot(15.0)).abs() < 1e-9);
    assert!(place.enclosed && place.moving);
}

#[test]
fn a_phone_that_stayed_is_interpolated_over_forty_minutes_without_loss() {
    let place = place(&[fix(1_000_000, 0.0), fix(3_400_000, 150.0)], 2_200_000).unwrap();
    assert!((north_m(&place) - 75.0).abs() < 0.1);
    assert!((place.accuracy_m - 10.0).abs() < 1e-9);
    assert!(!place.moving);
}

#[test]
fn the_worse_accuracy_of_a_pair_counts() {
    let wide = Fix { accuracy_m: 80.0, ..fix(1_040_000, 20.0) };
    let place = place(&[fix(1_000_000, 0.0), wide], 1_000_000).unwrap();
    assert!((place.accuracy_m - 80.0).abs() < 1e-9);
}

#[test]
fn on_the_way_between_two_fixes_it_is_as_far_off_as_it_walked_since_the_nearer_one() {
    let fixes = [fix(1_000_000, 0.0), fix(1_300_000, 400.0)];
    for (at, north) in [(1_100_000, 400.0 / 3.0), (1_200_000, 800.0 / 3.0)] {
        let place = place(&fixes, at).unwrap();
        assert!((north_m(&place) - north).abs() < 0.1, "{place:?}");
        assert!((place.accuracy_m - 10f64.hypot(150.0)).abs() < 1e-9, "{place:?}");
        assert!(place.enclosed && place.age_ms == 100_000);
    }
}

#[test]
fn on_a_way_faster_than_a_walk_its_own_speed_counts() {
    let fixes = [fix(1_000_000, 0.0), fix(1_300_000, 3_000.0)];
    let close = place(&fixes, 1_030_000).unwrap();
    assert!((close.accuracy_m - 10f64.hypot(300.0)).abs() < 0.1, "10 m/s: {close:?}");
    let drove = Fix { speed_mps: Some(20.0), ..fixes[1] };
    let close = place(&[fixes[0], drove], 1_030_000).unwrap();
    assert!((close.accuracy_m - 10f64.hypot(600.0)).abs() < 1e-9, "{close:?}");
}

#[test]
fn no_way_reaches_further_than_ten_minutes_from_its_nearer_end() {
    let fixes = [fix(1_000_000, 0.0), fix(2_400_000, 1_000.0)];
    assert!(place(&fixes, 1_600_000).is_some());
    assert_eq!(place(&fixes, 1_600_001), None);
    assert!(place(&fixes, 1_800_000).is_some());
}

#[test]
fn a_single_fix_reaches_ten_minutes_and_no_further() {
    let fixes = [fix(1_000_000, 0.0)];
    let later = place(&fixes, 1_060_000).unwrap();
    assert!(!later.enclosed && later.age_ms == 60_000);
    assert!(place(&fixes, 1_600_000).is_some());
    assert_eq!(place(&fixes, 1_600_001), None);
    let earlier = place(&fixes, 900_000).unwrap();
    assert!(earlier.enclosed && earlier.age_ms == 100_000);
    assert_eq!(place(&[], 1_000_000), None);
}

#[test]
fn the_last_speed_counts_where_it_is_known() {
    let driving = Fix { speed_mps: Some(20.0), ..fix(1_000_000, 0.0) };
    let place = place(&[driving], 1_010_000).unwrap();
    assert!((place.accuracy_m - 10f64.hypot(200.0)).abs() < 1e-9);
    assert!(place.moving);
}

#[test]
fn an_impossible_leg_is_not_interpolated() {
    // 2 km in 20 s: 100 m/s.
    let fixes = [fix(1_000_000, 0.0), fix(1_020_000, 2_000.0)];
    let place = place(&fixes, 1_002_000).unwrap();
    assert!(north_m(&place) < 0.01, "{place:?}");
    assert!((place.accuracy_m - 10f64.hypot(200.0)).abs() < 0.5, "{place:?}");
}

#[test]
fn a_fix_at_the_moment_itself_is_the_place() {
    let place = place(&[fix(1_000_000, 0.0), fix(1_030_000, 30.0)], 1_000_000).unwrap();
    assert!(north_m(&place) < 0.01 && place.age_ms == 0);
    assert!((place.accuracy_m - 10.0).abs() < 1e-9);
}

#[test]
fn altitudes_are_interpolated_or_the_nearer_ones() {
    let (low, high) = (
        Fix { altitude_m: Some(500.0), ..fix(1_000_000, 0.0) },
        Fix { altitude_m: Some(540.0), ..fix(1_040_000, 10.0) },
    );
    assert_eq!(place(&[low, high], 1_010_000).unwrap().altitude_m, Some(510.0));
    assert_eq!(place(&[low, fix(1_040_000, 10.0)], 1_010_000).unwrap().altitude_m, Some(500.0));
    assert_eq!(place(&[low, fix(1_040_000, 10.0)], 1_030_000).unwrap().altitude_m, None);
}

/// Seconds, metres north, accuracy in metres, and what the platform says of the speed.
fn any_fix() -> impl Strategy<Value = (u32, f64, u16, Option<u8>)> {
    (0u32..3_600, 0.0..20_000.0_f64, 1u16..500, proptest::option::of(0u8..60))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the fixes are: the accuracy owns up to the worst of what it was made of, and the place lies on the way.
    #[test]
    fn an_effective_accuracy_is_never_better_than_it_can_be(
        fixes in proptest::collection::vec(any_fix(), 1..6),
        at_s in 0i64..3_600,
    ) {
        let at = at_s * 1_000;
        let kept: Vec<Fix> = fixes
            .iter()
            .map(|(seconds, north, wide, speed)| Fix {
                accuracy_m: f32::from(*wide),
                speed_mps: speed.map(f32::from),
                ..fix(u64::from(*seconds) * 1_000, *north)
            })
            .collect();
        let ring = ring(&kept);
        let limits = FixLimits::default();
        let (before, after) = ring.around(at);
        let used: Vec<&KeptFix> = before.into_iter().chain(after).collect();
        let Some(place) = locate(&ring, at, &limits) else {
            prop_assert!(used.iter().all(|fix| fix.at.abs_diff(at) > limits.nearest_ms));
            return Ok(());
        };
        let best = used.iter().map(|fix| fix.accuracy_m()).fold(f64::MAX, f64::min);
        prop_assert!(place.accuracy_m >= best);
        let age_s = place.age_ms as f64 / 1_000.0;
        prop_assert!(used.iter().any(|fix| fix.at.abs_diff(at) == place.age_ms), "the age of a fix that was used");
        let exact = used.iter().any(|fix| fix.point == place.point);
        if exact {
            // Of one fix: as far off as the speed that is known, or a walk, can have carried the phone.
            let fix = used.iter().find(|fix| fix.point == place.point && fix.at.abs_diff(at) == place.age_ms);
            let speed = fix.and_then(|fix| fix.speed_mps()).filter(|speed| *speed >= MOVING_MPS);
            let speed = speed.unwrap_or(limits.default_speed_mps);
            let stood = before.zip(after).is_some_and(|(one, other)| distance_m(one.point, other.point) <= 150.0);
            prop_assert!(stood || place.accuracy_m >= speed * age_s);
        }
        let north = north_m(&place);
        let norths = used.iter().map(|fix| distance_m(Point { latitude: 48.0, longitude: 11.0 }, fix.point));
        let (low, high) = norths.fold((f64::MAX, f64::MIN), |(low, high), n| (low.min(n), high.max(n)));
        prop_assert!((low - 0.1..=high + 0.1).contains(&north));
        if let Some((one, other)) = before.zip(after).filter(|_| !exact) {
            let gap_s = (other.at - one.at) as f64 / 1_000.0;
            prop_assert!(distance_m(one.point, other.point) <= limits.max_speed_mps * gap_s.max(0.001));
            prop_assert!(place.accuracy_m >= one.accuracy_m().max(other.accuracy_m()));
            // No phone is where two fixes are far apart and the way between them would take it: it owns up to its speed.
            let metres = distance_m(one.point, other.point);
            let known = [one, other].into_iter().filter_map(|fix| fix.speed_mps()).fold(0.0, f64::max);
            let speed = (metres / gap_s.max(0.001)).max(known).max(limits.default_speed_mps);
            let long = other.at - one.at > span(limits.enclose_short_ms);
            prop_assert!(!long || metres <= limits.enclose_radius_m || place.accuracy_m >= speed * age_s - 1e-6);
        }
    }
}
