//! A phone in virtual time: the engine's driver over a SQLite file and a real HTTP client.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use findmesh_core::consent::Purpose;
use findmesh_core::phone::PhoneState;
use findmesh_core::{Event, FinderConfig, Health, Reason};
use findmesh_engine::{Clock, Driver, Quiet, Setup, UploadSummary, VirtualClock};
use findmesh_net::RelayClient;
use findmesh_store::SqliteStore;
use findmesh_testkit::adverts::{SampleAdvert, test_deployment};
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

use crate::relay;
use crate::world::{self, MINUTE, Place};

/// A phone that stands at one place, with consent, listening. Everything about it follows from its number.
pub struct Phone {
    driver: Option<Driver>,
    clock: Arc<VirtualClock>,
    /// Where it stands.
    pub place: Place,
    home: Home,
}

/// What outlives the process.
struct Home {
    number: u64,
    starts: u64,
    folder: TempDir,
    vault: Arc<FakeVault>,
    relay: RelayClient,
    config: FinderConfig,
}

impl Phone {
    /// Phone `number`, which uploads to `url`.
    pub fn new(number: u32, url: &str) -> Self {
        Self::with(number, relay::client(url), |_| {})
    }

    /// The same with a client and numbers of the test's own.
    ///
    /// # Panics
    /// Where its store does not open.
    pub fn with(number: u32, relay: RelayClient, change: impl FnOnce(&mut FinderConfig)) -> Self {
        let mut config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
        change(&mut config);
        let home = Home {
            number: number.into(),
            starts: 0,
            folder: tempfile::tempdir().unwrap_or_else(|error| panic!("{error}")),
            vault: Arc::new(FakeVault::new(number.into())),
            relay,
            config,
        };
        let mut phone = Self {
            driver: None,
            clock: Arc::new(VirtualClock::new(world::start())),
            place: Place::number(number),
            home,
        };
        phone.open();
        phone.agree();
        phone
    }

    fn open(&mut self) {
        self.home.starts += 1;
        let setup = self.home.setup(self.clock.now().wall_ms);
        let relay = Some(self.home.relay.clone());
        let driver = Driver::open(setup, self.clock.clone(), relay, Arc::new(Quiet));
        self.driver = Some(driver.unwrap_or_else(|error| panic!("{error}")));
        self.tell(Event::Phone(PhoneState::default()));
        self.tell(Event::ScanStarted { slot: findmesh_core::ScanSlot::Standing });
    }

    fn agree(&mut self) {
        let granted = self.driver().grant(Purpose::CrowdReporting, "1", "en", "a test");
        granted.unwrap_or_else(|error| panic!("{error}"));
        self.tell(Event::Enable);
        self.tell(Event::ScanStarted { slot: findmesh_core::ScanSlot::Standing });
    }

    /// The process ends, and another one finds what it left.
    pub fn restart(&mut self) {
        self.driver = None;
        self.open();
    }

    /// From now on it uploads here; takes a restart.
    pub fn restart_with(&mut self, url: &str) {
        self.home.relay = relay::client(url);
        self.restart();
    }

    /// The driver itself.
    ///
    /// # Panics
    /// Never: it is only gone within a restart.
    pub fn driver(&mut self) -> &mut Driver {
        self.driver.as_mut().unwrap_or_else(|| panic!("a phone runs"))
    }

    fn tell(&mut self, event: Event) {
        let told = self.driver().handle(event);
        told.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Milliseconds since boot.
    pub fn boot_ms(&self) -> u64 {
        self.clock.now().boot_ms
    }

    /// Unix milliseconds.
    pub fn wall_ms(&self) -> i64 {
        self.clock.now().wall_ms
    }

    /// The platform tells where it stands.
    pub fn gets_a_fix(&mut self) {
        let fix = self.place.fix(self.boot_ms());
        self.tell(Event::Fix(fix));
    }

    /// The radio hears these now, in one delivery; on return they are committed.
    ///
    /// # Panics
    /// Where they are not.
    pub fn hears(&mut self, adverts: &[SampleAdvert]) {
        let now = self.boot_ms();
        let heard = |batch: BatchBuilder, advert| batch.heard(advert, -60, now);
        let batch = adverts.iter().fold(BatchBuilder::new(), heard).build();
        let taken = self.driver().ingest(batch);
        taken.unwrap_or_else(|error| panic!("{error}"));
    }

    /// A fix, these adverts at the same moment, a second: what may be reported is in the queue.
    pub fn sees(&mut self, adverts: &[SampleAdvert]) {
        self.gets_a_fix();
        self.hears(adverts);
        self.clock.advance(1_000);
    }

    /// Time passes; nothing leaves.
    pub fn waits(&mut self, minutes: u64) {
        let until = self.boot_ms() + minutes * MINUTE;
        self.waits_until(until);
    }

    /// Time passes until this boot time.
    pub fn waits_until(&mut self, boot_ms: u64) {
        let passed = self.driver().advance_to(boot_ms);
        passed.unwrap_or_else(|error| panic!("{error}"));
    }

    /// As long as any report's own delay.
    pub fn waits_out_delays(&mut self) {
        self.waits(31);
    }

    /// A background wake.
    pub fn wakes(&mut self) -> UploadSummary {
        let sent = self.driver().upload_wake();
        sent.unwrap_or_else(|error| panic!("{error}"))
    }

    /// A job that lasts so long; the time passes.
    pub fn works(&mut self, minutes: u64) -> UploadSummary {
        let sent = self.driver().upload_window(minutes * MINUTE);
        sent.unwrap_or_else(|error| panic!("{error}"))
    }

    /// What it says about itself.
    ///
    /// # Panics
    /// Never: the driver is only gone within a restart.
    pub fn health(&self) -> Health {
        let driver = self.driver.as_ref();
        driver.unwrap_or_else(|| panic!("a phone runs")).health()
    }

    /// Sealed reports that wait.
    pub fn queued(&self) -> u32 {
        self.health().queue.reports
    }

    /// Sightings that wait for a fix.
    pub fn pending(&self) -> u32 {
        self.health().queue.pending
    }

    /// A counter of today.
    pub fn count(&self, name: &str) -> u64 {
        let today = self.health().today;
        today.iter().find(|(counted, _)| counted == name).map_or(0, |(_, count)| *count)
    }

    /// A counter over all days, in the store too.
    ///
    /// # Panics
    /// Where the store cannot be read.
    pub fn count_ever(&mut self, name: &str) -> u64 {
        let counters = self.driver().counters(30);
        let counters = counters.unwrap_or_else(|error| panic!("{error}"));
        let named = counters.iter().filter(|(_, counted, _)| counted == name);
        named.map(|(_, _, count)| count).sum()
    }

    /// A reason that stands.
    pub fn reason(&self, code: &str) -> Option<Reason> {
        self.health().reasons.into_iter().find(|reason| reason.code == code)
    }

    /// When the next report may leave, boot time in milliseconds.
    pub fn next_due_ms(&self) -> Option<u64> {
        let due_wall = self.health().queue.next_due_wall_ms?;
        Some(self.boot_ms().saturating_add_signed(due_wall - self.wall_ms()))
    }

    /// Bytes of all files that it keeps.
    ///
    /// # Panics
    /// Where they cannot be read.
    pub fn files(&self) -> Vec<Vec<u8>> {
        let entries = fs::read_dir(self.home.folder.path()).unwrap_or_else(|error| panic!("{error}"));
        let read = |path: PathBuf| fs::read(path).unwrap_or_else(|error| panic!("{error}"));
        entries.filter_map(|entry| Some(read(entry.ok()?.path()))).collect()
    }
}

impl Home {
    /// A new process has new randomness, as every process has.
    fn setup(&self, wall_ms: i64) -> Setup {
        let path = self.folder.path().join("findmesh.db");
        let entropy = seeded_entropy(self.number * 1_000 + self.starts);
        let opened = SqliteStore::open(&path, self.vault.clone(), entropy.clone(), wall_ms);
        let opened = opened.unwrap_or_else(|error| panic!("{error}"));
        Setup::new(self.config.clone(), Box::new(opened.store)).entropy(entropy).incident(opened.incident)
    }
}
