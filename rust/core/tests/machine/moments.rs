//! Which report takes which moment, and what a refusal of one means for the others (docs/finder.md §3).

use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{Change, QueueEntry, QueueRow, RowId, UploadOutcome};
use findmesh_proto::Network;

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World, config};

/// A phone that has reported key 1 twice, at two places, and key 2 once; all are due.
fn with_a_repeat() -> World {
    let mut world = World::ready();
    for (key, north_m) in [(1, 0.0), (1, 2_000.0), (2, 4_000.0)] {
        world.fix(world.here(north_m));
        world.hear(extended(key));
        world.pass(15 * MINUTE);
    }
    world.pass(30 * MINUTE);
    assert_eq!(world.store.kept.queue.iter().filter(|entry| entry.repeat).count(), 1);
    world
}

fn metered() -> PhoneState {
    PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() }
}

/// Wakes for a while; whatever leaves is held.
fn wakes(world: &mut World, times: u32) {
    for _ in 0..times {
        world.wake_window();
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
        world.pass(31 * MINUTE);
    }
}

#[test]
fn only_first_reports_wake_the_cellular_radio() {
    let mut world = with_a_repeat();
    world.phone(metered());
    wakes(&mut world, 12);
    assert_eq!((world.uploads.len(), world.count("cellular_wakes")), (2, 2));
    assert!(world.store.kept.queue[0].repeat);
}

#[test]
fn any_better_moment_takes_the_repeat_and_costs_no_wake() {
    let better = [
        PhoneState { screen_on: true, ..metered() },
        PhoneState { charging: true, ..metered() },
        PhoneState { radio_up: true, ..metered() },
        PhoneState { app_visible: true, ..metered() },
        PhoneState::default(),
    ];
    for phone in better {
        let mut world = with_a_repeat();
        world.phone(metered());
        wakes(&mut world, 4);
        world.phone(phone.clone());
        wakes(&mut world, 1);
        assert_eq!((world.uploads.len(), world.count("cellular_wakes")), (3, 2), "{phone:?}");
    }
}

#[test]
fn a_repeat_without_a_better_moment_leaves_before_its_life_ends() {
    let mut world = with_a_repeat();
    world.phone(metered());
    wakes(&mut world, 4);
    let queued = world.store.kept.queue[0].queued_wall_ms;
    while world.uploads.len() < 3 {
        world.pass(HOUR);
        world.wake_window();
    }
    let waited = world.now.wall_ms - queued;
    assert!((60 * 3_600_000..62 * 3_600_000).contains(&waited), "{waited}");
    world.answer(UploadOutcome::Held);
    assert_eq!(world.count("expired"), 0);
}

#[test]
fn a_long_window_wakes_the_cellular_radio_no_more_often_than_wakes_do() {
    let mut config = config();
    config.upload.cellular_wakes_per_day = 2;
    let mut world = World::ready_with(config);
    world.fix(world.here(0.0));
    (0..5).for_each(|key| drop(world.hear(extended(key))));
    world.phone(metered());
    world.open_window(5 * HOUR);
    for _ in 0..60 {
        world.pass(5 * MINUTE);
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
    }
    assert_eq!(world.uploads.len(), 2);
    world.phone(PhoneState { screen_on: true, ..metered() });
    world.open_window(HOUR);
    assert_eq!(world.uploads.len(), 3);
}

#[test]
fn a_row_that_the_relay_always_refuses_holds_no_other() {
    let mut world = with_a_repeat();
    let poison = world.store.kept.queue[0].id;
    world.open_window(70 * HOUR);
    for _ in 0..1_500 {
        if let Some(id) = world.in_flight {
            let refused = UploadOutcome::Refused { status: 413 };
            world.answer(if id == poison { refused } else { UploadOutcome::Held });
        }
        world.pass(MINUTE);
    }
    assert_eq!(world.store.counter("uploaded"), 2, "{:?}", world.health());
    assert_eq!(world.store.kept.queue.iter().map(|entry| entry.id).collect::<Vec<_>>(), [poison]);
    assert!(world.reasons().contains(&"relay_refused".to_owned()));
    // A restart remembers which it was.
    world.fix(world.here(0.0));
    world.hear(extended(3));
    world.pass(35 * MINUTE);
    world.kill();
    world.open_window(7 * HOUR);
    world.pass(7 * HOUR);
    let (_, next) = *world.uploads.last().unwrap();
    assert_ne!(next, poison);
}

#[test]
fn a_process_that_dies_of_its_requests_does_not_send_the_next_at_once() {
    let mut world = with_a_repeat();
    for _ in 0..20 {
        world.wake_window();
        world.kill();
        world.pass(1_000);
    }
    assert_eq!(world.uploads.len(), 1);
}

#[test]
fn a_network_that_is_not_listed_parks_no_other() {
    let mut world = with_a_repeat();
    for (n, network) in [(1, Network::Apple), (2, Network::Fhn), (3, Network::Apple)] {
        let row = foreign(n, network, world.now.wall_ms);
        world.store.commit(&[], &[Change::Enqueue(row)]);
    }
    world.kill();
    world.open_window(10 * HOUR);
    for _ in 0..120 {
        if let Some(id) = world.in_flight {
            let native = world.store.row(id).unwrap().network == Network::Native;
            world.answer(if native { UploadOutcome::Held } else { UploadOutcome::NetworkUnlisted });
        }
        world.pass(MINUTE);
    }
    assert_eq!((world.count("uploaded"), world.uploads.len()), (3, 5), "one attempt a foreign network");
    assert_eq!(world.store.kept.queue.len(), 3);
}

/// A row that another part sealed.
pub fn foreign(n: u8, network: Network, wall_ms: i64) -> QueueRow {
    let entry = QueueEntry {
        id: RowId([n; 16]),
        network,
        key_hash: [n; 16],
        address_hash: None,
        repeat: false,
        queued_wall_ms: wall_ms,
        queued_lived_ms: 0,
        due_wall_ms: wall_ms,
        attempts: 0,
        size: 120,
    };
    QueueRow { entry, lookup_id: vec![n; 32], body: vec![n; 88] }
}
