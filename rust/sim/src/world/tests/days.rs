//! People live plausible days, and nobody teleports.

use super::{TOWN, share};
use crate::world::{Encounter, Setting, TagKind};

const HOUR: u64 = 3_600_000;

/// Trains are the fastest of all: 14 m/s on average between two stations. Corners are whole milliseconds.
const FASTEST_MPS: f64 = 14.5;

fn is_in(phone: usize, at_ms: u64, setting: Setting) -> bool {
    TOWN.day(phone).course.at(at_ms).setting == setting
}

fn encounters() -> impl Iterator<Item = &'static Encounter> {
    (0..TOWN.phones()).flat_map(|phone| &TOWN.day(phone).encounters)
}

#[test]
fn courses_are_continuous_and_no_faster_than_a_train() {
    for phone in 0..TOWN.phones() {
        let corners = TOWN.day(phone).course.corners();
        assert_eq!(corners[0].at_ms, 0);
        for two in corners.windows(2) {
            let metres = two[0].point().distance(two[1].point());
            let ms = two[1].at_ms.checked_sub(two[0].at_ms).expect("in order");
            // What a walk of a millimetre or two leaves after rounding.
            assert!(metres < 0.005 || metres * 1000.0 / f64::from(ms) < FASTEST_MPS, "{metres} m in {ms} ms");
        }
    }
}

#[test]
fn on_foot_nobody_runs() {
    for phone in 0..TOWN.phones() {
        let corners = TOWN.day(phone).course.corners();
        let indoors = |setting| matches!(setting, Setting::Home | Setting::Office | Setting::Shop);
        for two in corners.windows(2).filter(|two| indoors(two[0].setting)) {
            let metres = two[0].point().distance(two[1].point());
            let ms = f64::from(two[1].at_ms - two[0].at_ms);
            assert!(metres < 0.05 || metres * 1000.0 / ms < 1.0, "{metres} m in {ms} ms indoors");
        }
    }
}

#[test]
fn most_are_at_home_most_of_the_time_and_at_night() {
    let mean = |hour: u64| share(|phone| is_in(phone, hour * HOUR, Setting::Home));
    assert!(mean(3) > 0.99);
    assert!((0.25..0.55).contains(&mean(11)), "{}", mean(11));
    let day = (0..24).map(mean).sum::<f64>() / 24.0;
    assert!((0.65..0.82).contains(&day), "{day}");
    let at_work = share(|phone| is_in(phone, 10 * HOUR, Setting::Office));
    assert!((0.4..0.65).contains(&at_work), "{at_work}");
}

#[test]
fn some_stay_at_home_all_day() {
    let stays = share(|phone| TOWN.day(phone).course.corners().len() == 1);
    assert!((0.11..0.19).contains(&stays), "{stays}");
}

#[test]
fn people_are_on_the_way_by_every_means_for_about_an_hour() {
    let minutes = |setting| {
        24.0 * 60.0 * (0..288).map(|n| share(|p| is_in(p, n * 300_000, setting))).sum::<f64>() / 288.0
    };
    let [street, vehicle, train] = [Setting::Street, Setting::Vehicle, Setting::Train].map(minutes);
    assert!((25.0..70.0).contains(&street), "{street}");
    assert!((1.0..30.0).contains(&vehicle), "{vehicle}");
    assert!(train > 0.02, "{train}");
}

#[test]
fn encounters_have_every_length() {
    let count = |from_s: u64, to_s: u64| {
        encounters().filter(|one| (from_s * 1000..to_s * 1000).contains(&one.length_ms())).count()
    };
    let people = TOWN.phones();
    assert!(encounters().filter(|one| one.is_10s()).count() > people);
    assert!(encounters().filter(|one| one.is_60s()).count() > people / 2);
    assert!(count(10, 45) > 5 * people, "passing on foot");
    assert!(count(300, 3_600) > people / 10, "a café, a shop");
    assert!(count(3_600, 86_400) > people / 40, "an office, a home");
    assert!(encounters().all(|one| one.from_ms < one.to_ms && one.to_ms <= 24 * HOUR));
}

#[test]
fn encounters_are_with_separated_tags_of_others() {
    for phone in 0..TOWN.phones() {
        let all = &TOWN.day(phone).encounters;
        assert!(all.is_sorted_by_key(|one| one.from_ms));
        for one in all {
            let tag = &TOWN.tags[one.tag as usize];
            assert_ne!(tag.kind, TagKind::NearOwner);
            assert_ne!(tag.owner, Some(phone as u32));
            assert!(tag.is_separated(one.from_ms) && tag.is_separated(one.to_ms));
        }
    }
}

#[test]
fn tags_are_met_in_trains_by_those_who_ride_with_them() {
    let aboard = (0..TOWN.phones()).any(|phone| {
        let day = TOWN.day(phone);
        let rides =
            |one: &&Encounter| day.course.at(one.from_ms + one.length_ms() / 2).setting == Setting::Train;
        day.encounters.iter().filter(rides).any(|one| one.length_ms() > 60_000)
    });
    assert!(aboard);
}
