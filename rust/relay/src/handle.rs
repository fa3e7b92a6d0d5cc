//! A relay on a thread of its own, for programs without an async runtime: demos, tests, a desk.

use std::net::SocketAddr;
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::config::RelayConfig;
use crate::error::RelayError;
use crate::server::{BoundRelay, Relay, RelayParts};

/// A running relay. Dropping it stops the relay, too, and waits for it. Not for use inside async code, which
/// it would block.
#[derive(Debug)]
pub struct RelayHandle {
    local_addr: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<Result<(), RelayError>>>,
}

impl RelayHandle {
    /// Starts a relay; when this returns it listens.
    pub fn start(config: RelayConfig) -> Result<Self, RelayError> {
        Self::start_with(config, RelayParts::default())
    }

    /// As [`Self::start`], with parts of the caller's own.
    pub fn start_with(config: RelayConfig, parts: RelayParts) -> Result<Self, RelayError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("findmesh-relay")
            .enable_all()
            .build()
            .map_err(|error| RelayError::Runtime(error.to_string()))?;
        let relay = runtime.block_on(Relay::bind_with(config, parts))?;
        let local_addr = relay.local_addr();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("findmesh-relay".to_owned())
            .spawn(move || runtime.block_on(until(relay, stopped)))
            .map_err(|error| RelayError::Runtime(error.to_string()))?;
        Ok(Self { local_addr, stop: Some(stop), thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Its URL over plain HTTP, such as `http://127.0.0.1:40123`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.local_addr)
    }

    /// Stops it as [`BoundRelay::run_until`] does, and returns how that went.
    pub fn stop(mut self) -> Result<(), RelayError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), RelayError> {
        if let Some(stop) = self.stop.take() {
            // A relay that has ended already is stopped.
            let _ = stop.send(());
        }
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(RelayError::Runtime("the relay's thread panicked".to_owned())),
            None => Ok(()),
        }
    }
}

async fn until(relay: BoundRelay, stopped: oneshot::Receiver<()>) -> Result<(), RelayError> {
    // A handle that went away without a word is a stop as well.
    relay.run_until(async move { drop(stopped.await) }).await
}

impl Drop for RelayHandle {
    fn drop(&mut self) {
        if let Err(error) = self.end() {
            log::error!("event=stop_failed error=\"{error}\"");
        }
    }
}
