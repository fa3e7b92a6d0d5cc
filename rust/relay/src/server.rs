//! Binds, serves and stops.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::api::{self, PeerOf, Service};
use crate::clock::{HourClock, SystemHours};
use crate::config::RelayConfig;
use crate::error::RelayError;
use crate::intake::intake;
use crate::limiter::RateLimiter;
use crate::metrics::Metrics;
use crate::serve::{Limits, serve};
use crate::storage::{ReportStorage, SqliteStorage};
use crate::sweep::{Sweeper, log_hours};

/// File in the data folder.
const DATABASE: &str = "relay.sqlite";

/// What can be put in place of the relay's own parts: another store, a test's clock, a test's peers.
pub struct RelayParts {
    /// The store; none opens SQLite in the data folder.
    pub storage: Option<Arc<dyn ReportStorage>>,
    /// The hour.
    pub clock: Arc<dyn HourClock>,
    /// The address that a connection is counted under.
    pub peer_of: PeerOf,
}

impl Default for RelayParts {
    fn default() -> Self {
        Self { storage: None, clock: Arc::new(SystemHours), peer_of: Arc::new(|address| address.ip()) }
    }
}

/// The relay: a blind store of sealed reports behind HTTP.
#[derive(Debug)]
pub struct Relay;

impl Relay {
    /// Opens the store and listens; nothing is served before [`BoundRelay::run_until`].
    pub async fn bind(config: RelayConfig) -> Result<BoundRelay, RelayError> {
        Self::bind_with(config, RelayParts::default()).await
    }

    /// As [`Self::bind`], with parts of the caller's own.
    pub async fn bind_with(config: RelayConfig, parts: RelayParts) -> Result<BoundRelay, RelayError> {
        let path = config.data_dir.join(DATABASE);
        let storage = match parts.storage {
            Some(storage) => storage,
            None => open_sqlite(&config).await?,
        };
        let address = config.listen;
        let listen = |source| RelayError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let local_addr = listener.local_addr().map_err(listen)?;
        log::info!("event=listening hour={}", parts.clock.hour());
        Ok(BoundRelay {
            config,
            listener,
            local_addr,
            storage,
            path,
            clock: parts.clock,
            peer_of: parts.peer_of,
        })
    }
}

async fn open_sqlite(config: &RelayConfig) -> Result<Arc<dyn ReportStorage>, RelayError> {
    let (folder, cap) = (config.data_dir.clone(), config.hourly_cap);
    let opening = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&folder)
            .map_err(|source| RelayError::DataDir { path: folder.clone(), source })?;
        let path = folder.join(DATABASE);
        SqliteStorage::open(&path, cap).map_err(|source| RelayError::Storage { path, source })
    });
    let storage = opening.await.map_err(|error| RelayError::Runtime(error.to_string()))??;
    Ok(Arc::new(storage))
}

/// A relay that listens.
pub struct BoundRelay {
    config: RelayConfig,
    listener: TcpListener,
    local_addr: SocketAddr,
    storage: Arc<dyn ReportStorage>,
    path: PathBuf,
    clock: Arc<dyn HourClock>,
    peer_of: PeerOf,
}

impl std::fmt::Debug for BoundRelay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("BoundRelay").field("local_addr", &self.local_addr).finish_non_exhaustive()
    }
}

impl BoundRelay {
    /// Where it listens, with the port that was taken for port 0.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Its URL over plain HTTP, such as `http://127.0.0.1:8787`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.local_addr)
    }

    /// Serves until `shutdown` is ready. Then it takes no further request, finishes those that run (at most
    /// for the configured grace), commits what waits and closes the store.
    pub async fn run_until(self, shutdown: impl Future<Output = ()> + Send) -> Result<(), RelayError> {
        let metrics = Arc::new(Metrics::default());
        let window = self.config.commit_window;
        let (intake, committer) = intake(Arc::clone(&self.storage), Arc::clone(&metrics), window);
        let committer = tokio::spawn(committer.run());
        let background = self.background(&metrics);
        let limits = Limits::of(&self.config);
        let (storage, clock) = (Arc::clone(&self.storage), Arc::clone(&self.clock));
        let (listener, path) = (self.listener, self.path);
        let service = Service {
            limiter: RateLimiter::new(self.config.rate_limit_per_minute),
            config: self.config,
            storage: self.storage,
            intake,
            metrics,
            clock: self.clock,
            peer_of: self.peer_of,
            started: Instant::now(),
        };
        serve(listener, api::router(Arc::new(service)), limits, shutdown).await;
        // Every way into the store is gone now: the committer ends once it has committed what waits.
        let _ = committer.await;
        for task in background {
            task.abort();
            let _ = task.await;
        }
        storage.close().await.map_err(|source| RelayError::Storage { path, source })?;
        log::info!("event=stopped hour={}", clock.hour());
        Ok(())
    }

    fn background(&self, metrics: &Arc<Metrics>) -> [JoinHandle<()>; 2] {
        let sweeper = Sweeper {
            storage: Arc::clone(&self.storage),
            metrics: Arc::clone(metrics),
            clock: Arc::clone(&self.clock),
            retention_days: self.config.retention_days,
            interval: self.config.sweep_interval,
        };
        let hours = log_hours(Arc::clone(metrics), Arc::clone(&self.clock));
        [tokio::spawn(sweeper.run()), tokio::spawn(hours)]
    }
}
