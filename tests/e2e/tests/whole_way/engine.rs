//! The same way through the engine on its own threads.

use std::sync::Arc;

use findmesh_core::FinderConfig;
use findmesh_core::consent::Purpose;
use findmesh_core::phone::PhoneState;
use findmesh_e2e::{MINUTE, Place, RelayProcess, Reply, ScriptedServer, relay, world};
use findmesh_engine::{Clock, Engine, Quiet, Setup, VirtualClock, Window};
use findmesh_net::RelayClient;
use findmesh_store::SqliteStore;
use findmesh_testkit::adverts::test_deployment;
use findmesh_testkit::packed::BatchBuilder;
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

use crate::{compact, owner};

const PLACE: Place = Place::MARKET;

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(future)
}

struct Running {
    engine: Arc<Engine>,
    clock: Arc<VirtualClock>,
    _folder: TempDir,
}

impl Running {
    async fn start(relay: RelayClient) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(VirtualClock::new(world::start()));
        let path = folder.path().join("findmesh.db");
        let vault = Arc::new(FakeVault::default());
        let opened = SqliteStore::open(&path, vault, seeded_entropy(5), clock.now().wall_ms).unwrap();
        let config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
        let setup = Setup::new(config, Box::new(opened.store)).entropy(seeded_entropy(6));
        let engine = Engine::open(setup, clock.clone(), relay, Arc::new(Quiet), Arc::new(|| {})).unwrap();
        engine.grant(Purpose::CrowdReporting, "1", "en", "a test").await.unwrap();
        engine.phone_changed(PhoneState::default()).unwrap();
        engine.enable().await.unwrap();
        engine.scan_started(findmesh_core::ScanSlot::Standing).unwrap();
        Self { engine: Arc::new(engine), clock, _folder: folder }
    }

    async fn sees(&self, tags: impl IntoIterator<Item = u8>) {
        let boot_ms = || self.clock.now().boot_ms;
        self.engine.fix(PLACE.fix(boot_ms())).unwrap();
        self.clock.advance(1_000);
        let heard = |batch: BatchBuilder, number| batch.heard(&compact(number), -60, boot_ms());
        let batch = tags.into_iter().fold(BatchBuilder::new(), heard).build();
        let ticket = self.engine.ingest(&batch).unwrap();
        self.engine.committed(ticket).await.unwrap();
        self.clock.advance(1_000);
        self.engine.fix(PLACE.fix(boot_ms())).unwrap();
        self.clock.advance(31 * MINUTE);
        self.engine.wake().await.unwrap();
    }
}

#[test]
fn the_engine_on_its_threads_brings_a_report_to_its_owner() {
    let relay = RelayProcess::start();
    run(async {
        let phone = Running::start(relay.client()).await;
        phone.sees([1]).await;
        let sent = phone.engine.upload_due(Window::Wake).await.unwrap();
        assert_eq!((sent.held, sent.remaining), (1, 0), "{sent:?}");
        phone.engine.shutdown().await.unwrap();
    });
    let fetched = owner(1).fetch(&relay.url());
    let [read] = fetched.places.as_slice() else { panic!("{fetched:?}") };
    assert!((read.latitude() - PLACE.latitude).abs() <= 1e-6, "{read:?}");
    assert!((read.longitude() - PLACE.longitude).abs() <= 1e-6, "{read:?}");
}

#[test]
fn a_withdrawal_while_a_request_hangs_is_the_end_of_it() {
    let server = ScriptedServer::start();
    server.then(Reply::Hang);
    let patience = std::time::Duration::from_millis(300);
    run(async {
        let phone = Running::start(relay::client(&server.url()).with_timeout(patience)).await;
        phone.sees([1, 2, 3]).await;
        let engine = phone.engine.clone();
        let upload = std::thread::spawn(move || run(engine.upload_due(Window::Lasting(60 * MINUTE))));
        while server.count() == 0 {
            std::thread::yield_now();
        }
        phone.engine.withdraw(Purpose::CrowdReporting, "a switch").await.unwrap();
        let queue = phone.engine.health().queue;
        assert_eq!((queue.reports, queue.pending), (0, 0));
        while !upload.is_finished() {
            phone.clock.advance(5_000);
            std::thread::yield_now();
        }
        drop(upload.join().unwrap());
        phone.clock.advance(60 * MINUTE);
        phone.engine.wake().await.unwrap();
        let later = phone.engine.upload_due(Window::Wake).await.unwrap();
        assert_eq!((later.sent, later.remaining, server.count()), (0, 0, 1));
        phone.engine.shutdown().await.unwrap();
    });
}
