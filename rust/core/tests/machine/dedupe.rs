//! When a key is reported again, and how counters see it.

use findmesh_core::Fix;

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World, config};

#[test]
fn the_same_place_is_reported_again_after_two_hours_only() {
    let mut world = World::ready();
    for _ in 0..121 {
        world.fix(world.here(0.0));
        world.hear(extended(1));
        world.pass(MINUTE);
    }
    assert_eq!(world.sealed.len(), 2);
    assert_eq!(world.sealed[1].0.boot_ms - world.sealed[0].0.boot_ms, 2 * HOUR);
    assert_eq!(world.count("suppressed_duplicate"), 119);
    assert!(!world.sealed[0].1.entry.repeat && world.sealed[1].1.entry.repeat);
}

#[test]
fn a_tag_that_travels_along_is_reported_every_ten_minutes() {
    let mut world = World::ready();
    for minute in 0..31 {
        world.fix(world.here(f64::from(minute) * 80.0));
        world.hear(extended(1));
        world.pass(MINUTE);
    }
    let times: Vec<u64> = world.sealed.iter().map(|(now, _)| now.boot_ms / MINUTE - 60).collect();
    assert_eq!(times, [0, 10, 20, 30]);
}

#[test]
fn twelve_a_day_are_enough() {
    let mut world = World::ready();
    for step in 0..20 {
        world.fix(world.here(f64::from(step) * 500.0));
        world.hear(extended(1));
        world.pass(15 * MINUTE);
    }
    assert_eq!((world.sealed.len(), world.count("suppressed_daily_limit")), (12, 8));
}

#[test]
fn a_much_better_fix_is_worth_another_report() {
    let mut world = World::ready();
    world.fix(Fix { accuracy_m: 90.0, ..world.here(0.0) });
    world.hear(extended(1));
    world.pass(1_000);
    world.fix(Fix { accuracy_m: 40.0, ..world.here(0.0) });
    world.hear(extended(1));
    assert_eq!(world.sealed.len(), 1);
    world.pass(1_000);
    world.fix(Fix { accuracy_m: 9.0, ..world.here(0.0) });
    world.hear(extended(1));
    assert_eq!(world.sealed.len(), 2);
}

#[test]
fn a_day_of_one_tag_that_stays_costs_twelve_reports_and_few_writes() {
    let mut config = config();
    // Otherwise the phone would learn that it lives here.
    (config.places.dwell_ms, config.places.home_ms) = (72 * HOUR, 72 * HOUR);
    let mut world = World::ready_with(config);
    for _ in 0..24 * 60 {
        world.fix(world.here(0.0));
        world.hear(extended(1));
        world.pass(MINUTE);
    }
    assert_eq!(world.sealed.len(), 12);
    assert_eq!(world.store.kept.pending.len(), 0);
}
