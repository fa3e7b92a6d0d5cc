//! A phone whose process ends goes on where it was.

use std::collections::BTreeSet;

use findmesh_e2e::{MINUTE, Phone, RelayProcess, Reply, ScriptedServer, relay};
use findmesh_testkit::adverts::SampleAdvert;

use crate::{compact, owner};

const FULL: usize = 20;

fn adverts(numbers: impl IntoIterator<Item = u8>) -> Vec<SampleAdvert> {
    numbers.into_iter().map(compact).collect()
}

#[test]
fn a_full_queue_and_a_waiting_sighting_survive_and_arrive_once() {
    let relay = RelayProcess::start();
    let mut phone = Phone::with(1, relay.client(), |config| config.queue.max_reports = FULL);
    phone.sees(&adverts(1..=FULL as u8));
    assert_eq!(phone.queued() as usize, FULL, "{:?}", phone.health());
    assert!(phone.reason("queue_full").is_some());
    phone.restart();
    assert_eq!(phone.queued() as usize, FULL);
    assert!(phone.reason("queue_full").is_some());

    phone.waits(31);
    let first = phone.works(15);
    assert!(first.held >= 2 && first.remaining > 0, "{first:?}");
    phone.hears(&[compact(40)]);
    phone.restart();
    assert_eq!((phone.queued(), phone.pending()), (first.remaining, 1));
    phone.gets_a_fix();
    phone.waits(11);
    assert_eq!((phone.queued(), phone.pending()), (first.remaining + 1, 0), "{:?}", phone.health());

    let mut held = first.held;
    while phone.queued() > 0 {
        let sent = phone.works(10);
        assert_eq!((sent.rejected, sent.failed), (0, 0), "{sent:?}");
        held += sent.held;
        phone.restart();
    }
    assert_eq!(held as usize, FULL + 1, "each was sent once");
    for number in (1..=FULL as u8).chain([40]) {
        let fetched = owner(number).fetch(&relay.url());
        assert_eq!(
            (fetched.places.len(), &fetched.summary["reports"]),
            (1, &1.into()),
            "{number}: {fetched:?}"
        );
    }
}

#[test]
fn what_was_acknowledged_is_not_sent_again() {
    let server = ScriptedServer::start();
    let mut phone = Phone::new(1, &server.url());
    phone.sees(&adverts(1..=6));
    phone.waits_out_delays();
    // A restart after every single answer, good or bad.
    for reply in [204, 503, 204, 200, 500, 204] {
        server.then(Reply::status(reply));
        phone.waits_until(phone.next_due_ms().unwrap().max(phone.boot_ms()));
        assert_eq!(phone.wakes().sent, 1);
        phone.restart();
    }
    while phone.queued() > 0 {
        phone.works(60);
        phone.restart();
    }
    let reports = server.reports();
    let bodies: BTreeSet<_> = reports.iter().map(|report| &report.body).collect();
    assert_eq!((reports.len(), bodies.len()), (8, 6), "two answers asked for another try");
    assert_eq!(phone.count_ever("uploaded"), 6);
}

#[test]
fn a_restart_forgets_no_key() {
    let server = ScriptedServer::start();
    let mut phone = Phone::new(1, &server.url());
    phone.sees(&adverts(1..=3));
    assert_eq!(phone.queued(), 3);
    for _ in 0..3 {
        phone.waits(5);
        phone.restart();
        phone.sees(&adverts(1..=3));
    }
    phone.waits_out_delays();
    phone.works(60);
    phone.restart();
    phone.sees(&adverts(1..=3));
    assert_eq!((phone.queued(), phone.pending()), (0, 0), "{:?}", phone.health());
    assert_eq!(server.count(), 3);
    assert_eq!(phone.count("reported"), 3, "{:?}", phone.health());
    // Two hours after the last report the same place is worth another one.
    phone.waits(60);
    phone.sees(&adverts(1..=3));
    assert_eq!(phone.queued(), 3, "{:?}", phone.health());
}

#[test]
fn a_lost_answer_makes_no_second_report_even_over_a_restart() {
    let mut relay = RelayProcess::start();
    let wire = ScriptedServer::start();
    wire.then(Reply::Cut);
    let mut phone = Phone::with(1, relay::client(&wire.url()), |_| {});
    phone.sees(&[compact(1)]);
    phone.waits_out_delays();
    assert_eq!(phone.wakes().failed, 1);
    // The relay held what the wire carried, only the phone does not know.
    let carried = wire.reports().remove(0);
    let stored = relay.client().upload(&carried);
    assert_eq!(stored, findmesh_core::UploadOutcome::Held);
    relay.kill();
    relay.restart();
    phone.restart_with(&relay.url());
    phone.waits_until(phone.boot_ms() + 6 * MINUTE);
    assert_eq!(phone.wakes().held, 1, "{:?}", phone.health());
    let fetched = owner(1).fetch(&relay.url());
    assert_eq!(fetched.places.len(), 1, "{fetched:?}");
    assert_eq!(fetched.summary["dropped"], serde_json::json!({}));
}
