//! A store that refuses.

use findmesh_core::{Effect, ScanSlot, StoreTrouble, UploadOutcome};

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

#[test]
fn a_refused_batch_is_not_acknowledged_and_leaves_no_trace() {
    let mut world = World::ready();
    world.failures.push(StoreTrouble::DiskFull);
    world.hear(extended(1));
    assert!(world.acknowledged.is_empty());
    assert_eq!(world.reasons(), ["disk_full"]);
    assert_eq!(world.health().queue.pending, 0);
    // The next advert of the same tag is as good as the first.
    world.hear(extended(1));
    assert_eq!((world.acknowledged.len(), world.store.kept.pending.len()), (1, 1));
    assert_eq!(world.health().queue.pending, 1);
    world.fix(world.here(0.0));
    assert!(world.reasons().is_empty());
    assert_eq!(world.sealed.len(), 1);
}

#[test]
fn a_report_that_was_not_kept_counts_as_none() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.failures.push(StoreTrouble::Io);
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.health().queue.reports), (0, 0));
    world.hear(extended(1));
    assert_eq!((world.sealed.len(), world.health().queue.reports), (1, 1));
}

#[test]
fn no_count_is_lost() {
    let mut world = World::ready();
    world.pass(HOUR);
    world.failures.push(StoreTrouble::DiskFull);
    world.hear_all(&[extended(1), extended(2)]);
    world.pass(HOUR);
    world.hear(extended(3));
    assert_eq!(world.store.counter("adverts"), 3);
    assert_eq!(world.count("adverts"), 3);
}

#[test]
fn what_the_relay_holds_is_not_sent_again_although_the_row_could_not_be_removed() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.open_window(10 * HOUR);
    world.pass(31 * MINUTE);
    world.failures.push(StoreTrouble::DiskFull);
    world.answer(UploadOutcome::Held);
    assert_eq!((world.store.kept.queue.len(), world.health().queue.reports), (1, 0));
    world.pass(HOUR);
    assert!(world.store.kept.queue.is_empty(), "removed as soon as the store could");
    assert_eq!(world.uploads.len(), 1);
}

#[test]
fn an_upload_behind_a_failed_transaction_never_began() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.pass(2 * HOUR);
    world.failures.push(StoreTrouble::DiskFull);
    // The window counts nothing yet, but the fix before it left a counter to flush.
    world.fix(world.here(0.0));
    let effects = world.open_window(HOUR);
    world.pass(10 * MINUTE);
    assert_eq!(world.uploads.len(), 1, "{effects:?}");
    assert!(world.in_flight.is_some());
}

#[test]
fn a_store_that_always_refuses_is_asked_once_a_minute_at_most() {
    let mut world = World::ready();
    world.failures = vec![StoreTrouble::DiskFull; 1_000];
    world.hear(extended(1));
    world.consent(findmesh_core::consent::Decision::Withdrawn);
    let before = world.failures.len();
    world.pass(HOUR);
    assert!(before - world.failures.len() <= 61);
    assert_eq!(
        world.reasons(),
        ["disk_full", "consent_missing"].map(str::to_owned).into_iter().rev().collect::<Vec<_>>()
    );
}

#[test]
fn a_failed_switch_is_not_remembered() {
    let mut world = World::ready();
    world.failures.push(StoreTrouble::DiskFull);
    let effects = world.event(findmesh_core::Event::Disable);
    assert_eq!(effects[0], Effect::StopScan { slot: ScanSlot::Standing });
    assert!(!matches!(world.finder.state(), findmesh_core::FinderState::Off));
}
