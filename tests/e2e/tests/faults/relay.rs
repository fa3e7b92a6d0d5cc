//! The real relay, whose hours are the phone's, whose store can fail, which can be stopped and list other networks.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use findmesh_e2e::socket;
use findmesh_engine::{Clock, VirtualClock};
use findmesh_proto::{BodyRule, Network};
use findmesh_relay::storage::{
    Found, HeldReport, NewReport, ReportStorage, Search, SqliteStorage, StorageError, StorageSize, Tally,
    Wanted,
};
use findmesh_relay::{AdmissionTable, HourClock, RelayConfig, RelayHandle, RelayParts};
use tempfile::TempDir;

/// Hour of the epoch at which a phone's boot clock is 0.
const FIRST_HOUR: u32 = 490_000;

/// The relay's own clock does not jump when the phone's does.
struct Hours(Arc<VirtualClock>);

impl HourClock for Hours {
    fn hour(&self) -> u32 {
        FIRST_HOUR + (self.0.now().boot_ms / 3_600_000) as u32
    }
}

/// SQLite, failing when told to.
struct Moody {
    inner: SqliteStorage,
    fails: Arc<AtomicBool>,
}

#[async_trait]
impl ReportStorage for Moody {
    async fn hold(&self, batch: Vec<NewReport>) -> Result<Tally, StorageError> {
        if self.fails.load(Ordering::SeqCst) {
            return Err(StorageError::Full);
        }
        self.inner.hold(batch).await
    }

    async fn find(&self, search: Search) -> Result<Found, StorageError> {
        self.inner.find(search).await
    }

    async fn forget_before(&self, hour: u32) -> Result<u64, StorageError> {
        self.inner.forget_before(hour).await
    }

    async fn size(&self) -> Result<StorageSize, StorageError> {
        self.inner.size().await
    }

    async fn check(&self) -> Result<(), StorageError> {
        self.inner.check().await
    }

    async fn close(&self) -> Result<(), StorageError> {
        self.inner.close().await
    }
}

/// What the relay says it did, over all its lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub held: u64,
    pub duplicate: u64,
    pub sampled: u64,
}

struct Running {
    handle: RelayHandle,
    storage: Arc<Moody>,
}

pub struct RelayHost {
    clock: Arc<VirtualClock>,
    folder: TempDir,
    cap: u32,
    /// Reports that it takes in one request.
    together: u32,
    fails: Arc<AtomicBool>,
    running: Mutex<Option<Running>>,
    /// Of lives that are over.
    sums: Mutex<Sums>,
}

impl RelayHost {
    /// Lists these networks and holds `cap` bodies an id and hour.
    pub fn start(clock: Arc<VirtualClock>, listed: &[Network], cap: u32) -> Arc<Self> {
        Self::start_for(clock, listed, cap, 1)
    }

    /// The same for a deployment that lets so many reports share a request.
    pub fn start_for(clock: Arc<VirtualClock>, listed: &[Network], cap: u32, together: u32) -> Arc<Self> {
        let host = Self {
            clock,
            folder: quick_folder(),
            cap,
            together,
            fails: Arc::default(),
            running: Mutex::new(None),
            sums: Mutex::default(),
        };
        host.restart(listed);
        Arc::new(host)
    }

    /// Starts it again, with what it held before.
    pub fn restart(&self, listed: &[Network]) {
        self.stop();
        let storage = SqliteStorage::open(&self.folder.path().join("relay.sqlite"), self.cap).unwrap();
        let storage = Arc::new(Moody { inner: storage, fails: self.fails.clone() });
        let rules = BodyRule::ALL.into_iter().filter(|rule| listed.contains(&rule.network)).collect();
        let mut config = RelayConfig::loopback(self.folder.path());
        (config.admission, config.hourly_cap) = (AdmissionTable::new(rules), self.cap);
        config.max_reports = self.together;
        config.commit_window = std::time::Duration::ZERO;
        let parts = RelayParts {
            storage: Some(storage.clone()),
            clock: Arc::new(Hours(self.clock.clone())),
            ..RelayParts::default()
        };
        let handle = RelayHandle::start_with(config, parts).unwrap();
        *self.lock() = Some(Running { handle, storage });
    }

    /// Ends it in order; until it is started again nobody listens.
    pub fn stop(&self) {
        let Some(running) = self.lock().take() else { return };
        let mut sums = self.sums.lock().unwrap();
        *sums = add(*sums, read_sums(running.handle.local_addr()));
        running.handle.stop().unwrap();
    }

    pub fn address(&self) -> Option<SocketAddr> {
        self.lock().as_ref().map(|running| running.handle.local_addr())
    }

    /// From now on its store fails, or not.
    pub fn store_fails(&self, fails: bool) {
        self.fails.store(fails, Ordering::SeqCst);
    }

    pub fn sums(&self) -> Sums {
        let before = *self.sums.lock().unwrap();
        self.address().map_or(before, |address| add(before, read_sums(address)))
    }

    /// Bodies that it holds under an id.
    pub fn held(&self, network: Network, lookup_id: &[u8]) -> Vec<Vec<u8>> {
        let storage = self.lock().as_ref().expect("a relay that runs").storage.clone();
        let search = Search {
            network,
            wanted: Wanted::Id(lookup_id.to_vec()),
            from_hour: 0,
            after: None,
            limit: 100_000,
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = runtime.block_on(storage.find(search)).unwrap();
        found.reports.into_iter().map(|HeldReport { body, .. }| body).collect()
    }

    pub fn stored(&self) -> u64 {
        read_metric(self.address().unwrap(), "findmesh_relay_stored_reports")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// In memory where the system has such a folder: what is tested here does not depend on the disk.
pub fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn add(one: Sums, other: Sums) -> Sums {
    Sums {
        held: one.held + other.held,
        duplicate: one.duplicate + other.duplicate,
        sampled: one.sampled + other.sampled,
    }
}

fn read_sums(address: SocketAddr) -> Sums {
    let of = |result| read_metric(address, &format!("findmesh_relay_reports_total{{result=\"{result}\"}}"));
    Sums { held: of("held"), duplicate: of("duplicate"), sampled: of("sampled") }
}

fn read_metric(address: SocketAddr, name: &str) -> u64 {
    let answer =
        socket::exchange(address, b"GET /metrics HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n\r\n");
    let text = String::from_utf8(answer.body).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name} in {text}")).parse().unwrap()
}
