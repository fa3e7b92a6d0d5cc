//! A relay that is killed in the middle of uploads loses and doubles nothing, and keeps no trace of anybody.

use std::collections::BTreeSet;
use std::thread;

use findmesh_crypto::hash::sha256;
use findmesh_crypto::native::SEPARATED_SLOT;
use findmesh_e2e::traces::{blank, client_addresses, contains, fine_times, found, tells_a_time_of_day};
use findmesh_e2e::{FaultyWire, Phone, Place, RelayProcess, world};
use findmesh_net::RelayClient;
use findmesh_proto::{Network, Query};

use crate::{compact, owner, tag};

const PHONES: u32 = 4;
const TAGS: u8 = 8;
/// Requests of the first of which every fault of the wire happens several times.
const FAULTY: u32 = 45;
/// More wakes than any phone needs.
const WAKES: u32 = 500;

/// A phone whose reports are all due.
fn phone(number: u32, url: &str) -> Phone {
    let mut phone = Phone::new(number, url);
    phone.sees(&(1..=TAGS).map(compact).collect::<Vec<_>>());
    assert_eq!(phone.queued(), u32::from(TAGS), "{:?}", phone.health());
    phone.waits_out_delays();
    phone
}

/// Wakes until nothing is left. Every other failure meets a phone that is restarted.
fn deliver(mut phone: Phone) -> Phone {
    for wake in 0..WAKES {
        if phone.queued() == 0 {
            return phone;
        }
        if let Some(due) = phone.next_due_ms() {
            phone.waits_until(due);
        }
        let sent = phone.wakes();
        if sent.failed > 0 && wake % 2 == 0 {
            phone.restart();
        }
    }
    panic!("{:?}", phone.health());
}

/// Bodies that the relay holds for a tag.
fn held(client: &RelayClient, number: u8) -> Vec<Vec<u8>> {
    let lookup_id = tag(number).epoch(0, SEPARATED_SLOT).lookup_id.to_vec();
    let answer = client.query(&Query::for_id(Network::Native, lookup_id, 0)).unwrap();
    answer.reports.into_iter().map(|report| report.body).collect()
}

/// Everything in the relay's files in which any bytes can be found by chance.
fn random_pieces(client: &RelayClient) -> Vec<Vec<u8>> {
    let ids = (1..=TAGS).map(|number| tag(number).epoch(0, SEPARATED_SLOT).lookup_id.to_vec());
    let bodies = (1..=TAGS).flat_map(|number| held(client, number));
    let with_hash = bodies.flat_map(|body| [sha256(&body).to_vec(), body]);
    ids.chain(with_hash).collect()
}

fn assert_each_phone_once(url: &str, places: &[Place]) {
    for number in 1..=TAGS {
        let fetched = owner(number).fetch(url);
        assert_eq!(fetched.summary["dropped"], serde_json::json!({}), "no report came twice");
        assert_eq!(fetched.places.len(), places.len(), "tag {number}: {fetched:?}");
        for place in places {
            let here = |read: &&findmesh_e2e::owner::ReadPlace| {
                (read.latitude() - place.latitude).abs() <= 1e-6
                    && (read.longitude() - place.longitude).abs() <= 1e-6
            };
            assert_eq!(fetched.places.iter().filter(here).count(), 1, "{fetched:?}");
        }
    }
}

#[test]
fn a_killed_relay_loses_and_doubles_nothing_and_keeps_no_trace() {
    let from = world::unix_seconds();
    let wire = FaultyWire::start(RelayProcess::start(), FAULTY);
    let phones: Vec<Phone> = (1..=PHONES).map(|number| phone(number, &wire.url())).collect();
    let sighted: BTreeSet<u64> = phones.iter().map(|phone| phone.wall_ms() as u64 / 1_000).collect();
    let delivering: Vec<_> = phones.into_iter().map(|phone| thread::spawn(|| deliver(phone))).collect();
    let mut phones: Vec<Phone> = delivering.into_iter().map(|thread| thread.join().unwrap()).collect();

    let counts = wire.counts();
    assert!(counts.kills >= 20 && counts.lost_answers >= 10 && counts.unanswered > 0, "{counts:?}");
    for phone in &mut phones {
        let sum = ["uploaded", "rejected_by_relay", "expired", "evicted"].map(|name| phone.count_ever(name));
        assert_eq!(sum, [u64::from(TAGS), 0, 0, 0], "{:?}", phone.health());
    }
    let (url, client) = wire.with_relay(|relay| (relay.url(), relay.client()));
    let places: Vec<Place> = phones.iter().map(|phone| phone.place).collect();
    assert_each_phone_once(&url, &places);

    let random = random_pieces(&client);
    let running = wire.with_relay(RelayProcess::files);
    let all = running.iter().flat_map(|(_, bytes)| bytes.iter().copied());
    let all: Vec<u8> = all.collect();
    assert!(random.iter().any(|piece| contains(&all, piece)), "the search finds what is there");
    let (stopped, log) = wire.stop_relay(|relay| (relay.files(), relay.log()));
    let mut needles = fine_times((from - 1..=world::unix_seconds() + 1).chain(sighted));
    needles.extend(client_addresses(&wire.client_ports()));
    for (name, mut bytes) in running.into_iter().chain(stopped) {
        blank(&mut bytes, &random);
        assert_eq!(found(&bytes, &needles), None, "{name}");
    }
    assert!(log.matches("event=listening").count() as u32 == counts.kills + 1, "{log}");
    assert_eq!(found(log.as_bytes(), &needles), None, "{log}");
    assert!(!tells_a_time_of_day(&log), "{log}");
}
