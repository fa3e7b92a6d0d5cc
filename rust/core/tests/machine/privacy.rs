//! Where nothing is reported: private zones, places of one's own, participation.

use findmesh_core::consent::Decision;
use findmesh_core::{Change, Event, Participation, PrivateZone, StoreTrouble, ZoneId};

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

fn zone(n: u8, north_m: f64, radius_m: f64) -> PrivateZone {
    let latitude = 48.0 + (north_m / 6_371_008.8).to_degrees();
    PrivateZone { id: ZoneId([n; 16]), latitude, longitude: 11.0, radius_m, label: "ours".to_owned() }
}

/// A phone that reports everywhere, so that only zones and home are in the way.
fn everywhere() -> World {
    let mut world = World::ready();
    world.event(Event::SetParticipation(Participation::Everywhere));
    world
}

/// The phone stays here for so long, with a fix every half hour.
fn stay(world: &mut World, north_m: f64, ms: u64) {
    let mut left = ms;
    world.fix(world.here(north_m));
    while left > 0 {
        let step = left.min(HOUR / 2);
        world.pass(step);
        world.fix(world.here(north_m));
        left -= step;
    }
}

fn hear_at(world: &mut World, north_m: f64, n: u8) {
    world.fix(world.here(north_m));
    world.hear(extended(n));
}

#[test]
fn inside_a_private_zone_nothing_is_reported() {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    hear_at(&mut world, 0.0, 1);
    hear_at(&mut world, 159.0, 2);
    assert_eq!((world.sealed.len(), world.count("suppressed_private_zone")), (0, 2));
    hear_at(&mut world, 161.0, 3);
    assert_eq!(world.sealed_keys(), [3]);
}

#[test]
fn a_place_that_could_be_inside_is_inside() {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    let wide = findmesh_core::Fix { accuracy_m: 90.0, ..world.here(230.0) };
    world.fix(wide);
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_private_zone")), (0, 1));
}

#[test]
fn a_sighting_that_waits_is_judged_by_the_place_that_it_gets() {
    let mut world = everywhere();
    world.hear(extended(1));
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    world.pass(MINUTE);
    world.fix(world.here(0.0));
    assert_eq!((world.sealed.len(), world.count("suppressed_private_zone")), (0, 1));
    assert!(world.store.kept.pending.is_empty());
}

#[test]
fn a_zone_that_is_none_any_more_opens_at_once() {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    hear_at(&mut world, 0.0, 1);
    world.event(Event::RemoveZone { id: ZoneId([1; 16]) });
    world.hear(extended(1));
    assert_eq!(world.sealed_keys(), [1]);
    assert!(world.store.kept.zones.is_empty());
}

#[test]
fn zones_survive_the_process_and_a_store_that_refuses() {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    world.kill();
    hear_at(&mut world, 0.0, 1);
    assert_eq!(world.count("suppressed_private_zone"), 1);
    world.failures.push(StoreTrouble::DiskFull);
    world.event(Event::PutZone(zone(2, 5_000.0, 150.0)));
    hear_at(&mut world, 5_000.0, 2);
    assert_eq!((world.sealed.len(), world.count("suppressed_private_zone")), (0, 2));
    world.pass(2 * MINUTE);
    world.kill();
    assert_eq!(world.store.kept.zones.len(), 2, "written as soon as the store takes it");
}

#[test]
fn a_zone_that_is_none_changes_nothing() {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    let bad = [
        zone(1, 0.0, 49.0),
        zone(1, 0.0, 5_001.0),
        zone(1, 0.0, f64::NAN),
        PrivateZone { latitude: 91.0, ..zone(1, 0.0, 150.0) },
        PrivateZone { longitude: f64::INFINITY, ..zone(1, 0.0, 150.0) },
        PrivateZone { label: "x".repeat(65), ..zone(1, 0.0, 150.0) },
    ];
    for zone in bad {
        let effects = world.event(Event::PutZone(zone));
        assert!(effects.iter().all(|effect| !matches!(effect, findmesh_core::Effect::Persist { .. })));
    }
    assert_eq!(world.store.kept.zones, [zone(1, 0.0, 150.0)]);
    hear_at(&mut world, 0.0, 1);
    assert_eq!(world.count("suppressed_private_zone"), 1);
    // A changed one replaces the one of its name.
    world.event(Event::PutZone(zone(1, 9_000.0, 50.0)));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.store.kept.zones.len()), (1, 1));
}

#[test]
fn a_hundred_zones_are_enough() {
    let mut world = everywhere();
    for n in 0..101 {
        world.event(Event::PutZone(zone(n, f64::from(n) * 1_000.0, 100.0)));
    }
    assert_eq!(world.store.kept.zones.len(), 100);
    hear_at(&mut world, 99_000.0, 1);
    hear_at(&mut world, 100_000.0, 2);
    assert_eq!(world.sealed_keys(), [2]);
}

#[test]
fn off_reports_nothing_and_says_so() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.event(Event::SetParticipation(Participation::Off));
    assert_eq!(world.count("suppressed_not_participating"), 1, "also what waited");
    hear_at(&mut world, 0.0, 2);
    assert_eq!((world.sealed.len(), world.count("suppressed_not_participating")), (0, 2));
    world.kill();
    hear_at(&mut world, 0.0, 2);
    assert_eq!(world.sealed.len(), 0, "durable");
    world.event(Event::SetParticipation(Participation::AwayFromMyPlaces));
    hear_at(&mut world, 0.0, 2);
    assert_eq!(world.sealed_keys(), [2]);
}

#[test]
fn off_stops_the_scan_and_holds_back_what_is_queued() {
    let mut world = World::ready();
    hear_at(&mut world, 0.0, 1);
    let effects = world.event(Event::SetParticipation(Participation::Off));
    assert!(effects.iter().any(|effect| matches!(effect, findmesh_core::Effect::StopScan { .. })));
    assert!(world.reasons().contains(&"paused_by_user".to_owned()));
    world.pass(HOUR);
    world.open_window(HOUR);
    assert_eq!((world.uploads.len(), world.store.kept.queue.len()), (0, 1));
    world.event(Event::SetParticipation(Participation::Everywhere));
    world.open_window(HOUR);
    assert_eq!(world.uploads.len(), 1);
}

#[test]
fn off_holds_although_the_store_refuses() {
    let mut world = World::ready();
    world.failures.push(StoreTrouble::Io);
    world.event(Event::SetParticipation(Participation::Off));
    assert_eq!(world.finder.participation(), Participation::Off);
    hear_at(&mut world, 0.0, 1);
    world.pass(2 * MINUTE);
    world.kill();
    assert_eq!((world.finder.participation(), world.sealed.len()), (Participation::Off, 0));
}

#[test]
fn a_level_that_stands_is_not_written_again() {
    let mut world = World::ready();
    let effects = world.event(Event::SetParticipation(Participation::AwayFromMyPlaces));
    assert!(!effects.iter().any(|effect| matches!(effect, findmesh_core::Effect::Persist { .. })));
}

#[test]
fn where_the_phone_often_stays_is_not_told_unless_a_person_wants_it() {
    let mut world = World::ready();
    stay(&mut world, 0.0, 4 * HOUR);
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_my_place")), (0, 1));
    world.event(Event::SetParticipation(Participation::Everywhere));
    world.hear(extended(1));
    assert_eq!(world.sealed_keys(), [1], "no home yet");
}

#[test]
fn home_is_private_even_for_who_reports_everywhere() {
    let mut world = everywhere();
    stay(&mut world, 0.0, 13 * HOUR);
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_private_zone")), (0, 1));
    stay(&mut world, 3_000.0, 4 * HOUR);
    world.hear(extended(2));
    assert_eq!(world.sealed_keys(), [2]);
}

#[test]
fn places_are_learnt_by_processes_that_live_for_a_moment() {
    let mut world = World::ready();
    for _ in 0..8 {
        world.fix(world.here(0.0));
        world.wake_window();
        world.pass(1_000);
        world.kill();
        world.pass(HOUR / 2);
    }
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_my_place")), (0, 1));
}

#[test]
fn a_day_at_home_costs_few_writes_of_places() {
    let mut world = World::ready();
    stay(&mut world, 0.0, 24 * HOUR);
    let effects = world.runs.iter().flat_map(|run| run.effects.iter().flatten());
    let changes = effects.filter_map(|effect| match effect {
        findmesh_core::Effect::Persist { changes } => Some(changes),
        _ => None,
    });
    let rows = changes.flatten().filter(|change| matches!(change, Change::PutDwell(_))).count();
    assert!((1..=60).contains(&rows), "{rows}");
}

#[test]
fn withdrawing_erases_where_the_phone_stayed_and_keeps_the_zones() {
    let mut world = World::ready();
    world.event(Event::PutZone(zone(1, 9_000.0, 150.0)));
    stay(&mut world, 0.0, 4 * HOUR);
    assert!(!world.store.kept.dwell.is_empty());
    world.consent(Decision::Withdrawn);
    assert!(world.store.kept.dwell.is_empty());
    // Without consent nothing is learnt either.
    stay(&mut world, 0.0, 4 * HOUR);
    assert!(world.store.kept.dwell.is_empty());
    world.consent(Decision::Granted);
    hear_at(&mut world, 0.0, 1);
    assert_eq!(world.sealed_keys(), [1]);
    hear_at(&mut world, 9_000.0, 2);
    assert_eq!(world.sealed_keys(), [1]);
}

#[test]
fn what_was_learnt_is_forgotten_after_two_weeks() {
    let mut world = World::ready();
    stay(&mut world, 0.0, 4 * HOUR);
    for _ in 0..15 {
        world.pass(24 * HOUR);
        world.fix(world.here(50_000.0));
    }
    let days: Vec<i64> = world.store.kept.dwell.iter().map(|row| row.day).collect();
    let today = world.now.wall_ms.div_euclid(86_400_000);
    assert!(days.iter().all(|day| *day > today - 14), "{days:?} on day {today}");
    hear_at(&mut world, 0.0, 1);
    assert_eq!(world.sealed_keys(), [1]);
}

#[test]
fn rows_of_dwell_hold_no_text_and_little() {
    let mut world = World::ready();
    for n in 0..100 {
        stay(&mut world, f64::from(n) * 1_000.0, HOUR / 2);
    }
    for row in &world.store.kept.dwell {
        assert!(row.state.len() <= 2 + 24 + 1 + 64 * 12, "{}", row.state.len());
    }
}

/// Zones went with their key, consent did not.
fn vault_lost() -> World {
    let mut world = everywhere();
    world.event(Event::PutZone(zone(1, 0.0, 150.0)));
    world.store.kept.zones.clear();
    world.kill();
    world.event(Event::StoreIncident { reason: StoreTrouble::VaultLost });
    world
}

#[test]
fn after_a_lost_vault_nothing_is_reported_in_this_process_nor_the_next() {
    let mut world = vault_lost();
    hear_at(&mut world, 0.0, 1);
    world.pass(2 * MINUTE);
    world.kill();
    hear_at(&mut world, 0.0, 2);
    assert_eq!((world.sealed.len(), world.reasons()), (0, vec!["vault_lost".to_owned()]));
}

#[test]
fn a_vault_that_is_lost_while_open_stops_reports_too() {
    let mut world = everywhere();
    world.failures.push(StoreTrouble::VaultLost);
    hear_at(&mut world, 0.0, 1);
    world.pass(2 * MINUTE);
    hear_at(&mut world, 0.0, 2);
    world.kill();
    hear_at(&mut world, 0.0, 3);
    assert_eq!((world.sealed.len(), world.reasons()), (0, vec!["vault_lost".to_owned()]));
}

#[test]
fn a_person_who_sets_anything_confirms_after_a_lost_vault() {
    let confirms: [fn(&mut World); 3] = [
        |world| drop(world.event(Event::SetParticipation(Participation::Everywhere))),
        |world| drop(world.event(Event::PutZone(zone(2, 900.0, 150.0)))),
        |world| drop(world.consent(Decision::Granted)),
    ];
    for confirm in confirms {
        let mut world = vault_lost();
        confirm(&mut world);
        hear_at(&mut world, 0.0, 1);
        assert_eq!(world.sealed_keys(), [1]);
        world.kill();
        hear_at(&mut world, 2_000.0, 2);
        assert_eq!((world.sealed_keys(), world.reasons()), (vec![1, 2], Vec::new()));
    }
}

#[test]
fn a_stay_is_known_although_the_store_refused_it() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.pass(5 * HOUR);
    world.failures.push(StoreTrouble::Io);
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_my_place")), (0, 1));
    world.pass(2 * MINUTE);
    world.kill();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_my_place")), (0, 2));
}

#[test]
fn a_stay_that_has_just_begun_is_known_although_the_store_refused_it() {
    let mut world = World::ready();
    world.failures.push(StoreTrouble::Io);
    world.fix(world.here(0.0));
    world.pass(5 * HOUR);
    world.kill();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_my_place")), (0, 1));
}
