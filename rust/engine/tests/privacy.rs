//! Participation, private zones and own tags through the engine and a store that is one.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::future::Future;
use std::sync::Arc;

use common::{Ear, FakeRelay};
use findmesh_core::consent::Purpose;
use findmesh_core::{OwnTags, Ownership, Participation, PrivateZone, StoreTrouble, ZoneError, ZoneId};
use findmesh_engine::{Clock, Engine, EngineError, Setup};
use findmesh_proto::Address;
use findmesh_proto::advert::Advert;
use findmesh_store::{MemoryStore, SqliteStore};
use findmesh_testkit::{FakeVault, FaultyStore, seeded_entropy};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn open(setup: Setup) -> Engine {
    let relay = FakeRelay::new();
    let client = common::client(&relay);
    Engine::open(setup, common::clock(), client, Arc::new(Ear::default()), Arc::new(|| {})).unwrap()
}

fn zone(n: u8, radius_m: f64) -> PrivateZone {
    let (latitude, longitude) = (common::LATITUDE, common::LONGITUDE);
    PrivateZone { id: ZoneId([n; 16]), latitude, longitude, radius_m, label: "ours".into() }
}

async fn count(engine: &Engine, name: &str) -> u64 {
    let counters = engine.counters(1).await.unwrap();
    counters.iter().filter(|(_, known, _)| known == name).map(|line| line.2).sum()
}

#[test]
fn what_a_person_set_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("finder.db");
    let vault = Arc::new(FakeVault::new(1));
    let open_file = || {
        let wall_ms = common::clock().now().wall_ms;
        let opened = SqliteStore::open(&path, vault.clone(), seeded_entropy(1), wall_ms).unwrap();
        open(common::setup(opened.store))
    };
    run(async {
        let engine = open_file();
        assert_eq!(engine.participation().await.unwrap(), Participation::AwayFromMyPlaces);
        engine.set_participation(Participation::Everywhere).await.unwrap();
        engine.put_zone(zone(1, 150.0)).await.unwrap();
        engine.put_zone(zone(2, 200.0)).await.unwrap();
        engine.put_zone(zone(1, 300.0)).await.unwrap();
        engine.remove_zone(ZoneId([2; 16])).await.unwrap();
        engine.remove_zone(ZoneId([9; 16])).await.unwrap();
        engine.shutdown().await.unwrap();
    });
    run(async {
        let engine = open_file();
        assert_eq!(engine.participation().await.unwrap(), Participation::Everywhere);
        assert_eq!(engine.zones().await.unwrap(), [zone(1, 300.0)]);
    });
}

#[test]
fn a_zone_that_is_none_is_refused_by_its_field_and_nothing_is_lost() {
    run(async {
        let engine = open(common::setup(MemoryStore::new(seeded_entropy(1))));
        engine.put_zone(zone(1, 150.0)).await.unwrap();
        let refused = |result| match result {
            Err(EngineError::Zone(error)) => error,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(engine.put_zone(zone(1, 20.0)).await), ZoneError::Radius);
        let nowhere = PrivateZone { latitude: f64::NAN, ..zone(1, 150.0) };
        assert_eq!(refused(engine.put_zone(nowhere).await), ZoneError::Latitude);
        for n in 2..=100 {
            engine.put_zone(zone(n, 150.0)).await.unwrap();
        }
        assert_eq!(refused(engine.put_zone(zone(101, 150.0)).await), ZoneError::TooMany);
        assert_eq!(engine.zones().await.unwrap().len(), 100);
        assert!(engine.zones().await.unwrap().contains(&zone(1, 150.0)));
    });
}

#[test]
fn a_zone_holds_although_the_store_refuses_it() {
    run(async {
        let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
        let engine = open(common::setup(store));
        faults.fail_commits(StoreTrouble::DiskFull, 1);
        let refused = engine.put_zone(zone(1, 150.0)).await;
        assert!(
            matches!(refused, Err(EngineError::NotStored { trouble: StoreTrouble::DiskFull })),
            "{refused:?}"
        );
        assert_eq!(engine.zones().await.unwrap(), [zone(1, 150.0)]);
    });
}

#[test]
fn where_the_phone_often_stays_is_shown_over_a_restart_and_goes_with_the_consent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("finder.db");
    let vault = Arc::new(FakeVault::new(1));
    let clock = common::clock();
    let open_file = || {
        let opened =
            SqliteStore::open(&path, vault.clone(), seeded_entropy(1), clock.now().wall_ms).unwrap().store;
        let client = common::client(&FakeRelay::new());
        Engine::open(common::setup(opened), clock.clone(), client, Arc::new(Ear::default()), Arc::new(|| {}))
            .unwrap()
    };
    run(async {
        let engine = open_file();
        engine.grant(Purpose::CrowdReporting, "1", "en", "test").await.unwrap();
        engine.phone_changed(common::phone()).unwrap();
        engine.enable().await.unwrap();
        for _ in 0..=8 {
            engine.fix(common::fix(clock.now().boot_ms)).unwrap();
            engine.wake().await.unwrap();
            clock.advance(30 * common::MINUTE);
        }
        engine.shutdown().await.unwrap();
    });
    run(async {
        let engine = open_file();
        let places = engine.familiar_places().await.unwrap();
        let [place] = places.as_slice() else { panic!("{places:?}") };
        assert_eq!((place.home, place.stayed_ms), (false, 240 * common::MINUTE), "four hours make no home");
        assert!((place.latitude - common::LATITUDE).abs() < 1e-4);
        assert!((place.longitude - common::LONGITUDE).abs() < 1e-4);
        engine.withdraw(Purpose::CrowdReporting, "test").await.unwrap();
        assert_eq!(engine.familiar_places().await.unwrap(), []);
    });
}

struct All;

impl OwnTags for All {
    fn prepare(&mut self, _: i64) {}

    fn recognise(&mut self, _: &Advert<'_>, _: Option<Address>, _: i64) -> Option<Ownership> {
        Some(Ownership::Family)
    }
}

#[test]
fn the_tags_of_a_household_are_given_at_the_start() {
    run(async {
        let setup = common::setup(MemoryStore::new(seeded_entropy(1))).own_tags(Box::new(All));
        let engine = open(setup);
        engine.grant(Purpose::CrowdReporting, "1", "en", "test").await.unwrap();
        engine.phone_changed(common::phone()).unwrap();
        engine.enable().await.unwrap();
        let heard = common::heard([1, 2], engine.clock().now().boot_ms);
        engine.committed(engine.ingest(&heard).unwrap()).await.unwrap();
        assert_eq!(count(&engine, "suppressed_family_tag").await, 2);
    });
}
