//! The end of the process, of the boot, of an honest wall clock.

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

#[test]
fn a_waiting_sighting_survives_and_meets_its_fix() {
    let mut world = World::ready();
    world.hear(extended(1).rssi(-55));
    world.pass(MINUTE);
    world.kill();
    assert_eq!(world.health().queue.pending, 1);
    world.fix(world.here(0.0));
    let report = world.sealed[0].1.report;
    assert_eq!((report.rssi, report.fix_age_s), (-55, 60));
    assert!(world.store.kept.pending.is_empty());
}

#[test]
fn an_encounter_goes_on_over_a_restart() {
    let mut world = World::ready();
    world.hear(extended(1).rssi(-80));
    world.pass(MINUTE);
    world.kill();
    world.hear(extended(1).rssi(-50));
    assert_eq!(world.store.kept.pending[0].sighting.rssi, -50);
    assert_eq!(world.store.kept.pending.len(), 1);
}

#[test]
fn a_restart_neither_forgets_nor_repeats() {
    let mut world = World::ready();
    for _ in 0..12 {
        world.fix(world.here(0.0));
        world.hear(extended(1));
        world.pass(5 * MINUTE);
        world.kill();
    }
    assert_eq!(world.sealed.len(), 1);
    world.pass(HOUR);
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!(world.sealed.len(), 2);
}

#[test]
fn a_reboot_keeps_queue_delays_and_what_was_seen() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    let due = world.sealed[0].1.entry.due_wall_ms;
    world.reboot(30_000);
    assert_eq!(world.health().queue.next_due_wall_ms, Some(due));
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!(world.sealed.len(), 1);
    world.open_window(HOUR);
    world.pass(HOUR);
    assert!(world.uploads[0].0.wall_ms >= due);
}

#[test]
fn a_sighting_of_before_the_reboot_waits_for_its_rest() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.reboot(10 * MINUTE);
    world.pass(29 * MINUTE);
    assert_eq!(world.health().queue.pending, 1);
    world.pass(MINUTE);
    assert_eq!((world.health().queue.pending, world.count("suppressed_no_fix")), (0, 1));
}

#[test]
fn a_wall_clock_set_back_a_year_holds_no_report() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.now.wall_ms -= 365 * 86_400_000;
    world.kill();
    world.open_window(2 * HOUR);
    world.pass(31 * MINUTE);
    assert_eq!(world.uploads.len(), 1);
}

#[test]
fn a_jump_is_named_with_its_size() {
    let mut world = World::ready();
    world.pass(MINUTE);
    world.now.wall_ms += 3_600_000;
    world.pass(MINUTE);
    world.fix(world.here(0.0));
    let reason = world.health().reasons.remove(0);
    assert_eq!((reason.code.as_str(), reason.detail[0].1.as_str()), ("clock_jumped", "3600"));
}

#[test]
fn keys_of_days_past_leave_the_store() {
    let mut world = World::ready();
    for n in 0..4 {
        world.fix(world.here(0.0));
        world.hear(extended(n));
        world.pass(24 * HOUR);
        world.kill();
    }
    world.fix(world.here(0.0));
    assert_eq!(world.store.kept.seen.len(), 1);
}

#[test]
fn a_report_is_counted_even_if_the_process_ends_at_once() {
    let mut world = World::ready();
    for number in 1..=3 {
        world.fix(world.here(0.0));
        world.hear(extended(number));
        world.kill();
        assert_eq!(world.count("reported"), u64::from(number));
        assert!(world.health().last_report_wall_ms.is_some());
    }
}
