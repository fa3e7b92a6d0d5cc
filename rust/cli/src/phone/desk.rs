//! The engine's driver with everything around it that a phone's host would do.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use findmesh_core::consent::{Decision, Purpose};
use findmesh_core::phone::PhoneState;
use findmesh_core::{Event, FinderConfig, Fix, Now, ScanSlot, Seed, StoreTrouble};
use findmesh_engine::{Driver, EngineError, Quiet, Setup, UploadSummary, VirtualClock, system_entropy};
use findmesh_net::RelayClient;
use findmesh_store::{Entropy, MemoryStore, SqliteStore, Store};
use rand_core::Rng;

use super::vault::FileVault;
use super::watched::{Queued, SealedRow, WatchedStore};
use crate::failure::Failure;

/// File of the database in its folder.
pub(super) const DATABASE: &str = "findmesh.sqlite";
/// File of the key that wraps its data keys.
pub(super) const VAULT: &str = "vault.key";

/// What a desk phone is made of.
pub(crate) struct DeskSetup<'a> {
    /// The finder's numbers.
    pub(crate) config: FinderConfig,
    /// Both clocks at the beginning.
    pub(crate) start: Now,
    /// Where the database is kept; none: in memory.
    pub(crate) state: Option<&'a Path>,
    /// Where reports go; none: they stay in the queue.
    pub(crate) relay: Option<RelayClient>,
    /// Randomness that repeats itself; none: the system's.
    pub(crate) seed: Option<[u8; 32]>,
    /// How consent was given.
    pub(crate) consent: &'static str,
}

/// A phone that runs the engine in virtual time.
pub(crate) struct DeskPhone {
    driver: Driver,
    queued: Queued,
    /// Over which counters are added up: as long as the store keeps them.
    days: u32,
    before: BTreeMap<String, u64>,
}

impl DeskPhone {
    /// Switched on, with consent to crowd reporting, listening.
    pub(crate) fn open(setup: DeskSetup<'_>) -> Result<Self, Failure> {
        let queued = Queued::default();
        let entropy = setup.seed.map_or_else(system_entropy, repeatable);
        let (inner, incident) = store(setup.state, setup.start, &entropy)?;
        let store = Box::new(WatchedStore { inner, queued: queued.clone() });
        let days = setup.config.keep.counter_days.saturating_add(1);
        let engine = Setup::new(setup.config, store).incident(incident).entropy(entropy);
        let clock = Arc::new(VirtualClock::new(setup.start));
        let driver = Driver::open(engine, clock, setup.relay, Arc::new(Quiet)).map_err(failed)?;
        let mut phone = Self { driver, queued, days, before: BTreeMap::new() };
        phone.before = phone.totals()?;
        phone.begin(setup.consent)?;
        Ok(phone)
    }

    fn begin(&mut self, consent: &str) -> Result<(), Failure> {
        let ledger = self.driver.consent_ledger().map_err(failed)?;
        let last = ledger.iter().rfind(|entry| entry.purpose == Purpose::CrowdReporting);
        if last.is_none_or(|entry| entry.decision != Decision::Granted) {
            self.driver.grant(Purpose::CrowdReporting, "desk-1", "en", consent).map_err(failed)?;
        }
        for event in [
            Event::Phone(PhoneState::default()),
            Event::Enable,
            Event::ScanStarted { slot: ScanSlot::Standing },
        ] {
            self.driver.handle(event).map_err(failed)?;
        }
        Ok(())
    }

    /// Lets time pass until `boot_ms`.
    pub(crate) fn go_to(&mut self, boot_ms: u64) -> Result<(), Failure> {
        self.driver.advance_to(boot_ms).map_err(failed)
    }

    /// Lets the finder look at everything that waits.
    pub(crate) fn look(&mut self) -> Result<(), Failure> {
        self.driver.handle(Event::Tick).map_err(failed)
    }

    /// Time since boot, milliseconds.
    pub(crate) fn boot_ms(&self) -> u64 {
        self.driver.now().boot_ms
    }

    /// Delivers a packed batch; on return it is committed.
    pub(crate) fn hear(&mut self, packed: Vec<u8>) -> Result<(), Failure> {
        self.driver.ingest(packed).map(drop).map_err(failed)
    }

    /// Delivers a fix.
    pub(crate) fn fix(&mut self, fix: Fix) -> Result<(), Failure> {
        self.driver.handle(Event::Fix(fix)).map_err(failed)
    }

    /// A window for uploads that lasts so long; that time passes.
    pub(crate) fn upload(&mut self, length_ms: u64) -> Result<UploadSummary, Failure> {
        self.driver.upload_window(length_ms).map_err(failed)
    }

    /// A moment in which one report may leave.
    pub(crate) fn upload_one(&mut self) -> Result<UploadSummary, Failure> {
        self.driver.upload_wake().map_err(failed)
    }

    /// Reports in the queue, and sightings that wait for a fix.
    pub(crate) fn waiting(&self) -> (u32, u32) {
        let queue = self.driver.health().queue;
        (queue.reports, queue.pending)
    }

    /// The reports that were sealed since the last call.
    pub(crate) fn sealed(&self) -> Vec<SealedRow> {
        self.queued.take()
    }

    /// The finder's counters since this phone was opened.
    pub(crate) fn counters(&mut self) -> Result<BTreeMap<String, u64>, Failure> {
        let mut now = self.totals()?;
        for (name, count) in &mut now {
            *count -= self.before.get(name).copied().unwrap_or(0).min(*count);
        }
        now.retain(|_, count| *count > 0);
        Ok(now)
    }

    fn totals(&mut self) -> Result<BTreeMap<String, u64>, Failure> {
        let counters = self.driver.counters(self.days).map_err(failed)?;
        Ok(counters.into_iter().fold(BTreeMap::new(), |mut totals, (_, name, count)| {
            *totals.entry(name).or_default() += count;
            totals
        }))
    }
}

/// Counters whose name begins with `prefix`, by the rest of the name.
pub(crate) fn counters_of<'a>(counters: &'a BTreeMap<String, u64>, prefix: &str) -> BTreeMap<&'a str, u64> {
    let named = counters.iter().filter_map(|(name, count)| Some((name.strip_prefix(prefix)?, *count)));
    named.collect()
}

/// Randomness that always goes the same way.
fn repeatable(seed: [u8; 32]) -> Entropy {
    let rng = Mutex::new(Seed(seed).rng());
    Arc::new(move |buffer: &mut [u8]| rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(buffer))
}

pub(super) fn store(
    folder: Option<&Path>,
    start: Now,
    entropy: &Entropy,
) -> Result<(Box<dyn Store>, Option<StoreTrouble>), Failure> {
    let Some(folder) = folder else {
        return Ok((Box::new(MemoryStore::new(entropy.clone())), None));
    };
    std::fs::create_dir_all(folder).map_err(|e| Failure::about(folder.display(), e))?;
    let vault = Arc::new(FileVault::open(&folder.join(VAULT))?);
    let path = folder.join(DATABASE);
    let opened = SqliteStore::open(&path, vault, entropy.clone(), start.wall_ms)
        .map_err(|e| Failure::about(path.display(), e))?;
    Ok((Box::new(opened.store), opened.incident))
}

pub(super) fn failed(error: EngineError) -> Failure {
    Failure::about("engine", error)
}
