//! Whole lives of a phone, drawn at random: what must hold (docs/finder.md §6) holds in all of them.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use common::relay::Answer;
use common::shared_store::SharedStore;
use common::{Ear, FakeRelay, MINUTE};
use findmesh_core::consent::Purpose;
use findmesh_core::{Event, Participation, ScanSlot, StoreTrouble};
use findmesh_engine::{Clock, Driver, VirtualClock};
use findmesh_testkit::FaultyStore;
use findmesh_testkit::faulty::Faults;
use proptest::prelude::*;

const TAGS: u8 = 6;

#[derive(Clone, Debug)]
enum Step {
    /// A fix, this tag, a fix.
    See(u8),
    /// Minutes pass.
    Wait(u8),
    Wake,
    /// A window of so many minutes.
    Window(u8),
    /// The next commits find the disk full.
    DiskFull(u8),
    /// The next requests find nobody.
    RelayDown(u8),
    /// The process dies between two events and starts again.
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (1..=TAGS).prop_map(Step::See),
        4 => (1_u8..50).prop_map(Step::Wait),
        2 => Just(Step::Wake),
        2 => (1_u8..30).prop_map(Step::Window),
        1 => (1_u8..4).prop_map(Step::DiskFull),
        1 => (1_u8..4).prop_map(Step::RelayDown),
        1 => Just(Step::Restart),
    ]
}

struct Life {
    store: SharedStore,
    clock: Arc<VirtualClock>,
    relay: Arc<FakeRelay>,
    driver: Driver,
    faults: Faults,
    /// Tags of batches that were acknowledged.
    acknowledged: BTreeSet<u8>,
    refusals: u32,
    restarts: u32,
}

fn start(store: &SharedStore, clock: &Arc<VirtualClock>, relay: &Arc<FakeRelay>) -> (Driver, Faults) {
    let (store, faults) = FaultyStore::new(store.clone());
    let client = Some(common::client(relay));
    let setup = common::setup(store);
    let mut driver = Driver::open(setup, clock.clone(), client, Arc::new(Ear::default())).unwrap();
    driver.handle(Event::Phone(common::phone())).unwrap();
    driver.handle(Event::ScanStarted { slot: ScanSlot::Standing }).unwrap();
    (driver, faults)
}

impl Life {
    fn new() -> Self {
        let (store, clock, relay) = (SharedStore::new(), common::clock(), FakeRelay::new());
        let (mut driver, faults) = start(&store, &clock, &relay);
        driver.grant(Purpose::CrowdReporting, "1", "en", "test").unwrap();
        driver.handle(Event::Enable).unwrap();
        // The phone never leaves its place, which it would otherwise learn and keep silent about.
        driver.handle(Event::SetParticipation(Participation::Everywhere)).unwrap();
        driver.handle(Event::ScanStarted { slot: ScanSlot::Standing }).unwrap();
        Self { store, clock, relay, driver, faults, acknowledged: BTreeSet::new(), refusals: 0, restarts: 0 }
    }

    fn now(&self) -> u64 {
        self.clock.now().boot_ms
    }

    fn note<T, E>(&mut self, result: Result<T, E>) {
        self.refusals += u32::from(result.is_err());
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::See(tag) => self.see(tag),
            Step::Wait(minutes) => self.wait(minutes.into()),
            Step::Wake => {
                let result = self.driver.upload_wake();
                self.note(result);
            }
            Step::Window(minutes) => {
                let result = self.driver.upload_window(u64::from(minutes) * MINUTE);
                self.note(result);
            }
            Step::DiskFull(times) => self.faults.fail_commits(StoreTrouble::DiskFull, times.into()),
            Step::RelayDown(times) => (0..times).for_each(|_| self.relay.answer(Answer::Nothing)),
            Step::Restart => {
                (self.driver, self.faults) = start(&self.store, &self.clock, &self.relay);
                self.restarts += 1;
            }
        }
    }

    fn see(&mut self, tag: u8) {
        let result = self.driver.handle(Event::Fix(common::fix(self.now())));
        self.note(result);
        self.clock.advance(1_000);
        let result = self.driver.ingest(common::heard([tag], self.now()));
        if result.is_ok() {
            self.acknowledged.insert(tag);
        }
        self.note(result);
        self.clock.advance(1_000);
        let result = self.driver.handle(Event::Fix(common::fix(self.now())));
        self.note(result);
    }

    fn wait(&mut self, minutes: u64) {
        let until = self.now() + minutes * MINUTE;
        let result = self.driver.advance_to(until);
        self.note(result);
        // Time passes whatever the disk says.
        if self.now() < until {
            self.clock.set_boot(until);
        }
    }

    /// All is well again for two days.
    fn end_well(&mut self) {
        self.faults.fail_commits(StoreTrouble::DiskFull, 0);
        for _ in 0..8 {
            self.wait(60);
            let result = self.driver.upload_window(5 * 60 * MINUTE);
            self.note(result);
        }
    }

    fn counted(&mut self, name: &str) -> u64 {
        let counters = self.driver.counters(30).unwrap();
        counters.iter().filter(|(_, n, _)| n == name).map(|(.., count)| count).sum()
    }

    fn check(&mut self) {
        let queue = self.driver.health().queue;
        assert_eq!((queue.reports, queue.pending), (0, 0), "{:?}", self.driver.health());
        self.check_owners();
        self.check_doubles();
        // A restart forgets fixes: a sighting that waits then finds none, and that is counted.
        let reached = self.reached().len() as u64 + self.counted("suppressed_no_fix");
        assert!(reached >= self.acknowledged.len() as u64, "{:?}", self.acknowledged);
    }

    fn reached(&self) -> BTreeSet<u8> {
        let bodies = self.relay.held();
        (1..=TAGS).filter(|tag| bodies.iter().any(|r| common::open(*tag, &r.body).is_some())).collect()
    }

    /// Every report is of a tag that was acknowledged, at the place where it was.
    fn check_owners(&self) {
        for report in self.relay.requests() {
            let opened = |tag: &u8| common::open(*tag, &report.body);
            let place = self.acknowledged.iter().find_map(opened).expect("an owner among the acknowledged");
            assert!((f64::from(place.lat_e7) / 1e7 - common::LATITUDE).abs() < 1e-6);
        }
    }

    /// What the relay took is not sent again; only a process that died with a full disk may not know it any more.
    fn check_doubles(&self) {
        let mut times: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
        for report in self.relay.held() {
            *times.entry(report.body).or_default() += 1;
        }
        let may_forget = self.refusals > 0 && self.restarts > 0;
        assert!(may_forget || times.values().all(|n| *n == 1), "sent twice");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_acknowledged_is_lost_or_doubled(steps in prop::collection::vec(step(), 1..60)) {
        let mut life = Life::new();
        steps.iter().for_each(|step| life.take(step));
        life.end_well();
        life.check();
    }
}
