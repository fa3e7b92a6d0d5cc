//! A phone in virtual time, and a witness of all that its finder was told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use findmesh_core::consent::Purpose;
use findmesh_core::phone::PhoneState;
use findmesh_core::{
    Change, Event, EventRecord, FinderConfig, Now, QueueEntry, QueueRow, RowId, ScanSlot, UploadOutcome,
};
use findmesh_e2e::{MINUTE, Place, world};
use findmesh_engine::{Clock, Driver, Quiet, Setup, UploadSummary, VirtualClock};
use findmesh_net::RelayClient;
use findmesh_store::{SqliteStore, Store};
use findmesh_testkit::adverts::{SampleAdvert, test_deployment};
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

use crate::relay::quick_folder;

/// Counters by name, over all days.
pub type Counts = BTreeMap<String, u64>;

/// What became of rows, by the events that the finder got.
#[derive(Clone, Debug, Default)]
pub struct Witness {
    /// Rows that stood in the store: sealed here, or planted.
    pub queued: BTreeSet<RowId>,
    pub held: BTreeSet<RowId>,
    pub rejected: BTreeSet<RowId>,
    /// Rows and answers in the order of the requests.
    pub answers: Vec<(Vec<RowId>, UploadOutcome)>,
}

/// Rows about which an answer decides, of those of its request.
pub fn decided(ids: &[RowId], outcome: UploadOutcome) -> &[RowId] {
    match outcome {
        UploadOutcome::Held => ids,
        UploadOutcome::Rejected { .. } if ids.len() == 1 => ids,
        UploadOutcome::Rejected { index, .. } => {
            index.and_then(|index| ids.get(index..=index)).unwrap_or_default()
        }
        _ => &[],
    }
}

impl Witness {
    fn see(&mut self, event: &Event) {
        match event {
            Event::Queued { id, .. } => {
                self.queued.insert(*id);
            }
            Event::UploadDone { ids, outcome } => {
                for id in decided(ids, *outcome) {
                    match outcome {
                        UploadOutcome::Held => assert!(self.held.insert(*id), "held twice"),
                        _ => assert!(self.rejected.insert(*id), "rejected twice"),
                    }
                }
                self.answers.push((ids.clone(), *outcome));
            }
            _ => {}
        }
    }

    /// Reports whose request was not answered, each as often.
    pub fn retries(&self) -> usize {
        let lost = self.answers.iter().filter(|(_, outcome)| matches!(outcome, UploadOutcome::Retry { .. }));
        lost.map(|(ids, _)| ids.len()).sum()
    }
}

pub struct Phone {
    driver: Option<Driver>,
    pub clock: Arc<VirtualClock>,
    number: u64,
    starts: u64,
    folder: TempDir,
    vault: Arc<FakeVault>,
    relay: RelayClient,
    config: FinderConfig,
    state: PhoneState,
    place: Place,
    witness: Arc<Mutex<Witness>>,
}

impl Phone {
    pub fn new(
        number: u64,
        clock: Arc<VirtualClock>,
        relay: RelayClient,
        change: impl FnOnce(&mut FinderConfig),
    ) -> Self {
        let mut config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
        change(&mut config);
        let mut phone = Self {
            driver: None,
            clock,
            number,
            starts: 0,
            folder: quick_folder(),
            vault: Arc::new(FakeVault::new(number)),
            relay,
            config,
            state: PhoneState::default(),
            place: Place::MARKET,
            witness: Arc::default(),
        };
        phone.open();
        phone.driver().grant(Purpose::CrowdReporting, "1", "en", "a test").unwrap();
        phone.tell(Event::Enable);
        phone
    }

    /// A clock of a phone that has run for an hour.
    pub fn clock() -> Arc<VirtualClock> {
        Arc::new(VirtualClock::new(world::start()))
    }

    fn open(&mut self) {
        self.starts += 1;
        let (store, incident) = self.store();
        let witness = self.witness.clone();
        let setup = Setup::new(self.config.clone(), Box::new(store))
            .entropy(seeded_entropy(self.number * 1_000 + self.starts))
            .incident(incident)
            .record(move |record: &EventRecord| witness.lock().unwrap().see(&record.event));
        let relay = Some(self.relay.clone());
        self.driver = Some(Driver::open(setup, self.clock.clone(), relay, Arc::new(Quiet)).unwrap());
        self.tell(Event::Phone(self.state.clone()));
        self.tell(Event::ScanStarted { slot: ScanSlot::Standing });
    }

    fn store(&self) -> (SqliteStore, Option<findmesh_core::StoreTrouble>) {
        let path = self.folder.path().join("findmesh.db");
        let entropy = seeded_entropy(self.number * 1_000 + 500 + self.starts);
        let opened = SqliteStore::open(&path, self.vault.clone(), entropy, self.clock.now().wall_ms).unwrap();
        (opened.store, opened.incident)
    }

    /// The process ends, these rows are put into its store, and another process finds them.
    pub fn restart_with(&mut self, planted: Vec<QueueRow>) {
        // What a kill takes are counts of the last minute, and they are to be summed up here.
        self.tell(Event::Tick);
        self.driver = None;
        self.witness.lock().unwrap().queued.extend(planted.iter().map(|row| row.entry.id));
        let changes: Vec<Change> = planted.into_iter().map(Change::Enqueue).collect();
        self.store().0.commit(&changes).unwrap();
        self.open();
    }

    pub fn restart(&mut self) {
        self.restart_with(Vec::new());
    }

    fn driver(&mut self) -> &mut Driver {
        self.driver.as_mut().unwrap()
    }

    pub fn tell(&mut self, event: Event) {
        self.driver().handle(event).unwrap();
    }

    pub fn becomes(&mut self, state: PhoneState) {
        self.state = state.clone();
        self.tell(Event::Phone(state));
    }

    pub fn now(&self) -> Now {
        self.clock.now()
    }

    /// The wall clock is set; boot time goes on.
    pub fn wall_jumps(&self, by_ms: i64) {
        let now = self.now();
        self.clock.set(Now { wall_ms: now.wall_ms + by_ms, ..now });
    }

    pub fn moves(&mut self, north_m: f64) {
        self.place.latitude += north_m / 111_000.0;
    }

    /// A fix, these adverts at the same moment, a second.
    pub fn sees(&mut self, adverts: &[SampleAdvert]) {
        let now = self.now().boot_ms;
        let fix = self.place.fix(now);
        self.tell(Event::Fix(fix));
        let heard = |batch: BatchBuilder, advert| batch.heard(advert, -60, now);
        let batch = adverts.iter().fold(BatchBuilder::new(), heard).build();
        self.driver().ingest(batch).unwrap();
        self.clock.advance(1_000);
    }

    pub fn passes(&mut self, ms: u64) {
        let until = self.now().boot_ms + ms;
        self.driver().advance_to(until).unwrap();
    }

    pub fn wakes(&mut self) -> UploadSummary {
        self.driver().upload_wake().unwrap()
    }

    pub fn works(&mut self, minutes: u64) -> UploadSummary {
        self.works_for(minutes * MINUTE)
    }

    pub fn works_for(&mut self, ms: u64) -> UploadSummary {
        self.driver().upload_window(ms).unwrap()
    }

    pub fn count(&mut self, name: &str) -> u64 {
        let counters = self.driver().counters(10_000).unwrap();
        counters.iter().filter(|(_, counted, _)| counted == name).map(|(.., count)| count).sum()
    }

    /// What the store holds now: counters of all days, those before and after a jump too, and the queue. The process
    /// ends for it, and another begins.
    pub fn kept(&mut self) -> (Counts, Vec<QueueEntry>) {
        self.tell(Event::Tick);
        self.driver = None;
        let (mut store, _) = self.store();
        let mut sums = Counts::new();
        for (_, name, count) in store.counters(-1_000_000, 1_000_000).unwrap() {
            *sums.entry(name).or_default() += count;
        }
        let queue = store.restore().unwrap().queue;
        drop(store);
        self.open();
        (sums, queue)
    }

    pub fn health(&mut self) -> findmesh_core::Health {
        self.driver().health()
    }

    pub fn reason(&mut self, code: &str) -> Option<findmesh_core::Reason> {
        self.health().reasons.into_iter().find(|reason| reason.code == code)
    }

    pub fn witness(&self) -> Witness {
        self.witness.lock().unwrap().clone()
    }

    /// What waits in the store.
    pub fn queue(&mut self) -> Vec<QueueEntry> {
        self.kept().1
    }
}
