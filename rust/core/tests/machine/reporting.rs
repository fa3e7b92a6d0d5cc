//! From adverts and fixes to reports.

use findmesh_core::phone::{Connectivity, Motion, PhoneState, WakeCause};
use findmesh_core::{Change, Effect, Event, Fix, Suppression};
use findmesh_proto::{FixSource, Form};

use crate::adverts::{
    apple, apple_nearby, beacon, compact, extended, find_hub, foreign, key, near_owner, other_version,
};
use crate::world::{HOUR, MINUTE, START_WALL, World};

#[test]
fn a_tag_beside_a_fresh_fix_is_sealed_at_once_with_all_that_was_seen() {
    let mut world = World::ready();
    world.fix(Fix { altitude_m: Some(519.6), speed_mps: Some(1.2), ..world.here(0.0) });
    world.pass(10_400);
    world.hear(compact(0xD1).rssi(-71));
    let (_, seal) = &world.sealed[0];
    assert_eq!((seal.key.bytes(), world.sealed.len()), (&key(0xD1)[..], 1));
    let report = seal.report;
    assert_eq!(i64::from(report.time), (START_WALL + 10_400) / 1000);
    assert_eq!((report.lat_e7, report.lon_e7), (480_000_000, 110_000_000));
    // hypot(10 m, 1.2 m/s · 10.4 s) = 16.0 m.
    assert_eq!((report.accuracy_dm, report.fix_age_s, report.altitude_m), (160, 10, 520));
    assert_eq!((report.header, report.status, report.form), (0xD0, 0, Form::Compact));
    assert_eq!((report.rssi, report.tx_power), (-71, 127));
    assert_eq!((report.source, report.moving), (FixSource::Gnss, true));
    assert_eq!(world.store.kept.seen.len(), 1);
    assert!(world.store.kept.pending.is_empty(), "nothing had to wait");
}

#[test]
fn the_extended_form_keeps_header_and_masked_status() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    let report = world.sealed[0].1.report;
    assert_eq!((report.header, report.status, report.form), (0x10, 0x5A, Form::Extended));
    assert!(!report.moving);
}

#[test]
fn without_a_fix_a_sighting_waits_in_the_store_and_a_fix_is_asked_for() {
    let mut world = World::ready();
    let effects = world.hear(extended(1));
    assert!(effects.contains(&Effect::RequestFix));
    assert_eq!(world.store.kept.pending.len(), 1);
    world.pass(30_000);
    world.fix(world.here(0.0));
    assert_eq!(world.sealed.len(), 1);
    assert_eq!(world.sealed[0].1.report.fix_age_s, 30);
    assert!(world.store.kept.pending.is_empty());
    assert_eq!(i64::from(world.sealed[0].1.report.time), START_WALL / 1000);
}

#[test]
fn out_each_provider_is_asked_in_turn_for_what_has_no_place() {
    let mut world = World::ready();
    world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
    let mut asked = |tag| {
        let asks = world.hear(extended(tag)).contains(&Effect::RequestFix);
        world.sleep(30_000);
        asks
    };
    let asks: Vec<bool> = (1..=12).map(&mut asked).collect();
    let one_a_minute = [true, false, true, false, true, false, true, false, false, false, false, false];
    assert_eq!(asks, one_a_minute, "four in half an hour");
    world.sleep(30 * MINUTE);
    assert!(world.hear(extended(13)).contains(&Effect::RequestFix), "the ration is new");
}

#[test]
fn a_second_fix_is_asked_for_only_out_and_only_for_what_has_no_place() {
    for (connectivity, placed) in [(Connectivity::Unmetered, false), (Connectivity::Metered, true)] {
        let mut world = World::ready();
        world.phone(PhoneState { connectivity, ..PhoneState::default() });
        assert!(world.hear(extended(1)).contains(&Effect::RequestFix));
        if placed {
            // Of use, though something better is waited for.
            world.fix(Fix { accuracy_m: 200.0, ..world.here(0.0) });
        }
        world.sleep(2 * MINUTE);
        assert!(!world.hear(extended(2)).contains(&Effect::RequestFix), "{connectivity:?}");
    }
}

#[test]
fn every_batch_ends_with_its_acknowledgement_after_the_transaction() {
    let mut world = World::ready();
    let effects = world.hear_all(&[extended(1), extended(2)]);
    let at = |wanted: fn(&Effect) -> bool| effects.iter().position(wanted);
    let persist = at(|effect| matches!(effect, Effect::Persist { .. })).unwrap();
    let acknowledge = at(|effect| matches!(effect, Effect::Acknowledge { .. })).unwrap();
    assert!(persist < acknowledge);
    world.hear(foreign());
    assert_eq!(world.acknowledged, [1, 2]);
}

#[test]
fn the_closest_sighting_of_the_wait_is_sealed() {
    let mut world = World::ready();
    for rssi in [-90, -50, -70] {
        world.hear(extended(1).rssi(rssi));
        world.pass(10_000);
    }
    world.fix(world.here(0.0));
    let report = world.sealed[0].1.report;
    assert_eq!((report.rssi, report.fix_age_s), (-50, 20));
    assert_eq!(world.sealed.len(), 1);
}

#[test]
fn a_fix_too_late_for_the_closest_places_the_newest() {
    let mut world = World::ready();
    world.hear(extended(1).rssi(-40));
    for _ in 0..7 {
        world.pass(5 * MINUTE);
        world.hear(extended(1).rssi(-80));
    }
    world.fix(world.here(0.0));
    let report = world.sealed[0].1.report;
    assert_eq!((report.rssi, report.fix_age_s), (-80, 0));
}

#[test]
fn an_old_fix_is_taken_when_nothing_better_came_in_ten_minutes() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.pass(4 * MINUTE);
    world.hear(extended(1));
    assert!(world.sealed.is_empty(), "360 m are worth waiting on");
    world.pass(10 * MINUTE);
    let (sealed_at, seal) = &world.sealed[0];
    assert_eq!(seal.report.fix_age_s, 240);
    assert_eq!(seal.report.accuracy_dm, 3601);
    assert_eq!(sealed_at.boot_ms, world.now.boot_ms);
}

#[test]
fn after_forty_minutes_without_a_fix_it_is_dropped_and_counted() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.pass(40 * MINUTE - 1);
    assert_eq!(world.health().queue.pending, 1);
    world.pass(1);
    assert_eq!((world.health().queue.pending, world.count("suppressed_no_fix")), (0, 1));
    assert!(world.store.kept.pending.is_empty());
}

#[test]
fn what_waits_wakes_a_phone_that_lies_still_twelve_times_an_hour_at_most() {
    let mut world = World::ready();
    world.phone(PhoneState { motion: Motion::Still, ..PhoneState::default() });
    let begin = world.now.boot_ms;
    let mut ticks = Vec::new();
    // Every two minutes a tag without a fix: each wishes a look of its own forty minutes later.
    for n in 0..60 {
        world.hear(extended(n));
        let end = world.now.boot_ms + 2 * MINUTE;
        while let Some(at) = world.wake.filter(|at| *at < end) {
            ticks.push(at);
            world.pass(at - world.now.boot_ms);
        }
        world.pass(end - world.now.boot_ms);
    }
    while let Some(at) = world.wake.filter(|at| *at < begin + 6 * HOUR) {
        ticks.push(at);
        world.pass(at - world.now.boot_ms);
    }
    for from in &ticks {
        let hour = ticks.iter().filter(|at| (*from..from + HOUR).contains(at)).count();
        assert!(hour <= 12, "{hour} wakes within an hour");
    }
    assert_eq!((world.health().queue.pending, world.count("suppressed_no_fix")), (0, 60));
    let late = world.count("late_settles");
    assert!((10..60).contains(&late), "{late} of them later than their time");
}

#[test]
fn the_budget_of_wakes_outlives_a_process() {
    let mut world = World::ready();
    world.phone(PhoneState { motion: Motion::Still, ..PhoneState::default() });
    world.hear(extended(1));
    // One wake a minute is heard of, each by a process of its own.
    for _ in 0..12 {
        world.pass(MINUTE);
        world.event(Event::Woken { cause: WakeCause::Job });
        world.wake_window();
        world.kill();
        world.phone(PhoneState { motion: Motion::Still, ..PhoneState::default() });
    }
    let woken = world.now.boot_ms;
    let wake = world.wake.unwrap();
    assert!(wake >= woken - 12 * MINUTE + HOUR, "{} minutes later", (wake - woken) / MINUTE);
    world.pass(2 * HOUR);
    assert_eq!((world.count("late_settles"), world.count("suppressed_no_fix")), (1, 1));
}

#[test]
fn what_a_fix_or_a_person_decides_is_not_late() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.sleep(30_000);
    world.fix(world.here(0.0));
    world.sleep(20 * MINUTE);
    world.hear(extended(2));
    world.sleep(3 * HOUR);
    world.event(Event::Disable);
    assert_eq!((world.sealed.len(), world.count("late_settles")), (1, 0));
    assert_eq!(world.count("suppressed_disabled"), 1);
    world.event(Event::Enable);
    world.hear(extended(3));
    world.sleep(41 * MINUTE);
    world.event(Event::Tick);
    assert_eq!(world.count("late_settles"), 0, "within its minute");
    world.hear(extended(4));
    world.sleep(41 * MINUTE + 1);
    world.event(Event::Tick);
    assert_eq!(world.count("late_settles"), 1);
}

#[test]
fn coarse_location_reports_nothing_and_says_so() {
    let coarse = || PhoneState { location_coarse_only: true, ..PhoneState::default() };
    let mut world = World::ready();
    world.phone(coarse());
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_coarse_location")), (0, 1));
    // What waited when it became coarse waits for a fine fix until its time is over.
    let mut world = World::ready();
    world.hear(extended(1));
    world.phone(coarse());
    world.pass(MINUTE);
    let effects = world.fix(world.here(0.0));
    assert!(!effects.contains(&Effect::RequestFix), "a fix would be coarse");
    assert_eq!((world.sealed.len(), world.health().queue.pending), (0, 1));
    world.pass(40 * MINUTE);
    assert_eq!((world.sealed.len(), world.count("suppressed_coarse_location")), (0, 1));
}

#[test]
fn too_wide_a_place_is_dropped_and_counted() {
    let mut world = World::ready();
    world.fix(Fix { speed_mps: Some(5.0), ..world.here(0.0) });
    world.pass(2 * MINUTE);
    world.hear(extended(1));
    world.pass(HOUR);
    assert_eq!(world.count("suppressed_inaccurate"), 1);
    assert!(world.sealed.is_empty());
}

#[test]
fn a_sighting_older_than_any_wait_is_refused() {
    let mut world = World::ready();
    world.hear(extended(1).at(1));
    assert_eq!(world.count("suppressed_no_fix"), 1);
    assert!(world.store.kept.pending.is_empty());
}

#[test]
fn what_must_never_be_reported_is_counted_by_reason() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    let mut nameless = compact(1);
    nameless.address = None;
    let of_others = [apple(2), apple_nearby(3), find_hub(5), beacon(), foreign()];
    world.hear_all(&of_others);
    world.hear_all(&[near_owner(1), other_version(4), nameless]);
    assert!(world.sealed.is_empty() && world.store.kept.pending.is_empty());
    world.event(Event::Tick);
    let counters = [
        ("adverts", 8),
        ("tag_adverts", 5),
        ("suppressed_near_owner", 2),
        ("suppressed_network_not_enabled", 2),
        ("suppressed_no_key", 1),
        ("rejected_findmesh_version", 1),
    ];
    for (name, count) in counters {
        assert_eq!((name, world.count(name), world.store.counter(name)), (name, count, count));
    }
}

#[test]
fn a_finder_whose_configuration_does_not_name_native_reports_nothing() {
    let config = findmesh_core::FinderConfig { networks: Vec::new(), ..crate::world::config() };
    let mut world = World::ready_with(config);
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.count("suppressed_network_not_enabled")), (0, 1));
}

#[test]
fn a_key_that_is_no_point_is_counted_once_and_not_tried_again() {
    let mut world = World::ready();
    world.invalid.push(1);
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.hear(extended(1));
    world.event(Event::Tick);
    world.kill();
    world.fix(world.here(500.0));
    world.pass(3 * HOUR);
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!((world.count("seal_refused"), world.count("suppressed_invalid_key")), (1, 2));
    assert_eq!((world.sealed.len(), world.health().queue.reports), (0, 0));
}

#[test]
fn bytes_that_are_no_batch_are_counted_and_acknowledged() {
    let mut world = World::ready();
    let effects = world.event(Event::Ingest { ticket: 7, packed: vec![9, 9] });
    assert!(effects.contains(&Effect::Acknowledge { ticket: 7 }));
    assert_eq!(world.count("batches_refused"), 1);
}

#[test]
fn waiting_sightings_are_written_for_clear_gains_only() {
    let mut world = World::ready();
    let mut writes = 0;
    for rssi in (-90..-30).chain([-40; 50]) {
        let effects = world.hear(extended(1).rssi(rssi));
        writes += effects.iter().filter(|effect| puts_pending(effect)).count();
        world.pass(2_000);
    }
    assert_eq!(writes, 4);
}

fn puts_pending(effect: &Effect) -> bool {
    let is_put = |change: &Change| matches!(change, Change::PutPending(_));
    matches!(effect, Effect::Persist { changes } if changes.iter().any(is_put))
}

#[test]
fn every_advert_of_a_tag_is_reported_or_counted_with_its_reason() {
    let mut world = World::ready();
    for _ in 0..3 {
        let _ = world.hear_all(&[extended(1), extended(1).rssi(-50), apple(2), near_owner(3)]);
        world.pass(20_000);
    }
    world.fix(world.here(0.0));
    for _ in 0..2 {
        let _ = world.hear_all(&[extended(1), compact(0xD4)]);
        world.pass(20_000);
    }
    world.pass(HOUR);
    let suppressed: u64 =
        Suppression::ALL.iter().map(|reason| world.count(&format!("suppressed_{}", reason.as_str()))).sum();
    assert!(world.count("suppressed_merged") >= 5, "adverts of one encounter that waited");
    assert_eq!(world.count("tag_adverts"), 16);
    assert_eq!(world.count("reported") + suppressed, 16);
}
