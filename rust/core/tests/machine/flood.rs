//! A made-up crowd of keys.

use findmesh_core::FinderConfig;

use crate::adverts::{Heard, extended};
use crate::world::{MINUTE, START_WALL, World, config};

fn crowd(keys: std::ops::Range<u8>) -> Vec<Heard> {
    keys.map(extended).collect()
}

#[test]
fn thirty_new_keys_in_ten_minutes_the_rest_is_counted() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear_all(&crowd(0..50));
    assert_eq!((world.sealed.len(), world.count("suppressed_flood")), (30, 20));
    world.pass(10 * MINUTE);
    world.fix(world.here(0.0));
    world.hear(extended(99));
    assert_eq!(world.sealed.len(), 31);
}

#[test]
fn an_address_brings_two_keys_in_fifteen_minutes() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    let heard: Vec<Heard> = (1..6).map(|n| extended(n).under_address(200)).collect();
    world.hear_all(&heard);
    assert_eq!(world.sealed_keys(), [1, 2]);
    assert_eq!(world.count("suppressed_flood"), 3);
}

#[test]
fn the_limits_survive_the_end_of_the_process() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear_all(&crowd(0..29));
    world.hear(extended(50).under_address(200));
    world.kill();
    world.fix(world.here(0.0));
    world.hear_all(&crowd(100..110));
    assert_eq!(world.sealed.len(), 30);
    world.pass(10 * MINUTE);
    world.fix(world.here(0.0));
    world.hear(extended(51).under_address(200));
    world.hear(extended(52).under_address(200));
    assert_eq!(world.sealed_keys()[29..], [50, 51]);
}

#[test]
fn a_hundred_and_twenty_an_hour() {
    let mut limits = config();
    limits.flood.new_keys = 1_000;
    let mut world = World::ready_with(limits);
    world.fix(world.here(0.0));
    world.hear_all(&crowd(0..200));
    assert_eq!((world.sealed.len(), world.count("suppressed_flood")), (120, 80));
}

#[test]
fn a_wall_clock_that_jumps_opens_nothing() {
    let mut world = World::ready();
    for step in 0..40 {
        world.fix(world.here(f64::from(step) * 500.0));
        world.hear(extended(1));
        world.pass(15 * MINUTE);
        // A day ahead, and back.
        world.now.wall_ms += if step % 2 == 0 { 86_400_000 } else { -86_400_000 };
    }
    assert_eq!(world.sealed.len(), 12);
    assert!(world.reasons().contains(&"clock_jumped".to_owned()));
    assert!(world.now.wall_ms - START_WALL < 86_400_000);
}

#[test]
fn when_the_queue_is_full_the_busiest_address_pays() {
    let mut limits: FinderConfig = config();
    limits.queue.max_reports = 4;
    let mut world = World::ready_with(limits);
    // One tag travels along and is reported again and again; three others come late.
    for step in 0..4 {
        world.fix(world.here(f64::from(step) * 500.0));
        world.hear(extended(1));
        world.pass(15 * MINUTE);
    }
    assert!(world.reasons().contains(&"queue_full".to_owned()));
    world.fix(world.here(0.0));
    for n in 2..5 {
        world.hear(extended(n));
    }
    let kept: Vec<bool> = world.store.kept.queue.iter().map(|row| row.repeat).collect();
    assert_eq!(kept, [false, false, false, false], "the three repeats went");
    assert_eq!(world.count("evicted"), 3);
}
