//! Fix matching, case by case of docs/finder.md §2.

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
fn beyond_that_the_nearer_one_within_ten_minutes_is_taken() {
    let fixes = [fix(1_000_000, 0.0), fix(1_300_000, 400.0)];
    let close = place(&fixes, 1_100_000).unwrap();
    assert!(north_m(&close) < 0.01);
    assert!((close.accuracy_m - 10f64.hypot(150.0)).abs() < 1e-9);
    assert!(close.enclosed);
    assert!((north_m(&place(&fixes, 1_200_000).unwrap()) - 400.0).abs() < 0.1);
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
