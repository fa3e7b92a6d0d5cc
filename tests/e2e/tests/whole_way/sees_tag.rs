//! A phone sees a tag, its owner reads where.

use findmesh_e2e::owner::ReadPlace;
use findmesh_e2e::{MINUTE, Phone, Place, RelayProcess};
use findmesh_testkit::adverts::{apple_nearby, apple_separated};

use crate::{compact, owner, tag};

/// Degrees; a tenth of a metre.
const SAME: f64 = 1e-6;

fn assert_is_there(read: &ReadPlace, place: Place, seen_wall_ms: i64) {
    assert!((read.latitude() - place.latitude).abs() <= SAME, "{read:?}");
    assert!((read.longitude() - place.longitude).abs() <= SAME, "{read:?}");
    assert_eq!(read.time(), seen_wall_ms / 1_000, "{read:?}");
}

#[test]
fn the_owner_reads_the_place_the_time_and_the_accuracy() {
    let relay = RelayProcess::start();
    let mut phone = Phone::new(1, &relay.url());
    phone.sees(&[compact(1), tag(2).extended(0)]);
    let seen_wall_ms = phone.wall_ms() - 1_000;
    assert_eq!(phone.queued(), 2, "{:?}", phone.health());
    assert!(owner(1).fetch(&relay.url()).places.is_empty(), "nothing left the phone yet");

    phone.waits_out_delays();
    let sent = phone.works(20);
    assert_eq!((sent.held, sent.failed, sent.remaining), (2, 0, 0), "{sent:?}");
    for (number, form) in [(1, "compact"), (2, "extended")] {
        let fetched = owner(number).fetch(&relay.url());
        let [read] = fetched.places.as_slice() else { panic!("{fetched:?}") };
        assert_is_there(read, phone.place, seen_wall_ms);
        assert!((read.accuracy_m() - 8.0).abs() < 0.001, "a fix of that moment: {read:?}");
        assert_eq!((read.text("form"), read.text("source")), (form, "gnss"), "{read:?}");
        assert_eq!((&read.0["rssi"], &read.0["near_owner"]), (&(-60).into(), &false.into()));
        assert_eq!(fetched.summary["dropped"], serde_json::json!({}));
    }
    assert!(owner(3).fetch(&relay.url()).places.is_empty(), "nobody else reads it");
}

#[test]
fn a_report_waits_for_its_fix_and_then_out_its_own_delay() {
    let relay = RelayProcess::start();
    let mut phone = Phone::new(2, &relay.url());
    phone.hears(&[compact(1)]);
    let seen_wall_ms = phone.wall_ms();
    assert_eq!((phone.queued(), phone.pending()), (0, 1));
    phone.waits(5);
    assert_eq!((phone.queued(), phone.pending()), (0, 1));
    phone.gets_a_fix();
    phone.waits(6);
    assert_eq!((phone.queued(), phone.pending()), (1, 0), "{:?}", phone.health());

    let due = phone.next_due_ms().expect("a report waits");
    let queued = phone.boot_ms();
    assert!(due <= queued + 30 * MINUTE, "{due} {queued}");
    if due > queued {
        phone.waits_until(due - 1);
        assert_eq!(phone.wakes().sent, 0, "its own delay is not over");
        phone.waits_until(due);
    }
    let sent = phone.wakes();
    assert_eq!((sent.sent, sent.held, sent.remaining), (1, 1, 0), "{sent:?}");
    let fetched = owner(1).fetch(&relay.url());
    let [read] = fetched.places.as_slice() else { panic!("{fetched:?}") };
    // When it was heard, not when the fix came; as wide as a walk of five minutes.
    assert_is_there(read, phone.place, seen_wall_ms);
    assert_eq!(read.0["fix_age_s"], 300, "{read:?}");
    assert!((read.accuracy_m() - 8_f64.hypot(1.5 * 300.0)).abs() < 0.051, "{read:?}");
}

#[test]
fn near_owner_and_apple_adverts_never_reach_the_queue() {
    let relay = RelayProcess::start();
    let mut phone = Phone::new(3, &relay.url());
    let own = [tag(1).near_owner(0, 48), tag(2).near_owner(0, 49)];
    let apple = [apple_separated(1), apple_separated(2), apple_nearby(3)];
    for _ in 0..4 {
        phone.sees(&own);
        phone.sees(&apple);
        phone.waits(15);
    }
    assert_eq!((phone.queued(), phone.pending()), (0, 0), "{:?}", phone.health());
    assert_eq!(phone.works(60).sent, 0);
    assert_eq!(phone.count("tag_adverts"), 20);
    assert_eq!(phone.count("suppressed_near_owner"), 12, "{:?}", phone.health());
    assert_eq!(phone.count("suppressed_network_not_enabled"), 8, "{:?}", phone.health());
    assert_eq!((phone.count("reported"), phone.count_ever("suppressed_near_owner")), (0, 12));
    for number in [1, 2] {
        assert!(owner(number).fetch(&relay.url()).places.is_empty());
    }
}
