use super::*;
use crate::testing::metres_north;

const MINUTE: Boot = 60_000;
const HOUR: Boot = 60 * MINUTE;
const TODAY: i64 = 20_833;
const WALL: i64 = TODAY * 86_400_000;

fn at(north_m: f64) -> Point {
    Point { latitude: 48.0 + metres_north(north_m), longitude: 11.0 }
}

fn circle(north_m: f64, radius_m: f64) -> Circle {
    Circle { centre: at(north_m), radius_m }
}

/// A fix every half hour from `from` to `to`.
fn stay(places: &mut Places, north_m: f64, from: Boot, to: Boot, day: i64) {
    for now in (from..=to).step_by(30 * 60_000) {
        places.learn(now, at(north_m), day, &PlaceLimits::default());
    }
}

fn familiar(places: &Places, north_m: f64) -> Option<Familiar> {
    places.familiar(&circle(north_m, 10.0), TODAY, &PlaceLimits::default())
}

#[test]
fn three_hours_in_all_make_a_place_ones_own() {
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 2 * HOUR, TODAY - 13);
    assert_eq!(familiar(&places, 0.0), None);
    // Another day, another corner of the place.
    stay(&mut places, 60.0, 300 * HOUR, 301 * HOUR, TODAY);
    assert_eq!(familiar(&places, 0.0), Some(Familiar::Mine));
    assert_eq!(familiar(&places, 2_000.0), None);
}

#[test]
fn a_stay_is_counted_as_long_as_it_was_and_no_longer() {
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 2 * HOUR + 59 * MINUTE, TODAY);
    assert_eq!(places.spots[0].total(), 150 * MINUTE, "the last fix came after two and a half hours");
    places.learn(2 * HOUR + 59 * MINUTE, at(0.0), TODAY, &PlaceLimits::default());
    assert_eq!(familiar(&places, 0.0), None);
    places.learn(3 * HOUR, at(0.0), TODAY, &PlaceLimits::default());
    assert_eq!(familiar(&places, 0.0), Some(Familiar::Mine));
    assert_eq!(places.spots[0].total(), 3 * HOUR);
}

#[test]
fn what_is_ones_own_is_shown_the_longest_stay_first() {
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 4 * HOUR, TODAY - 1);
    stay(&mut places, 2_000.0, 10 * HOUR, 23 * HOUR, TODAY);
    stay(&mut places, 4_000.0, 30 * HOUR, 32 * HOUR, TODAY);
    let shown = places.all(TODAY, &PlaceLimits::default());
    let seen: Vec<_> = shown.iter().map(|place| (place.home, place.stayed_ms / 3_600_000)).collect();
    assert_eq!(seen, [(true, 13), (false, 4)], "two hours make no place");
    for place in &shown {
        let here =
            Circle { centre: Point { latitude: place.latitude, longitude: place.longitude }, radius_m: 1.0 };
        let meant = if place.home { Familiar::Home } else { Familiar::Mine };
        assert_eq!(places.familiar(&here, TODAY, &PlaceLimits::default()), Some(meant));
        assert!((place.radius_m - PlaceLimits::default().radius_m).abs() < f64::EPSILON);
    }
    assert_eq!(
        places.all(TODAY + 13, &PlaceLimits::default()).len(),
        1,
        "the day before is forgotten by then"
    );
    assert!(!format!("{shown:?}").contains("48.0"));
}

#[test]
fn passing_by_is_no_stay() {
    let mut places = Places::default();
    // Ten metres a second for three hours, a fix a second.
    for second in 0..3 * 3_600_i32 {
        places.learn(
            Boot::from(second) * 1_000,
            at(f64::from(second) * 10.0),
            TODAY,
            &PlaceLimits::default(),
        );
    }
    assert!(places.spots.is_empty(), "{:?}", places.spots);
}

#[test]
fn a_night_without_fixes_is_a_stay_and_a_longer_gap_is_not() {
    let limits = PlaceLimits::default();
    let mut places = Places::default();
    places.learn(0, at(0.0), TODAY, &limits);
    places.learn(8 * HOUR, at(30.0), TODAY, &limits);
    assert_eq!(familiar(&places, 0.0), Some(Familiar::Mine));
    let mut places = Places::default();
    places.learn(0, at(0.0), TODAY, &limits);
    places.learn(8 * HOUR + 1, at(30.0), TODAY, &limits);
    assert_eq!(familiar(&places, 0.0), None);
}

#[test]
fn home_is_where_the_phone_is_longest() {
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 8 * HOUR, TODAY);
    stay(&mut places, 5_000.0, 9 * HOUR, 18 * HOUR, TODAY);
    assert_eq!(familiar(&places, 5_000.0), Some(Familiar::Mine), "nine hours are no home");
    stay(&mut places, 0.0, 19 * HOUR, 24 * HOUR, TODAY);
    assert_eq!(familiar(&places, 0.0), Some(Familiar::Home));
    assert_eq!(familiar(&places, 5_000.0), Some(Familiar::Mine));
}

#[test]
fn what_could_be_inside_is_inside() {
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 4 * HOUR, TODAY);
    let limits = PlaceLimits::default();
    let touched = |north_m, radius_m| places.familiar(&circle(north_m, radius_m), TODAY, &limits).is_some();
    assert!(touched(159.0, 10.0) && !touched(161.0, 10.0));
    assert!(touched(500.0, 400.0) && !touched(500.0, 300.0));
    assert!(touched(500.0, f64::NAN));
}

#[test]
fn fourteen_days_are_remembered() {
    let limits = PlaceLimits::default();
    let mut places = Places::default();
    let first = Moment { boot: 4 * HOUR, wall: WALL };
    stay(&mut places, 0.0, 0, 4 * HOUR, TODAY);
    assert_eq!(places.rows_to_write(first).len(), 1);
    assert_eq!(places.forget(TODAY + 13, &limits), None);
    assert!(places.familiar(&circle(0.0, 10.0), TODAY + 13, &limits).is_some());
    assert_eq!(places.familiar(&circle(0.0, 10.0), TODAY + 14, &limits), None);
    assert_eq!(places.forget(TODAY + 14, &limits), Some(TODAY + 1));
    assert!(places.spots.is_empty());
    assert_eq!(places.forget(TODAY + 14, &limits), None, "once is enough");
}

#[test]
fn memory_is_bounded_and_keeps_what_was_visited_last() {
    let mut places = Places::default();
    for n in 0..200_i32 {
        let from = Boot::from(n) * HOUR;
        stay(&mut places, f64::from(n) * 1_000.0, from, from + 30 * MINUTE, TODAY - 13 + i64::from(n / 20));
    }
    assert_eq!(places.spots.len(), MAX_PLACES);
    let limits = PlaceLimits { dwell_ms: 600_000, ..PlaceLimits::default() };
    let known = |n: i32| places.familiar(&circle(f64::from(n) * 1_000.0, 10.0), TODAY, &limits).is_some();
    assert!(known(199) && known(150) && !known(0) && !known(100));
}

#[test]
fn what_was_learnt_survives_a_restart_stay_and_all() {
    let limits = PlaceLimits::default();
    let mut places = Places::default();
    stay(&mut places, 0.0, 0, 2 * HOUR, TODAY - 1);
    stay(&mut places, 0.0, 2 * HOUR, 2 * HOUR + 30 * MINUTE, TODAY);
    assert!(places.is_due());
    let rows = places.rows_to_write(Moment { boot: 2 * HOUR + 30 * MINUTE, wall: WALL });
    assert_eq!(rows.iter().map(|row| row.day).collect::<Vec<_>>(), [TODAY - 1, TODAY]);
    assert!(!places.is_due() && places.rows_to_write(Moment { boot: 0, wall: 0 }).is_empty());
    // The phone was off for an hour; boot time starts anew.
    let now = Moment { boot: 5_000, wall: WALL + HOUR };
    let mut restored = Places::default();
    restored.restore(&rows, now, &limits);
    assert_eq!(restored.spots[0].total(), 150 * MINUTE);
    restored.learn(5_000, at(20.0), TODAY, &limits);
    assert_eq!(restored.spots[0].total(), 210 * MINUTE, "the hour without a process counts");
    assert_eq!(familiar(&restored, 0.0), Some(Familiar::Mine));
}

#[test]
fn late_fixes_teach_nothing_and_clearing_leaves_nothing() {
    let limits = PlaceLimits::default();
    let mut places = Places::default();
    stay(&mut places, 0.0, 10 * HOUR, 14 * HOUR, TODAY);
    let before = (places.spots[0].total(), places.stay);
    places.learn(HOUR, at(0.0), TODAY, &limits);
    places.learn(11 * HOUR, at(9_000.0), TODAY, &limits);
    assert_eq!((places.spots[0].total(), places.stay), before);
    places.clear();
    assert_eq!(familiar(&places, 0.0), None);
    assert!(places.rows_to_write(Moment { boot: 0, wall: 0 }).is_empty());
}
