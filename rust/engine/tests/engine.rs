//! The engine on its threads: nobody waits for the network, nothing acknowledged is lost.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};

use common::relay::Answer;
use common::{Ear, FakeRelay, MINUTE};
use findmesh_core::consent::Purpose;
use findmesh_core::{FinderState, Health, StoreTrouble};
use findmesh_engine::{
    Clock, Engine, EngineError, EngineObserver, PhoneEffect, ThreadHook, VirtualClock, Window,
};
use findmesh_store::{MemoryStore, SqliteStore, Store};
use findmesh_testkit::{FakeVault, FaultyStore, seeded_entropy};

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn no_hook() -> ThreadHook {
    Arc::new(|| {})
}

struct Phone {
    engine: Arc<Engine>,
    clock: Arc<VirtualClock>,
    relay: Arc<FakeRelay>,
}

impl Phone {
    fn new(store: impl Store + 'static) -> Self {
        Self::with(store, common::clock(), Arc::new(Ear::default()), no_hook())
    }

    fn with(
        store: impl Store + 'static,
        clock: Arc<VirtualClock>,
        observer: Arc<dyn EngineObserver>,
        hook: ThreadHook,
    ) -> Self {
        let relay = FakeRelay::new();
        let client = common::client(&relay);
        let engine = Engine::open(common::setup(store), clock.clone(), client, observer, hook).unwrap();
        Self { engine: Arc::new(engine), clock, relay }
    }

    fn memory() -> Self {
        Self::new(MemoryStore::new(seeded_entropy(1)))
    }

    async fn listening(self) -> Self {
        self.engine.grant(Purpose::CrowdReporting, "1", "en", "test").await.unwrap();
        self.engine.phone_changed(common::phone()).unwrap();
        self.engine.enable().await.unwrap();
        self.engine.scan_started(findmesh_core::ScanSlot::Standing).unwrap();
        self
    }

    fn boot_ms(&self) -> u64 {
        self.clock.now().boot_ms
    }

    async fn sees(&self, tags: impl IntoIterator<Item = u8>) {
        self.engine.fix(common::fix(self.boot_ms())).unwrap();
        self.clock.advance(1_000);
        let ticket = self.engine.ingest(&common::heard(tags, self.boot_ms())).unwrap();
        self.clock.advance(1_000);
        self.engine.committed(ticket).await.unwrap();
        self.engine.fix(common::fix(self.boot_ms())).unwrap();
        self.clock.advance(MINUTE);
        self.engine.wake().await.unwrap();
    }

    async fn waits(&self, minutes: u64) {
        self.clock.advance(minutes * MINUTE);
        self.engine.wake().await.unwrap();
    }

    /// Time passes until the engine wants to be woken for an upload; while a request is under way it does not, and waits
    /// for its next listen alone, which is far off.
    async fn sleeps(&self) {
        let now = self.clock.now();
        let soon = now.wall_ms + 6 * MINUTE.cast_signed();
        match self.engine.health().next_wake_wall_ms.filter(|wake| (now.wall_ms + 1..=soon).contains(wake)) {
            Some(wake) => self.clock.set_boot(now.boot_ms.saturating_add_signed(wake - now.wall_ms)),
            None => std::thread::yield_now(),
        }
        self.engine.wake().await.unwrap();
    }

    fn queued(&self) -> u32 {
        self.engine.health().queue.reports
    }
}

#[test]
fn a_batch_is_acknowledged_sealed_and_sent() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees([1]).await;
        assert_eq!(phone.queued(), 1, "{:?}", phone.engine.health());
        phone.waits(31).await;
        assert!(phone.relay.requests().is_empty(), "nothing leaves outside of a window");
        let summary = phone.engine.upload_due(Window::Lasting(10 * MINUTE)).await.unwrap();
        assert_eq!((summary.sent, summary.held, summary.remaining), (1, 1, 0));
        assert!(common::open(1, &phone.relay.requests()[0].body).is_some());
        phone.engine.shutdown().await.unwrap();
    });
}

#[test]
fn a_relay_that_hangs_holds_up_no_batch() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees([1]).await;
        phone.waits(31).await;
        let release = phone.relay.hang();
        let engine = phone.engine.clone();
        let upload = std::thread::spawn(move || run(engine.upload_due(Window::Wake)));
        while phone.relay.requests().is_empty() {
            std::thread::yield_now();
        }
        let ticket = phone.engine.ingest(&common::heard([2], phone.boot_ms())).unwrap();
        phone.engine.committed(ticket).await.unwrap();
        release.send(()).unwrap();
        assert_eq!(upload.join().unwrap().unwrap().held, 1);
    });
}

#[test]
fn a_window_goes_on_while_time_does() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees(1..=3).await;
        phone.waits(31).await;
        let engine = phone.engine.clone();
        let upload = std::thread::spawn(move || run(engine.upload_due(Window::Lasting(30 * MINUTE))));
        while !upload.is_finished() {
            phone.sleeps().await;
        }
        let summary = upload.join().unwrap().unwrap();
        assert_eq!((summary.held, summary.remaining), (3, 0));
    });
}

#[test]
fn a_window_ends_with_the_last_report_that_can_leave_in_it() {
    run(async {
        let phone = Phone::memory().listening().await;
        let summary = phone.engine.upload_due(Window::Lasting(30 * MINUTE)).await.unwrap();
        assert_eq!((summary.sent, summary.next_due_wall_ms), (0, None));
    });
}

#[test]
fn a_host_that_leaves_ends_its_window() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees(1..=3).await;
        phone.waits(31).await;
        let release = phone.relay.hang();
        let mut upload = Box::pin(phone.engine.upload_due(Window::Lasting(600 * MINUTE)));
        let pending = futures_once(&mut upload).await;
        assert!(pending.is_none());
        while phone.relay.requests().is_empty() {
            std::thread::yield_now();
        }
        drop(upload);
        phone.engine.wake().await.unwrap();
        release.send(()).unwrap();
        while phone.queued() > 2 {
            std::thread::yield_now();
        }
        phone.waits(60).await;
        phone.waits(60).await;
        assert_eq!(phone.relay.requests().len(), 1);
        assert_eq!(phone.queued(), 2);
    });
}

/// Polls once.
async fn futures_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[test]
fn enable_needs_consent() {
    run(async {
        let phone = Phone::memory();
        let refused = phone.engine.enable().await;
        assert!(matches!(refused, Err(EngineError::ConsentMissing(Purpose::CrowdReporting))));
        assert_eq!(phone.engine.state(), FinderState::Off);
    });
}

#[test]
fn a_withdrawal_returns_when_all_is_still_and_erased() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees(1..=3).await;
        phone.waits(31).await;
        assert_eq!(phone.engine.grants(), [Purpose::CrowdReporting]);
        let release = phone.relay.hang();
        let engine = phone.engine.clone();
        let upload = std::thread::spawn(move || run(engine.upload_due(Window::Lasting(MINUTE))));
        while phone.relay.requests().is_empty() {
            std::thread::yield_now();
        }
        let mut withdrawal = Box::pin(phone.engine.withdraw(Purpose::CrowdReporting, "switch"));
        assert!(futures_once(&mut withdrawal).await.is_none());
        while !phone.engine.grants().is_empty() {
            std::thread::yield_now();
        }
        assert!(futures_once(&mut withdrawal).await.is_none(), "a request is still under way");
        release.send(()).unwrap();
        withdrawal.await.unwrap();
        assert_eq!(phone.queued(), 0);
        phone.clock.advance(60 * MINUTE);
        upload.join().unwrap().unwrap();
        assert_eq!(phone.relay.requests().len(), 1);
        assert_eq!(phone.engine.consent_ledger().await.unwrap().len(), 2);
    });
}

#[test]
fn unknown_tickets_and_malformed_batches_are_refused() {
    run(async {
        let phone = Phone::memory();
        assert!(matches!(phone.engine.ingest(&[9]), Err(EngineError::Packed(_))));
        let unknown = phone.engine.committed(1).await;
        assert!(matches!(unknown, Err(EngineError::UnknownTicket { ticket: 1 })));
    });
}

#[test]
fn a_full_disk_refuses_the_ticket() {
    run(async {
        let (store, faults) = FaultyStore::new(MemoryStore::new(seeded_entropy(1)));
        let phone = Phone::new(store).listening().await;
        phone.engine.wake().await.unwrap();
        faults.fail_commits(StoreTrouble::DiskFull, 1);
        let ticket = phone.engine.ingest(&common::heard([1], phone.boot_ms())).unwrap();
        let refused = phone.engine.committed(ticket).await;
        assert!(matches!(refused, Err(EngineError::NotStored { trouble: StoreTrouble::DiskFull })));
        phone.sees([1]).await;
        assert_eq!(phone.queued(), 1);
    });
}

#[test]
fn a_transport_that_panics_answered_nothing() {
    run(async {
        let phone = Phone::memory().listening().await;
        phone.sees([1]).await;
        phone.waits(31).await;
        phone.relay.answer(Answer::Panic);
        let summary = phone.engine.upload_due(Window::Wake).await.unwrap();
        assert_eq!((summary.failed, summary.remaining), (1, 1));
        phone.waits(6).await;
        assert_eq!(phone.engine.upload_due(Window::Wake).await.unwrap().held, 1);
    });
}

/// Panics whatever it hears.
struct Defect;

impl EngineObserver for Defect {
    fn on_phone_effect(&self, _: PhoneEffect) {
        panic!("a host's observer with a defect");
    }

    fn on_health(&self, _: Health) {
        panic!("a host's observer with a defect");
    }
}

#[test]
fn an_observer_that_panics_stops_nothing() {
    run(async {
        let store = MemoryStore::new(seeded_entropy(1));
        let phone = Phone::with(store, common::clock(), Arc::new(Defect), no_hook()).listening().await;
        phone.sees([1]).await;
        assert_eq!(phone.queued(), 1);
    });
}

/// Blocks the engine's thread until told.
struct Wall(Mutex<Receiver<()>>);

impl EngineObserver for Wall {
    fn on_phone_effect(&self, _: PhoneEffect) {}

    fn on_health(&self, _: Health) {
        let _ = self.0.lock().unwrap().recv();
    }
}

#[test]
fn an_engine_that_is_behind_says_busy_and_loses_nothing() {
    run(async {
        let (release, held) = mpsc::channel();
        let observer = Arc::new(Wall(Mutex::new(held)));
        let phone = Phone::with(MemoryStore::new(seeded_entropy(1)), common::clock(), observer, no_hook());
        let batch = common::heard([], phone.boot_ms());
        let mut taken = Vec::new();
        let refused = loop {
            match phone.engine.ingest(&batch) {
                Ok(ticket) => taken.push(ticket),
                Err(error) => break error,
            }
        };
        assert!(matches!(refused, EngineError::Busy { waiting: 512 }), "{refused}");
        drop(release);
        for ticket in taken {
            phone.engine.committed(ticket).await.unwrap();
        }
    });
}

#[test]
fn health_is_told_once_a_second_and_the_newest_at_the_end() {
    run(async {
        let ear = Arc::new(Ear::default());
        let store = MemoryStore::new(seeded_entropy(1));
        let started = std::time::Instant::now();
        let phone = Phone::with(store, common::clock(), ear.clone(), no_hook()).listening().await;
        for number in 1..=100 {
            phone.sees([number]).await;
        }
        let last = phone.engine.health();
        phone.engine.shutdown().await.unwrap();
        let told = ear.healths.lock().unwrap();
        let seconds = started.elapsed().as_secs() as usize;
        assert!(told.len() <= seconds + 3, "{} in {seconds} s", told.len());
        assert_eq!(told.last().unwrap().queue, last.queue);
    });
}

#[test]
fn shutdown_keeps_what_was_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("findmesh.db");
    let vault = Arc::new(FakeVault::default());
    let clock = common::clock();
    let open =
        || SqliteStore::open(&path, vault.clone(), seeded_entropy(1), clock.now().wall_ms).unwrap().store;
    let ear = Arc::new(Ear::default());
    run(async {
        let phone = Phone::with(open(), clock.clone(), ear.clone(), no_hook()).listening().await;
        phone.engine.fix(common::fix(phone.boot_ms())).unwrap();
        for number in 1..=10 {
            phone.engine.ingest(&common::heard([number], phone.boot_ms())).unwrap();
        }
        phone.engine.shutdown().await.unwrap();
        assert!(matches!(phone.engine.ingest(&common::heard([1], 0)), Err(EngineError::Closed)));
        assert!(matches!(phone.engine.wake().await, Err(EngineError::Closed)));
        phone.engine.shutdown().await.unwrap();
    });
    run(async {
        let phone = Phone::with(open(), clock.clone(), ear, no_hook());
        let queue = phone.engine.health().queue;
        assert_eq!(queue.reports + queue.pending, 10, "{:?}", phone.engine.health());
    });
}

#[test]
fn each_thread_is_greeted() {
    let greeted = Arc::new(AtomicU32::new(0));
    let count = greeted.clone();
    let hook: ThreadHook = Arc::new(move || {
        count.fetch_add(1, Ordering::SeqCst);
        panic!("a hook with a defect");
    });
    run(async {
        let store = MemoryStore::new(seeded_entropy(1));
        let phone = Phone::with(store, common::clock(), Arc::new(Ear::default()), hook);
        phone.engine.wake().await.unwrap();
        phone.engine.shutdown().await.unwrap();
    });
    while greeted.load(Ordering::SeqCst) < 2 {
        std::thread::yield_now();
    }
}

#[test]
fn many_threads_may_hand_over_batches() {
    let phone = Phone::memory();
    let threads: Vec<_> = (0..4)
        .map(|number| {
            let (engine, batch) = (phone.engine.clone(), common::heard([number], phone.boot_ms()));
            std::thread::spawn(move || {
                let tickets: Vec<_> = (0..50).map(|_| engine.ingest(&batch).unwrap()).collect();
                run(async {
                    for ticket in &tickets {
                        engine.committed(*ticket).await.unwrap();
                    }
                });
                tickets
            })
        })
        .collect();
    let mut all: Vec<_> = threads.into_iter().flat_map(|t| t.join().unwrap()).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=200).collect::<Vec<_>>());
}
