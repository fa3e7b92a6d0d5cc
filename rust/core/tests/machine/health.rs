//! The wish to listen and the reasons why not.

use findmesh_core::phone::{Bluetooth, PhoneState};
use findmesh_core::{Effect, Event, FinderState, ScanSlot, Severity, StoreTrouble};

use crate::adverts::{extended, standing, visible};
use crate::world::{HOUR, MINUTE, World};

fn blocked(world: &World) -> Option<String> {
    match world.finder.state() {
        FinderState::Blocked { reason } => Some(reason),
        _ => None,
    }
}

#[test]
fn every_hindrance_has_its_code_and_stops_the_scan() {
    let fine = PhoneState::default;
    let cases = [
        (PhoneState { bluetooth: Bluetooth::Off, ..fine() }, "bluetooth_off"),
        (PhoneState { bluetooth: Bluetooth::Unsupported, ..fine() }, "bluetooth_unsupported"),
        (PhoneState { missing_permissions: vec!["a".into(), "b".into()], ..fine() }, "permission_missing"),
        (PhoneState { location_services_off: true, ..fine() }, "location_services_off"),
        (PhoneState { location_coarse_only: true, ..fine() }, "location_coarse_only"),
        (PhoneState { battery_saver: true, ..fine() }, "battery_saver"),
        (PhoneState { battery_percent: Some(14), ..fine() }, "low_battery"),
    ];
    for (phone, code) in cases {
        let mut world = World::ready();
        assert_eq!(world.phone(phone)[0], Effect::StopScan { slot: ScanSlot::Standing }, "{code}");
        assert_eq!(blocked(&world).as_deref(), Some(code));
        assert_eq!(world.health().reasons[0].severity, Severity::Blocking);
        let start = standing();
        world.pass(400);
        assert_eq!(world.phone(fine())[0], start, "{code}");
        assert_eq!(world.reasons(), Vec::<String>::new());
    }
}

#[test]
fn the_first_thing_to_mend_is_the_state_and_details_say_which() {
    let mut world = World::ready();
    world.phone(PhoneState {
        missing_permissions: vec!["SCAN".into(), "LOCATION".into()],
        bluetooth: Bluetooth::Off,
        ..PhoneState::default()
    });
    assert_eq!(blocked(&world).as_deref(), Some("bluetooth_off"));
    let health = world.health();
    assert_eq!(health.reasons[1].detail, [("which".to_owned(), "SCAN,LOCATION".to_owned())]);
}

#[test]
fn a_visible_app_listens_harder() {
    let mut world = World::ready();
    let effects = world.phone(PhoneState { app_visible: true, ..PhoneState::default() });
    assert_eq!(effects[0], visible());
    world.event(Event::ScanStarted { slot: ScanSlot::Callback });
    assert_eq!(world.finder.state(), FinderState::Listening { plan: "visible".to_owned() });
}

#[test]
fn a_refused_scan_is_a_reason_and_is_tried_again() {
    let mut world = World::ready();
    world.event(Event::ScanLost { slot: ScanSlot::Standing });
    assert_eq!(world.reasons(), ["scan_lost"]);
    world.pass(5_000);
    world.event(Event::ScanFailed { slot: ScanSlot::Standing, code: 2 });
    let reason = world.health().reasons.remove(0);
    assert_eq!(
        (reason.code.as_str(), reason.detail),
        ("scan_failed", vec![("code".to_owned(), "2".to_owned())])
    );
    world.pass(30_000);
    let starts =
        world.runs[0].effects.iter().flatten().filter(|effect| matches!(effect, Effect::StartScan { .. }));
    assert_eq!(starts.count(), 3);
    world.event(Event::ScanStarted { slot: ScanSlot::Standing });
    assert!(world.reasons().is_empty());
}

#[test]
fn a_sighting_that_waits_without_any_fix_is_a_reason() {
    let mut world = World::ready();
    world.hear(extended(1));
    world.pass(2 * MINUTE);
    world.hear(extended(1));
    assert_eq!(world.reasons(), ["no_fix"]);
    world.fix(world.here(0.0));
    assert!(world.reasons().is_empty());
}

#[test]
fn health_says_what_happened_when_and_survives_the_process() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    let heard_at = world.now.wall_ms;
    world.hear(extended(1));
    world.pass(HOUR);
    world.wake_window();
    world.pass(500);
    world.answer(findmesh_core::UploadOutcome::Held);
    let before = world.health();
    assert_eq!(before.last_sighting_wall_ms, Some(heard_at));
    assert_eq!(before.last_report_wall_ms, Some(heard_at));
    assert_eq!(before.last_upload_wall_ms, Some(world.now.wall_ms));
    world.kill();
    let after = world.health();
    assert_eq!(after.last_sighting_wall_ms, before.last_sighting_wall_ms);
    assert_eq!(after.last_upload_wall_ms, before.last_upload_wall_ms);
    assert_eq!(after.today, before.today);
}

#[test]
fn the_queue_says_when_the_next_report_may_leave() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(extended(1));
    let queue = world.health().queue;
    let entry = &world.sealed[0].1.entry;
    assert_eq!(queue.next_due_wall_ms, Some(entry.due_wall_ms));
    assert_eq!(queue.oldest_wall_ms, Some(entry.queued_wall_ms));
    assert_eq!((queue.reports, queue.bytes, queue.pending), (1, 89, 0));
}

#[test]
fn a_damaged_store_is_told_of_and_does_not_block() {
    let mut world = World::ready();
    world.event(Event::StoreIncident { reason: StoreTrouble::Corrupt });
    assert_eq!((world.reasons(), blocked(&world)), (vec!["storage_corrupt".to_owned()], None));
}

#[test]
fn observers_hear_of_changes_only() {
    let mut world = World::ready();
    let effects = world.phone(PhoneState { bluetooth: Bluetooth::Off, ..PhoneState::default() });
    assert_eq!(effects.last(), Some(&Effect::Notify));
    let effects = world.phone(PhoneState { bluetooth: Bluetooth::Off, ..PhoneState::default() });
    assert_eq!(effects, []);
}

#[test]
fn before_the_store_is_read_it_starts() {
    let finder = crate::world::new_finder(&crate::world::config());
    assert_eq!(finder.state(), FinderState::Starting);
}
