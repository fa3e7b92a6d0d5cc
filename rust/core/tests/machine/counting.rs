//! Counts reach the store without wearing it out and without waking a phone.

use findmesh_core::{Change, Effect, Effects};

use crate::adverts::near_owner;
use crate::world::{MINUTE, World};

const SUPPRESSED: &str = "suppressed_near_owner";

fn writes(effects: &Effects) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Persist { .. }))
}

/// A process that was started a moment ago for a batch.
fn woken() -> World {
    let mut world = World::ready();
    world.kill();
    world.fix(world.here(0.0));
    world
}

#[test]
fn a_batch_without_a_report_writes_nothing_and_asks_for_no_wake() {
    let mut world = woken();
    let effects = world.hear(near_owner(1));
    assert!(!writes(&effects), "{effects:?}");
    let soon = world.now.boot_ms + 10 * MINUTE;
    let asks = |effect: &Effect| matches!(effect, Effect::WakeAt { boot_ms, .. } if *boot_ms < soon);
    assert!(!effects.iter().any(asks), "{effects:?}");
    assert_eq!(
        world.finder.counts_due(),
        Some(world.now.boot_ms + MINUTE),
        "a process that lives writes them a minute later"
    );
    assert_eq!((world.count(SUPPRESSED), world.store.counter(SUPPRESSED)), (1, 0));
}

#[test]
fn a_wake_that_ends_keeps_its_counts() {
    let mut world = woken();
    world.hear(near_owner(1));
    let effects = world.wake_window();
    let counts = |effect: &Effect| match effect {
        Effect::Persist { changes } => changes.iter().any(|c| matches!(c, Change::Count { .. })),
        _ => false,
    };
    assert!(effects.iter().any(counts), "{effects:?}");
    world.kill();
    assert_eq!(world.count(SUPPRESSED), 1);
    assert!(!writes(&world.wake_window()), "nothing was counted since");
}

#[test]
fn wakes_close_together_share_a_transaction() {
    let mut world = woken();
    let mut written = 0;
    for _ in 0..30 {
        world.hear(near_owner(1));
        written += u32::from(writes(&world.wake_window()));
        world.pass(1_000);
    }
    assert_eq!(written, 3);
    world.pass(MINUTE);
    world.kill();
    assert_eq!(world.count(SUPPRESSED), 30);
}

#[test]
fn a_kill_takes_a_minute_of_counts_at_most() {
    let mut world = woken();
    world.hear(near_owner(1));
    world.pass(MINUTE - 1);
    world.hear(near_owner(1));
    assert_eq!(world.store.counter(SUPPRESSED), 0);
    world.pass(1);
    world.kill();
    assert_eq!(world.count(SUPPRESSED), 2);
    assert_eq!(world.finder.counts_due(), None);
}

#[test]
fn counts_that_the_store_refused_are_tried_again_a_minute_later() {
    let mut world = woken();
    world.hear(near_owner(1));
    world.failures.push(findmesh_core::StoreTrouble::Io);
    world.wake_window();
    assert_eq!(world.store.counter(SUPPRESSED), 0);
    world.pass(MINUTE);
    assert_eq!(world.store.counter(SUPPRESSED), 1);
}
