//! Counts of processes that live short: what an engine saw is in its store when it ends.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::future::Future;
use std::sync::Arc;

use common::shared_store::SharedStore;
use common::{Ear, FakeRelay, MINUTE};
use findmesh_engine::{Clock, Engine, VirtualClock, Window};
use findmesh_store::Store;

const SUPPRESSED: &str = "suppressed_no_consent";

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

/// A process of a phone whose user agreed to nothing: every advert is suppressed.
struct Process {
    engine: Engine,
    store: SharedStore,
    clock: Arc<VirtualClock>,
}

impl Process {
    fn start(store: &SharedStore) -> Self {
        let clock = common::clock();
        let client = common::client(&FakeRelay::new());
        let (setup, ear) = (common::setup(store.clone()), Arc::new(Ear::default()));
        let engine = Engine::open(setup, clock.clone(), client, ear, Arc::new(|| {})).unwrap();
        Self { engine, store: store.clone(), clock }
    }

    async fn hears(&self) {
        let batch = common::heard([1], self.clock.now().boot_ms);
        let ticket = self.engine.ingest(&batch).unwrap();
        self.engine.committed(ticket).await.unwrap();
    }

    /// What a process started next would find.
    fn stored(&self) -> u64 {
        let today = self.clock.now().day();
        let lines = self.store.clone().counters(today, today).unwrap();
        let line = lines.iter().find(|(_, name, _)| name == SUPPRESSED);
        line.map_or(0, |line| line.2)
    }
}

#[test]
fn a_receiver_that_ends_after_its_wake_keeps_its_counts() {
    run(async {
        let store = SharedStore::new();
        let mut killed = Vec::new();
        for wakes in 1..=3 {
            let process = Process::start(&store);
            process.hears().await;
            process.engine.upload_due(Window::Wake).await.unwrap();
            assert_eq!(process.stored(), wakes);
            // Kept to the end: an engine that is dropped here would write down what it still knows.
            killed.push(process.engine);
        }
    });
}

#[test]
fn shutdown_keeps_the_counts() {
    run(async {
        let store = SharedStore::new();
        let process = Process::start(&store);
        process.hears().await;
        process.hears().await;
        process.engine.shutdown().await.unwrap();
        assert_eq!(process.stored(), 2);
        let next = Process::start(&store);
        assert_eq!(common::counter(&next.engine.health(), SUPPRESSED), 2);
    });
}

#[test]
fn a_process_that_lives_writes_them_within_a_minute_by_itself() {
    run(async {
        let process = Process::start(&SharedStore::new());
        process.hears().await;
        assert_eq!(process.stored(), 0);
        process.clock.advance(MINUTE);
        while process.stored() == 0 {
            std::thread::yield_now();
        }
        assert_eq!(process.stored(), 1);
    });
}
