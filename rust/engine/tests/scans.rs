//! Scans through an engine: a host's reservations, and what wakes the process.
#![allow(missing_docs, unused_results)]

mod common;

use std::sync::Arc;

use common::Ear;
use findmesh_core::ScanPermit;
use findmesh_core::phone::WakeCause;
use findmesh_engine::{Clock, Driver, Engine, PhoneEffect, VirtualClock};
use findmesh_store::MemoryStore;
use findmesh_testkit::seeded_entropy;

fn store() -> MemoryStore {
    MemoryStore::new(seeded_entropy(1))
}

fn driver(ear: &Arc<Ear>, clock: &Arc<VirtualClock>) -> Driver {
    Driver::open(common::setup(store()), clock.clone(), None, ear.clone()).unwrap()
}

/// Scans that were asked for, and stops of them.
fn asked(ear: &Ear) -> Vec<&'static str> {
    let effects = ear.effects.lock().unwrap();
    let scans = effects.iter().filter_map(|effect| match effect {
        PhoneEffect::StartScan { .. } => Some("start"),
        PhoneEffect::StopScan { .. } => Some("stop"),
        _ => None,
    });
    scans.collect()
}

#[test]
fn a_host_is_told_when_it_may_start_a_scan() {
    let (ear, clock) = (Arc::new(Ear::default()), common::clock());
    let mut driver = driver(&ear, &clock);
    let first = clock.now().boot_ms;
    for _ in 0..3 {
        assert_eq!(driver.reserve_scan_start().unwrap(), ScanPermit::Granted);
    }
    let later = ScanPermit::RetryAt { boot_ms: first + 30_000 };
    assert_eq!(driver.reserve_scan_start().unwrap(), later);
    assert!(driver.health().reasons.iter().any(|reason| reason.code == "scan_throttled"));
    driver.advance_to(first + 30_000).unwrap();
    assert_eq!(driver.reserve_scan_start().unwrap(), ScanPermit::Granted);
    assert!(driver.health().reasons.iter().all(|reason| reason.code != "scan_throttled"));
}

#[test]
fn an_engine_answers_its_host_too() {
    let (clock, relay) = (common::clock(), common::FakeRelay::new());
    let setup = common::setup(store());
    let hook: findmesh_engine::ThreadHook = Arc::new(|| {});
    let engine = Engine::open(setup, clock, common::client(&relay), Arc::new(Ear::default()), hook).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let permits: Vec<_> = (0..4).map(|_| runtime.block_on(engine.reserve_scan_start()).unwrap()).collect();
    assert_eq!(permits[..3], [ScanPermit::Granted; 3]);
    assert!(matches!(permits[3], ScanPermit::RetryAt { .. }));
    engine.woken(WakeCause::Job).unwrap();
    runtime.block_on(engine.shutdown()).unwrap();
}

#[test]
fn an_update_of_the_app_arms_the_scan_anew() {
    let (ear, clock) = (Arc::new(Ear::default()), common::clock());
    let mut driver = driver(&ear, &clock);
    common::listen(&mut driver);
    assert_eq!(asked(&ear), ["start"]);
    driver.woken(WakeCause::Job).unwrap();
    assert_eq!(asked(&ear), ["start"], "it was started a moment ago");
    clock.advance(10_000);
    driver.woken(WakeCause::PackageReplaced).unwrap();
    assert_eq!(asked(&ear), ["start", "stop", "start"]);
}
