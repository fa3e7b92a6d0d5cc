//! Phones have plausible days, too.

use findmesh_core::phone::Connectivity;

use super::{TOWN, share};
use crate::platform::Constants;
use crate::world::course::{Inside, Setting};
use crate::world::{Bucket, Change, DAY_MS, World};

const HOUR: u64 = 3_600_000;

fn changes(phone: usize) -> impl Iterator<Item = (u64, Change)> {
    TOWN.day(phone).changes.iter().copied()
}

/// The last change before a moment that `pick` takes.
fn state<T>(phone: usize, at_ms: u64, pick: impl Fn(Change) -> Option<T>) -> Option<T> {
    changes(phone).take_while(|(at, _)| *at <= at_ms).filter_map(|(_, change)| pick(change)).last()
}

fn per_phone(pick: impl Fn(Change) -> bool) -> f64 {
    let count = |phone| changes(phone).filter(|(_, change)| pick(*change)).count();
    (0..TOWN.phones()).map(count).sum::<usize>() as f64 / TOWN.phones() as f64
}

fn screen(change: Change) -> Option<bool> {
    if let Change::Screen(on) = change { Some(on) } else { None }
}

fn charging(change: Change) -> Option<bool> {
    if let Change::Charging(on) = change { Some(on) } else { None }
}

fn connectivity(change: Change) -> Option<Connectivity> {
    if let Change::Connectivity(now) = change { Some(now) } else { None }
}

fn moving(change: Change) -> Option<bool> {
    if let Change::Moving(now) = change { Some(now) } else { None }
}

fn bluetooth(change: Change) -> Option<bool> {
    if let Change::Bluetooth(on) = change { Some(on) } else { None }
}

#[test]
fn a_day_begins_with_every_state_and_goes_on_in_order() {
    for phone in 0..TOWN.phones() {
        let day = &TOWN.day(phone).changes;
        assert!(day.is_sorted_by_key(|(at_ms, _)| *at_ms) && day.iter().all(|(at_ms, _)| *at_ms < DAY_MS));
        assert_eq!(state(phone, 0, screen), Some(false));
        assert!(state(phone, 0, charging).is_some() && state(phone, 0, connectivity).is_some());
        assert_eq!((state(phone, 0, moving), state(phone, 0, bluetooth)), (Some(false), Some(true)));
    }
}

#[test]
fn what_goes_on_goes_off_again_in_turn() {
    for phone in 0..TOWN.phones() {
        for pick in [screen, moving, bluetooth] {
            let states: Vec<bool> = changes(phone).filter_map(|(_, change)| pick(change)).collect();
            assert!(states.windows(2).all(|two| two[0] != two[1]), "phone {phone}");
        }
        let scans = changes(phone)
            .filter_map(|(_, change)| if let Change::OtherAppScan(on) = change { Some(on) } else { None });
        assert!(scans.enumerate().all(|(at, on)| on == (at % 2 == 0)));
    }
}

#[test]
fn screens_go_on_some_sixty_times_a_day_for_two_hours_and_hardly_at_night() {
    let sessions = per_phone(|change| change == Change::Screen(true));
    assert!((45.0..80.0).contains(&sessions), "{sessions}");
    let on = |at_ms| share(|phone| state(phone, at_ms, screen) == Some(true));
    let hours = (0..96).map(|n| on(n * 900_000 + 1)).sum::<f64>() / 4.0;
    assert!((1.0..3.5).contains(&hours), "{hours}");
    assert!(on(3 * HOUR) < 0.02 && on(20 * HOUR) > 0.04);
}

#[test]
fn most_phones_charge_at_night_and_few_by_day() {
    let on = |at_ms| share(|phone| state(phone, at_ms, charging) == Some(true));
    assert!((0.62..0.8).contains(&on(3 * HOUR)), "{}", on(3 * HOUR));
    assert!(on(15 * HOUR) < 0.1 && on(DAY_MS - 1) > 0.55);
}

#[test]
fn networks_follow_the_place() {
    let mut offline = 0;
    for phone in 0..TOWN.phones() {
        let course = &TOWN.day(phone).course;
        for (at_ms, now) in changes(phone).filter_map(|(at, change)| Some((at, connectivity(change)?))) {
            let stay = course.at(at_ms);
            let tunnel = matches!(stay.inside, Inside::Tunnel(_));
            assert_eq!(now == Connectivity::Offline, tunnel);
            offline += usize::from(tunnel);
            assert!(now != Connectivity::Unmetered || matches!(stay.inside, Inside::Building(_)));
        }
        for at_ms in changes(phone).filter(|(_, change)| *change == Change::RadioUp).map(|(at, _)| at) {
            assert_eq!(state(phone, at_ms, connectivity), Some(Connectivity::Metered));
        }
    }
    assert!(offline > 0);
}

#[test]
fn phones_move_when_their_people_do() {
    for phone in (0..TOWN.phones()).step_by(7) {
        for at_ms in (0..DAY_MS).step_by(60_000) {
            let stay = TOWN.day(phone).course.at(at_ms);
            let moves = state(phone, at_ms, moving) == Some(true);
            let outside = matches!(stay.setting, Setting::Street | Setting::Vehicle | Setting::Train);
            assert!(!moves || outside);
            assert!(moves || !outside || stay.speed_mps < 0.1);
        }
    }
}

#[test]
fn passive_fixes_come_at_the_rate_of_the_constants() {
    let fixes = |world: &World| {
        let of = |phone| {
            world
                .day(phone)
                .changes
                .iter()
                .filter(|(_, change)| matches!(change, Change::OtherAppFix { .. }))
                .count()
        };
        (0..world.phones()).map(of).sum::<usize>() as f64 / world.phones() as f64
    };
    // 0.2 an hour at rest, 2 on the way, of which there is about an hour.
    assert!((4.5..9.0).contains(&fixes(&TOWN)), "{}", fixes(&TOWN));
    let constants = Constants::builtin();
    let none = constants.with("phones.passive_fixes_moving", 0.0).with("phones.passive_fixes_still", 0.0);
    assert!(fixes(&World::new(1, 40, &none)) < 1e-9);
    let [usual, twice] = [1.0, 2.0].map(|factor| {
        let scaled = constants.scaled("phones.passive_fixes_still", factor);
        fixes(&World::new(1, 300, &scaled))
    });
    assert!((1.6..2.1).contains(&(twice / usual)), "{usual} {twice}");
}

#[test]
fn quirks_are_rare() {
    assert!(
        (0.02..0.09).contains(&share(|phone| changes(phone).any(|(_, change)| change == Change::Reboot)))
    );
    assert!(
        (0.015..0.08)
            .contains(&share(|phone| changes(phone).any(|(_, change)| change == Change::Bluetooth(false))))
    );
    assert!(
        (0.03..0.1)
            .contains(&share(|phone| changes(phone).any(|(_, change)| change == Change::BatterySaver(true))))
    );
    assert!(
        (0.2..0.4).contains(&share(|phone| changes(phone).any(|(_, change)| change == Change::SwipedAway)))
    );
    assert!((0.2..2.0).contains(&per_phone(|change| change == Change::ProfileConnected)));
}

#[test]
fn profiles_have_the_shares_of_the_constants() {
    let constants = Constants::builtin();
    let near = |share: f64, name: &str| {
        let expected = constants.f64(name);
        assert!((share - expected).abs() < 0.06, "{name}: {share}");
    };
    near(share(|phone| TOWN.day(phone).profile.batching), "phones.batching");
    near(share(|phone| TOWN.day(phone).profile.extended), "phones.extended");
    near(share(|phone| TOWN.day(phone).profile.oem_tight), "phones.oem_tight");
    near(share(|phone| TOWN.day(phone).profile.exempt), "phones.exempt");
    near(share(|phone| TOWN.day(phone).profile.network_provider), "phones.network_provider");
    near(share(|phone| TOWN.day(phone).profile.bucket == Bucket::WorkingSet), "phones.bucket.working");
    near(share(|phone| TOWN.day(phone).profile.bucket == Bucket::Frequent), "phones.bucket.frequent");
    assert!((0..TOWN.phones()).all(|phone| (26..=36).contains(&TOWN.day(phone).profile.api_level)));
}

#[test]
fn with_a_tag_in_range_every_phone_has_one_more_encounter_all_day() {
    let world = World::new(2, 30, &Constants::builtin());
    let more = world.with_tag_in_range();
    assert_eq!(more.tags.len(), world.tags.len() + 30);
    for phone in 0..30 {
        let (first, rest) = more.day(phone).encounters.split_first().unwrap();
        assert_eq!(rest, world.day(phone).encounters);
        assert_eq!((first.from_ms, first.to_ms, first.tag as usize), (0, DAY_MS, world.tags.len() + phone));
        assert!(more.tags[first.tag as usize].is_separated(DAY_MS - 1));
        let noon = 12 * HOUR;
        assert_eq!(more.tag_at(first.tag, noon), more.day(phone).course.at(noon).point);
        assert!(first.rssi(noon, u64::MAX / 3) > -80);
    }
}
