//! The finder under torture, by either way that hosts have: the driver, or the engine on threads of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use findmesh_core::consent::Purpose;
use findmesh_core::phone::{Connectivity, PhoneState};
use findmesh_core::{Event, FinderConfig, Fix, Health, ScanSlot, StoreTrouble};
use findmesh_engine::{Driver, Engine, Quiet, Setup, VirtualClock, Window};
use findmesh_net::RelayClient;
use findmesh_store::Store;
use findmesh_testkit::adverts::test_deployment;
use findmesh_testkit::seeded_entropy;
use tokio::runtime::Runtime;

/// Either of them; on return everything is durable.
pub(crate) enum Finder {
    Driver(Box<Driver>),
    Engine(Box<Engine>, Runtime),
}

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Driver,
    Engine,
}

impl Finder {
    /// Opens it and, where nobody did before, agrees.
    pub(crate) fn open(
        kind: Kind,
        store: Box<dyn Store>,
        incident: Option<StoreTrouble>,
        clock: Arc<VirtualClock>,
        relay: RelayClient,
        seed: u64,
    ) -> Self {
        let config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
        let setup = Setup::new(config, store).incident(incident).entropy(seeded_entropy(seed));
        let mut finder = match kind {
            Kind::Driver => {
                let driver = Driver::open(setup, clock, Some(relay), Arc::new(Quiet));
                Self::Driver(Box::new(driver.unwrap()))
            }
            Kind::Engine => {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let engine = Engine::open(setup, clock, relay, Arc::new(Quiet), Arc::new(|| {}));
                Self::Engine(Box::new(engine.unwrap()), runtime)
            }
        };
        finder.begin();
        finder
    }

    fn begin(&mut self) {
        // Nothing keeps a report back but its own delay.
        let connectivity = Connectivity::Unmetered;
        let state = PhoneState { connectivity, charging: true, radio_up: true, ..PhoneState::default() };
        self.tell(Event::Phone(state));
        if !self.agreed() {
            self.grant();
        }
        self.tell(Event::Enable);
        self.tell(Event::ScanStarted { slot: ScanSlot::Standing });
    }

    fn agreed(&mut self) -> bool {
        let ledger = match self {
            Self::Driver(driver) => driver.consent_ledger(),
            Self::Engine(engine, runtime) => runtime.block_on(engine.consent_ledger()),
        };
        !ledger.unwrap().is_empty()
    }

    fn grant(&mut self) {
        let granted = match self {
            Self::Driver(driver) => driver.grant(Purpose::CrowdReporting, "1", "en", "a test"),
            Self::Engine(engine, runtime) => {
                runtime.block_on(engine.grant(Purpose::CrowdReporting, "1", "en", "a test"))
            }
        };
        granted.unwrap();
    }

    fn tell(&mut self, event: Event) {
        match self {
            Self::Driver(driver) => driver.handle(event).unwrap(),
            Self::Engine(engine, runtime) => match event {
                Event::Phone(state) => engine.phone_changed(state).unwrap(),
                Event::Fix(fix) => engine.fix(fix).unwrap(),
                Event::ScanStarted { slot } => engine.scan_started(slot).unwrap(),
                Event::Enable => runtime.block_on(engine.enable()).unwrap(),
                other => panic!("nobody tells the engine {other:?}"),
            },
        }
    }

    /// The platform tells a place.
    pub(crate) fn fix(&mut self, fix: Fix) {
        self.tell(Event::Fix(fix));
        self.wake();
    }

    /// Returns once the batch is committed.
    pub(crate) fn ingest(&mut self, packed: Vec<u8>) {
        match self {
            Self::Driver(driver) => drop(driver.ingest(packed).unwrap()),
            Self::Engine(engine, runtime) => {
                let ticket = engine.ingest(&packed).unwrap();
                runtime.block_on(engine.committed(ticket)).unwrap();
            }
        }
    }

    /// Every key under a new wrapper.
    pub(crate) fn renew_keys(&mut self) {
        let renewed = match self {
            Self::Driver(driver) => driver.renew_keys(),
            Self::Engine(engine, runtime) => runtime.block_on(engine.renew_keys()),
        };
        assert!(renewed.unwrap());
    }

    /// Does what is due.
    pub(crate) fn wake(&mut self) {
        match self {
            Self::Driver(driver) => driver.handle(Event::Tick).unwrap(),
            Self::Engine(engine, runtime) => runtime.block_on(engine.wake()).unwrap(),
        }
    }

    /// A background wake in which a report may leave.
    pub(crate) fn upload(&mut self) {
        match self {
            Self::Driver(driver) => drop(driver.upload_wake().unwrap()),
            Self::Engine(engine, runtime) => drop(runtime.block_on(engine.upload_due(Window::Wake)).unwrap()),
        }
    }

    /// What it says of itself.
    pub(crate) fn health(&self) -> Health {
        match self {
            Self::Driver(driver) => driver.health(),
            Self::Engine(engine, _) => engine.health(),
        }
    }

    /// Sums of all counters over all days.
    pub(crate) fn counts(&mut self) -> BTreeMap<String, u64> {
        let counters = match self {
            Self::Driver(driver) => driver.counters(30),
            Self::Engine(engine, runtime) => runtime.block_on(engine.counters(30)),
        };
        let mut sums = BTreeMap::new();
        for (_, name, count) in counters.unwrap() {
            *sums.entry(name).or_default() += count;
        }
        sums
    }
}
