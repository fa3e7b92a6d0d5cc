//! When reports leave and what the relay's answers do.

use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{Effect, Event, UploadOutcome};

use crate::adverts::extended;
use crate::world::{HOUR, MINUTE, World};

/// A phone with this many sealed reports whose delays are over.
fn loaded(reports: u8) -> World {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    for n in 0..reports {
        world.hear(extended(n));
    }
    assert_eq!(world.sealed.len(), usize::from(reports));
    world.pass(30 * MINUTE);
    world
}

const NO_ANSWER: UploadOutcome = UploadOutcome::Retry { status: None, after_ms: None };

#[test]
fn no_report_leaves_before_its_own_delay() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    for n in 0..20 {
        world.hear(extended(n));
    }
    let dues: Vec<i64> =
        world.sealed.iter().map(|(now, seal)| seal.entry.due_wall_ms - now.wall_ms).collect();
    assert!(dues.iter().all(|due| (0..=1_800_000).contains(due)));
    assert!(dues.iter().max().unwrap() - dues.iter().min().unwrap() > 900_000, "{dues:?}");
    world.open_window(4 * HOUR);
    for _ in 0..200 {
        world.pass(MINUTE);
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
    }
    assert_eq!(world.uploads.len(), 20);
    for (now, id) in &world.uploads {
        let (_, seal) = world.sealed.iter().find(|(_, seal)| seal.entry.id == *id).unwrap();
        assert!(now.wall_ms >= seal.entry.due_wall_ms);
    }
}

#[test]
fn a_wake_sends_one() {
    let mut world = loaded(3);
    world.wake_window();
    world.answer(UploadOutcome::Held);
    world.pass(HOUR);
    assert_eq!((world.uploads.len(), world.health().queue.reports), (1, 2));
    assert_eq!(world.store.kept.queue.len(), 2);
}

#[test]
fn a_longer_window_leaves_thirty_to_three_hundred_seconds_between_two() {
    let mut world = loaded(10);
    world.open_window(2 * HOUR);
    while world.in_flight.is_some() {
        world.answer(UploadOutcome::Held);
        world.pass(5 * MINUTE);
    }
    assert_eq!(world.uploads.len(), 10);
    let times: Vec<u64> = world.uploads.iter().map(|(now, _)| now.boot_ms).collect();
    let pauses: Vec<u64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.iter().all(|pause| (30_000..=300_000).contains(pause)), "{pauses:?}");
    assert_eq!((world.count("uploaded"), world.health().queue.reports), (10, 0));
}

#[test]
fn first_reports_leave_before_repeats() {
    let mut world = World::ready();
    for step in 0..3 {
        world.fix(world.here(f64::from(step) * 500.0));
        world.hear(extended(1));
        world.pass(15 * MINUTE);
    }
    world.hear(extended(2));
    world.fix(world.here(0.0));
    world.pass(30 * MINUTE);
    world.open_window(HOUR);
    let mut repeats = Vec::new();
    while let Some(id) = world.in_flight {
        repeats.push(world.store.row(id).unwrap().repeat);
        world.answer(UploadOutcome::Held);
        world.pass(5 * MINUTE);
    }
    assert_eq!(repeats, [false, false, true, true]);
}

#[test]
fn poison_is_removed_and_counted() {
    let mut world = loaded(2);
    world.wake_window();
    world.answer(UploadOutcome::Rejected { status: 422, index: None });
    assert_eq!((world.count("rejected_by_relay"), world.count("uploaded")), (1, 0));
    assert_eq!(world.store.kept.queue.len(), 1);
}

#[test]
fn no_answer_backs_off_further_and_further_and_says_since_when() {
    let mut world = loaded(1);
    let failed_at = world.now.wall_ms;
    world.open_window(200 * HOUR);
    for _ in 0..16 {
        while world.in_flight.is_none() {
            world.pass(MINUTE);
        }
        world.answer(NO_ANSWER);
    }
    let reason =
        world.health().reasons.into_iter().find(|reason| reason.code == "relay_unreachable").unwrap();
    assert_eq!(reason.since_wall_ms, failed_at);
    assert_eq!((world.count("retried") > 0, world.store.kept.queue[0].attempts), (true, 16));
    let times: Vec<u64> = world.uploads.iter().map(|(now, _)| now.boot_ms).collect();
    assert!(times.windows(2).map(|pair| pair[1] - pair[0]).max() > Some(HOUR));
    while world.in_flight.is_none() {
        world.pass(MINUTE);
    }
    world.answer(UploadOutcome::Held);
    assert_eq!((world.reasons(), world.store.kept.queue.len()), (Vec::new(), 0));
}

#[test]
fn retry_after_is_obeyed_even_over_a_restart() {
    let mut world = loaded(1);
    world.open_window(10 * HOUR);
    world.answer(UploadOutcome::Retry { status: Some(429), after_ms: Some(2 * HOUR) });
    let answered = world.now.boot_ms;
    world.kill();
    world.open_window(10 * HOUR);
    world.pass(3 * HOUR);
    assert_eq!(world.uploads.len(), 2);
    assert_eq!(world.uploads[1].0.boot_ms, answered + 2 * HOUR);
}

#[test]
fn an_unlisted_network_waits_and_health_says_so() {
    let mut world = loaded(2);
    world.open_window(10 * HOUR);
    world.answer(UploadOutcome::NetworkUnlisted);
    world.pass(5 * HOUR);
    assert_eq!(world.uploads.len(), 1);
    let refused = world.health().reasons.into_iter().find(|reason| reason.code == "relay_refused").unwrap();
    assert!(refused.detail.contains(&("network".to_owned(), "native".to_owned())));
    world.pass(HOUR);
    assert_eq!(world.uploads.len(), 2, "after six hours it is tried again");
}

#[test]
fn any_other_refusal_parks_the_queue_until_the_user_tries_again() {
    let mut world = loaded(2);
    world.open_window(10 * HOUR);
    world.answer(UploadOutcome::Refused { status: 403 });
    world.kill();
    world.open_window(10 * HOUR);
    world.pass(HOUR);
    assert_eq!((world.uploads.len(), world.reasons()), (1, vec!["relay_refused".to_owned()]));
    world.event(Event::Enable);
    assert_eq!(world.uploads.len(), 2);
    world.answer(UploadOutcome::Held);
    assert!(world.reasons().is_empty());
}

#[test]
fn offline_and_data_saver_hold_reports_and_a_network_lets_them_go() {
    let mut world = loaded(1);
    world.phone(PhoneState { connectivity: Connectivity::Offline, ..PhoneState::default() });
    world.open_window(HOUR);
    assert_eq!((world.uploads.len(), world.reasons()), (0, vec!["offline".to_owned()]));
    let metered =
        PhoneState { connectivity: Connectivity::Metered, data_saver: true, ..PhoneState::default() };
    world.phone(metered.clone());
    assert_eq!((world.uploads.len(), world.reasons()), (0, vec!["data_saver".to_owned()]));
    world.phone(PhoneState { data_saver: false, ..metered });
    assert_eq!((world.uploads.len(), world.reasons()), (1, Vec::new()));
}

#[test]
fn the_metered_budget_of_a_day_ends() {
    let mut config = crate::world::config();
    config.upload.metered_bytes_per_day = 10_000;
    let mut world = World::ready_with(config);
    world.fix(world.here(0.0));
    (0..5).for_each(|n| drop(world.hear(extended(n))));
    world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
    world.open_window(5 * HOUR);
    for _ in 0..60 {
        world.pass(5 * MINUTE);
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
    }
    // 512 bytes and the connection's 4 KiB each.
    assert_eq!((world.uploads.len(), world.count("bytes_metered")), (2, 9_216));
    assert_eq!(world.count("bytes_sent"), 1_024);
    assert_eq!(world.reasons(), ["metered_budget_spent"]);
    world.phone(PhoneState::default());
    world.open_window(HOUR);
    assert_eq!(world.uploads.len(), 3);
}

#[test]
fn twenty_background_wakes_a_day_may_start_the_cellular_radio() {
    let mut world = loaded(25);
    world.phone(PhoneState { connectivity: Connectivity::Metered, ..PhoneState::default() });
    for _ in 0..25 {
        world.wake_window();
        if world.in_flight.is_some() {
            world.answer(UploadOutcome::Held);
        }
        world.pass(31 * MINUTE);
    }
    assert_eq!(world.uploads.len(), 20);
}

#[test]
fn after_three_days_a_report_is_dropped() {
    let mut world = loaded(1);
    world.pass(71 * HOUR);
    world.wake_window();
    assert_eq!(world.health().queue.reports, 1);
    world.answer(NO_ANSWER);
    world.pass(HOUR);
    world.wake_window();
    assert_eq!((world.health().queue.reports, world.count("expired")), (0, 1));
    assert!(world.store.kept.queue.is_empty());
}

#[test]
fn a_window_that_opens_while_one_is_under_way_sends_nothing() {
    let mut world = loaded(3);
    world.open_window(HOUR);
    let effects = world.wake_window();
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Upload { .. })));
    world.answer(UploadOutcome::Held);
    world.wake_window();
    assert_eq!(world.uploads.len(), 1);
}
