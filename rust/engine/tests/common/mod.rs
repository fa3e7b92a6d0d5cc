//! A phone, a tag, a relay: what the engine's tests are about.
#![allow(dead_code, unreachable_pub)] // each test file uses its own part

pub mod relay;
pub mod shared_store;

use std::sync::{Arc, Mutex};

use findmesh_core::consent::Purpose;
use findmesh_core::phone::PhoneState;
use findmesh_core::{Event, FinderConfig, Fix, Health, ScanSlot};
use findmesh_crypto::{native, p256};
use findmesh_engine::{Driver, EngineObserver, PhoneEffect, Setup, VirtualClock};
use findmesh_net::{RelayClient, RelayUrl};
use findmesh_proto::report::{FixSource, Report};
use findmesh_store::Store;
use findmesh_testkit::adverts::{SampleTag, test_deployment};
use findmesh_testkit::clock::START;
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::seeded_entropy;

pub use relay::FakeRelay;

pub const MINUTE: u64 = 60_000;
pub const LATITUDE: f64 = 42.6977;
pub const LONGITUDE: f64 = 23.3219;

pub fn today() -> u32 {
    u32::try_from(START.day()).unwrap()
}

pub fn tag(number: u8) -> SampleTag {
    SampleTag::new(number, today())
}

/// One advert of each tag, heard at `boot_ms`.
pub fn heard(numbers: impl IntoIterator<Item = u8>, boot_ms: u64) -> Vec<u8> {
    let add = |batch: BatchBuilder, n| batch.heard(&tag(n).compact(0), -60, boot_ms);
    numbers.into_iter().fold(BatchBuilder::new(), add).build()
}

pub fn fix(boot_ms: u64) -> Fix {
    Fix {
        latitude: LATITUDE,
        longitude: LONGITUDE,
        accuracy_m: 8.0,
        altitude_m: None,
        speed_mps: Some(0.0),
        source: FixSource::Gnss,
        mock: false,
        boot_ms,
    }
}

pub fn phone() -> PhoneState {
    PhoneState::default()
}

pub fn config() -> FinderConfig {
    FinderConfig { deployment: test_deployment(), ..FinderConfig::default() }
}

pub fn setup(store: impl Store + 'static) -> Setup {
    Setup::new(config(), Box::new(store)).entropy(seeded_entropy(7))
}

pub fn clock() -> Arc<VirtualClock> {
    Arc::new(VirtualClock::new(START))
}

pub fn client(relay: &Arc<FakeRelay>) -> RelayClient {
    RelayClient::new(RelayUrl::parse("http://127.0.0.1:9").unwrap(), relay.clone())
}

/// What the owner of a tag reads in a body.
pub fn open(number: u8, body: &[u8]) -> Option<Report> {
    let epoch = tag(number).epoch(0, native::SEPARATED_SLOT);
    native::open(p256::backend(), &epoch.private_key, body, &test_deployment().service_uuid).ok()
}

pub fn counter(health: &Health, name: &str) -> u64 {
    health.today.iter().find(|(n, _)| n == name).map_or(0, |(_, count)| *count)
}

pub fn has_reason(health: &Health, code: &str) -> bool {
    health.reasons.iter().any(|r| r.code == code)
}

/// Keeps what it hears.
#[derive(Default)]
pub struct Ear {
    pub effects: Mutex<Vec<PhoneEffect>>,
    pub healths: Mutex<Vec<Health>>,
}

impl EngineObserver for Ear {
    fn on_phone_effect(&self, effect: PhoneEffect) {
        self.effects.lock().unwrap().push(effect);
    }

    fn on_health(&self, health: Health) {
        self.healths.lock().unwrap().push(health);
    }
}

/// Consent, wish, permission, a running scan.
pub fn listen(driver: &mut Driver) {
    driver.grant(Purpose::CrowdReporting, "1", "en", "test").unwrap();
    driver.handle(Event::Phone(phone())).unwrap();
    driver.handle(Event::Enable).unwrap();
    driver.handle(Event::ScanStarted { slot: ScanSlot::Standing }).unwrap();
}
