//! Nothing of a purpose runs without a grant.

use findmesh_core::consent::Decision;
use findmesh_core::{Change, Effect, Event, FinderState, ScanSlot};

use crate::adverts::{extended, standing};
use crate::world::{HOUR, World, config};

#[test]
fn without_consent_nothing_listens_nothing_is_kept_and_all_is_counted() {
    let mut world = World::fresh(config());
    let effects = world.event(Event::Enable);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::StartScan { .. })));
    world.fix(world.here(0.0));
    world.hear(extended(1));
    assert_eq!(world.count("suppressed_no_consent"), 1);
    assert!(world.sealed.is_empty() && world.store.kept.seen.is_empty());
    let blocked = FinderState::Blocked { reason: "consent_missing".to_owned() };
    assert_eq!(world.finder.state(), blocked);
}

#[test]
fn a_grant_starts_the_scan_and_stands_in_the_ledger() {
    let mut world = World::fresh(config());
    world.event(Event::Enable);
    let effects = world.consent(Decision::Granted);
    assert_eq!(effects[0], standing());
    assert_eq!(world.store.consent().len(), 1);
    assert_eq!(world.finder.state(), FinderState::Starting);
    world.event(Event::ScanStarted { slot: ScanSlot::Standing });
    let listening = FinderState::Listening { plan: "background".to_owned() };
    assert_eq!(world.finder.state(), listening);
}

#[test]
fn a_withdrawal_stops_and_erases_in_one_step() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.pass(HOUR);
    world.hear(extended(2));
    assert_eq!((world.health().queue.reports, world.health().queue.pending), (1, 1));
    let effects = world.consent(Decision::Withdrawn);
    assert_eq!(effects[0], Effect::StopScan { slot: ScanSlot::Standing });
    let Effect::Persist { changes } = &effects[1] else { panic!("{effects:?}") };
    assert!(matches!(changes[0], Change::AppendConsent(_)));
    assert_eq!(changes[1], Change::EraseCrowd);
    assert_eq!((world.health().queue.reports, world.health().queue.pending), (0, 0));
    assert!(world.store.kept.queue.is_empty() && world.store.kept.seen.is_empty());
    assert_eq!(world.store.consent().len(), 2);
    world.fix(world.here(0.0));
    world.hear(extended(3));
    assert!(world.open_window(HOUR).iter().all(|effect| !matches!(effect, Effect::Upload { .. })));
    assert_eq!(world.sealed.len(), 1);
}

#[test]
fn a_withdrawal_holds_although_the_store_refuses_it() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    world.failures.push(findmesh_core::StoreTrouble::DiskFull);
    world.consent(Decision::Withdrawn);
    assert_eq!(world.health().queue.reports, 0);
    world.hear(extended(2));
    assert_eq!(world.sealed.len(), 1);
    world.pass(60_000);
    assert!(world.store.kept.queue.is_empty());
    assert_eq!(world.store.consent().last().unwrap().decision, Decision::Withdrawn);
}

#[test]
fn switched_off_it_drops_what_waits_and_keeps_what_is_sealed() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.fix(world.here(0.0));
    world.pass(HOUR);
    world.hear(extended(2));
    let effects = world.event(Event::Disable);
    assert_eq!(effects[0], Effect::StopScan { slot: ScanSlot::Standing });
    assert_eq!((world.health().queue.reports, world.health().queue.pending), (1, 0));
    world.hear(extended(3));
    assert_eq!(world.count("suppressed_disabled"), 2);
    assert_eq!(world.finder.state(), FinderState::Off);
    world.open_window(HOUR);
    world.pass(HOUR);
    assert!(world.uploads.is_empty());
}
