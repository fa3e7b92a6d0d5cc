//! The driver in virtual time: from an advert to the relay, and everything that can go wrong on the way.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use common::relay::Answer;
use common::{Ear, FakeRelay, LATITUDE, LONGITUDE, MINUTE};
use findmesh_core::consent::Purpose;
use findmesh_core::{Event, EventRecord, StoreTrouble};
use findmesh_engine::{Clock, Driver, EngineError, PhoneEffect, Setup, VirtualClock};
use findmesh_proto::Network;
use findmesh_store::{MemoryStore, SqliteStore, Store};
use findmesh_testkit::{FakeVault, FaultyStore, seeded_entropy};

struct Phone {
    driver: Driver,
    clock: Arc<VirtualClock>,
    relay: Arc<FakeRelay>,
    ear: Arc<Ear>,
}

impl Phone {
    fn new(store: impl Store + 'static) -> Self {
        Self::with_clock(store, common::clock())
    }

    fn with_clock(store: impl Store + 'static, clock: Arc<VirtualClock>) -> Self {
        Self::with_setup(common::setup(store), clock)
    }

    fn with_setup(setup: Setup, clock: Arc<VirtualClock>) -> Self {
        let (relay, ear) = (FakeRelay::new(), Arc::new(Ear::default()));
        let client = Some(common::client(&relay));
        let driver = Driver::open(setup, clock.clone(), client, ear.clone()).unwrap();
        Self { driver, clock, relay, ear }
    }

    /// Of a deployment that lets so many reports share a request.
    fn of_a_fleet(store: impl Store + 'static, max_reports: usize) -> Self {
        let mut config = common::config();
        config.upload.max_reports = max_reports;
        let setup = Setup::new(config, Box::new(store)).entropy(seeded_entropy(7));
        Self::with_setup(setup, common::clock())
    }

    /// Consent, wish, permission, a running scan.
    fn listening(mut self) -> Self {
        common::listen(&mut self.driver);
        self
    }

    fn boot_ms(&self) -> u64 {
        self.clock.now().boot_ms
    }

    /// A fix, a minute, a batch of these tags, a minute, a fix: reports in the queue.
    fn sees(&mut self, tags: impl IntoIterator<Item = u8>) {
        self.driver.handle(Event::Fix(common::fix(self.boot_ms()))).unwrap();
        self.clock.advance(1_000);
        let batch = common::heard(tags, self.boot_ms());
        self.driver.ingest(batch).unwrap();
        self.clock.advance(1_000);
        self.driver.handle(Event::Fix(common::fix(self.boot_ms()))).unwrap();
        let later = self.boot_ms() + MINUTE;
        self.driver.advance_to(later).unwrap();
    }

    fn waits(&mut self, minutes: u64) {
        let until = self.boot_ms() + minutes * MINUTE;
        self.driver.advance_to(until).unwrap();
    }

    fn queued(&self) -> u32 {
        self.driver.health().queue.reports
    }
}

#[test]
fn a_sighting_becomes_a_report_that_only_its_owner_reads() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    let effects = phone.ear.effects.lock().unwrap().clone();
    assert!(effects.iter().any(|e| matches!(e, PhoneEffect::StartScan { .. })), "{effects:?}");

    phone.sees([1]);
    assert_eq!(phone.queued(), 1, "{:?}", phone.driver.health());
    phone.waits(31);
    assert!(phone.relay.requests().is_empty(), "nothing leaves outside of a window");

    let summary = phone.driver.upload_window(10 * MINUTE).unwrap();
    assert_eq!((summary.sent, summary.held, summary.remaining), (1, 1, 0));
    let requests = phone.relay.requests();
    assert_eq!(requests[0].network(), Some(Network::Native));
    let report = common::open(1, &requests[0].body).expect("the owner reads it");
    assert!((f64::from(report.lat_e7) / 1e7 - LATITUDE).abs() < 1e-6);
    assert!((f64::from(report.lon_e7) / 1e7 - LONGITUDE).abs() < 1e-6);
    assert!(common::open(2, &requests[0].body).is_none(), "nobody else does");
}

#[test]
fn a_wake_sends_at_most_one_and_a_window_leaves_pauses() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    phone.sees(1..=5);
    assert_eq!(phone.queued(), 5);
    phone.waits(31);
    assert_eq!(phone.driver.upload_wake().unwrap().held, 1);
    let summary = phone.driver.upload_window(2 * MINUTE).unwrap();
    assert!(summary.held < 4, "30 to 300 s lie between two");
    let summary = phone.driver.upload_window(60 * MINUTE).unwrap();
    assert_eq!(summary.remaining, 0);
    let ids: BTreeSet<_> = phone.relay.requests().into_iter().map(|r| r.lookup_id).collect();
    assert_eq!((ids.len(), phone.relay.requests().len()), (5, 5));
    assert_eq!(phone.relay.loads(), [1; 5], "one report a request");
}

#[test]
fn a_fleets_reports_share_a_request() {
    let mut phone = Phone::of_a_fleet(MemoryStore::new(seeded_entropy(1)), 8).listening();
    phone.sees(1..=5);
    phone.waits(31);
    phone.relay.answer(Answer::Nothing);
    phone.relay.answer(Answer::Status(413));
    let summary = phone.driver.upload_wake().unwrap();
    assert_eq!((summary.sent, summary.held, summary.failed, summary.remaining), (1, 0, 1, 5));
    let summary = phone.driver.upload_window(60 * MINUTE).unwrap();
    assert_eq!((summary.sent, summary.held, summary.failed, summary.remaining), (6, 5, 1, 0));
    assert_eq!(phone.relay.loads(), [5, 5, 1, 1, 1, 1, 1], "what is refused together goes one by one");
    assert_eq!(common::counter(&phone.driver.health(), "uploaded"), 5);
}

#[test]
fn what_the_relay_took_together_is_not_sent_again_when_its_removal_fails() {
    let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
    let mut phone = Phone::of_a_fleet(store, 3).listening();
    phone.sees(1..=5);
    phone.waits(31);
    phone.relay.answer(Answer::After(Box::new(move || faults.fail_commits(StoreTrouble::DiskFull, 1))));
    let _ = phone.driver.upload_wake();
    assert_eq!((phone.relay.loads(), phone.queued()), (vec![3], 2), "what was held is gone from memory");
    assert!(common::has_reason(&phone.driver.health(), "disk_full"));
    phone.waits(60);
    let _ = phone.driver.upload_window(60 * MINUTE);
    assert_eq!((phone.queued(), phone.relay.loads().iter().sum::<usize>()), (0, 5));
    assert_eq!(phone.relay.held().len(), 5, "acknowledged once, sent once");
}

#[test]
fn a_withdrawal_between_a_request_and_its_answer_leaves_nothing() {
    let mut phone = Phone::of_a_fleet(MemoryStore::new(seeded_entropy(1)), 3).listening();
    phone.sees(1..=5);
    phone.waits(31);
    phone.relay.answer(Answer::Status(503));
    let _ = phone.driver.upload_wake();
    phone.driver.withdraw(Purpose::CrowdReporting, "test").unwrap();
    let summary = phone.driver.upload_window(60 * MINUTE).unwrap();
    assert_eq!((summary.sent, summary.remaining, phone.relay.loads()), (0, 0, vec![3]));
}

#[test]
fn a_relay_that_is_down_gets_the_report_later() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    phone.sees([1]);
    phone.waits(31);
    phone.relay.answer(Answer::Nothing);
    phone.relay.answer(Answer::Status(503));
    let first = phone.driver.upload_wake().unwrap();
    assert_eq!((first.sent, first.failed, first.remaining, first.last_failure_status), (1, 1, 1, None));
    phone.waits(6);
    let second = phone.driver.upload_wake().unwrap();
    assert_eq!((second.sent, second.last_failure_status), (1, Some(503)));
    let last = phone.driver.upload_window(60 * MINUTE).unwrap();
    assert_eq!((last.held, last.remaining), (1, 0));
    assert_eq!(phone.relay.requests().len(), 3);
}

#[test]
fn a_full_disk_refuses_a_batch_and_keeps_what_was_there() {
    let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
    let mut phone = Phone::new(store).listening();
    phone.sees([1]);
    faults.fail_commits(StoreTrouble::DiskFull, 1);
    let refused = phone.driver.ingest(common::heard([2], phone.boot_ms()));
    assert!(
        matches!(refused, Err(EngineError::NotStored { trouble: StoreTrouble::DiskFull })),
        "{refused:?}"
    );
    assert_eq!(phone.queued(), 1);
    assert!(common::has_reason(&phone.driver.health(), "disk_full"), "{:?}", phone.driver.health().reasons);

    phone.sees([2]);
    assert_eq!(phone.queued(), 2);
    assert!(!common::has_reason(&phone.driver.health(), "disk_full"));
}

#[test]
fn a_disk_that_stays_full_does_not_spin() {
    let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
    let mut phone = Phone::new(store).listening();
    faults.fail_commits(StoreTrouble::DiskFull, 1_000);
    faults.fail_restores(StoreTrouble::Io, 2);
    for number in 1..20 {
        let refused = phone.driver.ingest(common::heard([number], phone.boot_ms()));
        assert!(matches!(refused, Err(EngineError::NotStored { .. })));
    }
    faults.fail_commits(StoreTrouble::DiskFull, 0);
    phone.sees([1]);
    assert_eq!(phone.queued(), 1);
}

#[test]
fn what_the_relay_took_is_not_sent_again_when_its_removal_fails() {
    let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
    let mut phone = Phone::new(store).listening();
    phone.sees([1]);
    phone.waits(31);
    phone.relay.answer(Answer::After(Box::new(move || faults.fail_commits(StoreTrouble::DiskFull, 1))));
    let _ = phone.driver.upload_wake();
    assert!(common::has_reason(&phone.driver.health(), "disk_full"));
    phone.waits(60);
    let _ = phone.driver.upload_window(60 * MINUTE);
    assert_eq!(phone.queued(), 0);
    assert_eq!(phone.relay.requests().len(), 1, "acknowledged once, sent once");
}

#[test]
fn a_restart_finds_the_queue_and_sends_each_report_once() {
    let folder = tempfile::tempdir().unwrap();
    let vault = Arc::new(FakeVault::default());
    let open = |clock: &VirtualClock| {
        let path = folder.path().join("findmesh.db");
        SqliteStore::open(&path, vault.clone(), seeded_entropy(1), clock.now().wall_ms).unwrap().store
    };
    let clock = common::clock();
    let mut phone = Phone::with_clock(open(&clock), clock.clone()).listening();
    phone.sees(1..=20);
    let queued = phone.queued();
    assert!(queued >= 15, "{:?}", phone.driver.health());
    drop(phone);

    let mut phone = Phone::with_clock(open(&clock), clock);
    phone.driver.handle(Event::Phone(common::phone())).unwrap();
    assert_eq!(phone.queued(), queued);
    phone.waits(31);
    let summary = phone.driver.upload_window(3 * 60 * MINUTE).unwrap();
    assert_eq!((summary.held, summary.remaining), (queued, 0));
    let ids: BTreeSet<_> = phone.relay.requests().into_iter().map(|r| r.lookup_id).collect();
    assert_eq!(ids.len() as u32, queued);
}

#[test]
fn a_withdrawal_erases_the_queue() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    phone.sees(1..=3);
    phone.driver.withdraw(Purpose::CrowdReporting, "switch").unwrap();
    assert_eq!(phone.queued(), 0);
    phone.waits(31);
    assert_eq!(phone.driver.upload_window(60 * MINUTE).unwrap().sent, 0);
    let ledger = phone.driver.consent_ledger().unwrap();
    assert_eq!(ledger.len(), 2);
    assert_eq!((ledger[1].text_version.as_str(), ledger[1].how.as_str()), ("1", "switch"));
}

#[test]
fn a_key_that_is_no_point_is_refused_and_counted() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    let mut advert = common::tag(1).compact(0);
    // Behind the address and the H byte lie key bytes 6 to 31: of a few variants most are no point.
    phone.driver.handle(Event::Fix(common::fix(phone.boot_ms()))).unwrap();
    for variant in 0..12 {
        advert.data[20] = variant;
        let batch =
            findmesh_testkit::packed::BatchBuilder::new().heard(&advert, -60, phone.boot_ms()).build();
        phone.driver.ingest(batch).unwrap();
        phone.waits(16);
        phone.driver.handle(Event::Fix(common::fix(phone.boot_ms()))).unwrap();
    }
    let health = phone.driver.health();
    assert!(common::counter(&health, "seal_refused") > 0, "{:?}", health.today);
}

#[test]
fn counts_that_wait_to_be_written_are_told() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1))).listening();
    phone.waits(2);
    for heard in 1..=5 {
        phone.driver.ingest(common::heard([1], phone.boot_ms())).unwrap();
        phone.clock.advance(1_000);
        let counters = phone.driver.counters(1).unwrap();
        let adverts: Vec<u64> =
            counters.iter().filter(|(_, name, _)| name == "adverts").map(|(.., n)| *n).collect();
        assert_eq!(adverts, [heard]);
    }
}

#[test]
fn malformed_batches_name_the_byte() {
    let mut phone = Phone::new(MemoryStore::new(seeded_entropy(1)));
    let Err(EngineError::Packed(error)) = phone.driver.ingest(vec![1, 0, 1, 0]) else { panic!("taken") };
    assert_eq!(error.offset, 4);
}

#[test]
fn every_event_is_recorded_with_its_seed() {
    let records: Arc<Mutex<Vec<EventRecord>>> = Arc::default();
    let keep = records.clone();
    let setup = common::setup(MemoryStore::new(seeded_entropy(1)))
        .record(move |record: &EventRecord| keep.lock().unwrap().push(record.clone()));
    let mut driver = Driver::open(setup, common::clock(), None, Arc::new(Ear::default())).unwrap();
    driver.handle(Event::Tick).unwrap();
    let records = records.lock().unwrap();
    assert!(matches!(records[0].event, Event::Restored(_)));
    assert!(matches!(records.last().unwrap().event, Event::Tick));
    assert_ne!(records[0].seed, records[1].seed);
}
