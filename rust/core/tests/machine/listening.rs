//! How long it was silent, and for how long the radio was asked to listen: over the ends of processes.

use findmesh_core::consent::Decision;
use findmesh_core::phone::{Bluetooth, PhoneState, WakeCause};
use findmesh_core::{Effect, Event, GapStats, ScanSlot};

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

fn gaps(world: &World) -> GapStats {
    world.health().gaps
}

/// A process that writes down what it knows, and is killed.
fn dies(world: &mut World) {
    world.wake_window();
    world.kill();
}

#[test]
fn a_finder_that_is_delivered_to_all_day_has_short_gaps() {
    let mut world = World::ready();
    for _ in 0..100 {
        world.hear(extended(1));
        world.pass(2 * MINUTE);
    }
    let found = gaps(&world);
    assert_eq!((found.count, found.longest_ms), (100, 2 * MINUTE));
    assert_eq!(found.p99_ms, 2 * MINUTE);
}

#[test]
fn time_without_a_process_is_a_gap_that_the_next_one_tells_of() {
    let mut world = World::ready();
    for _ in 0..5 {
        world.hear(extended(1));
        world.pass(10 * MINUTE);
    }
    world.hear(extended(1));
    dies(&mut world);
    world.sleep(8 * HOUR);
    assert_eq!(gaps(&world).longest_ms, 8 * HOUR, "open still");
    world.hear(extended(2));
    dies(&mut world);
    let found = gaps(&world);
    assert_eq!((found.count, found.longest_ms, found.p99_ms), (6, 8 * HOUR, 8 * HOUR));
    assert!(found.p50_ms >= 10 * MINUTE && found.p50_ms < 13 * MINUTE, "{found:?}");
}

#[test]
fn a_night_with_bluetooth_off_is_a_gap_and_a_holiday_of_the_finder_is_none() {
    let mut world = World::ready();
    world.phone(PhoneState { bluetooth: Bluetooth::Off, ..PhoneState::default() });
    world.sleep(8 * HOUR);
    assert_eq!(gaps(&world).longest_ms, 8 * HOUR);
    let mut world = World::ready();
    world.event(Event::Disable);
    world.sleep(8 * HOUR);
    world.kill();
    world.sleep(8 * HOUR);
    assert_eq!(gaps(&world), GapStats::default());
    world.event(Event::Enable);
    world.event(Event::ScanStarted { slot: ScanSlot::Standing });
    assert_eq!(gaps(&world).count, 0);
}

#[test]
fn a_failed_transaction_loses_no_gap() {
    let mut world = World::ready();
    world.sleep(HOUR);
    world.failures.push(findmesh_core::StoreTrouble::Io);
    world.hear(extended(1));
    world.pass(2 * MINUTE);
    world.hear(extended(2));
    dies(&mut world);
    assert_eq!(gaps(&world).longest_ms, HOUR);
}

#[test]
fn the_standing_scan_is_on_the_radio_while_no_process_lives() {
    let mut world = World::ready();
    world.hear(extended(1));
    dies(&mut world);
    world.sleep(HOUR);
    assert_eq!(world.count("radio_ms_asked"), HOUR / 10);
    dies(&mut world);
    assert_eq!(world.count("radio_ms_asked"), HOUR / 10, "counted once");
    world.phone(PhoneState { bluetooth: Bluetooth::Off, ..PhoneState::default() });
    world.sleep(HOUR);
    assert_eq!(world.count("radio_ms_asked"), HOUR / 10);
}

#[test]
fn airtime_alone_writes_nothing_and_wakes_nobody() {
    let mut world = World::ready();
    world.pass(2 * MINUTE);
    world.sleep(3 * MINUTE);
    let effects = world.event(Event::Phone(PhoneState::default()));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Persist { .. })), "{effects:?}");
    assert_eq!(world.finder.counts_due(), None);
}

#[test]
fn starts_wakes_and_distinct_keys_are_counted() {
    let mut world = World::ready();
    world.event(Event::Woken { cause: WakeCause::Job });
    for tag in [1, 2, 3, 1] {
        world.hear(extended(tag));
    }
    world.pass(HOUR);
    dies(&mut world);
    world.hear(extended(1));
    world.hear(extended(4));
    let counts = ["scans", "wakes", "keys_heard"].map(|name| world.count(name));
    assert_eq!(counts, [1, 1, 4], "a key counts once a day, over kills");
}

#[test]
fn a_withdrawal_forgets_which_keys_were_heard() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.wake_window();
    let kept = |world: &World| {
        let found = world.store.kept.settings.iter().find(|(name, _)| name == "keys_heard");
        found.map(|(_, value)| value.iter().map(|byte| byte.count_ones()).sum::<u32>())
    };
    assert!(kept(&world) > Some(0));
    world.consent(Decision::Withdrawn);
    assert_eq!(kept(&world), Some(0));
}
