//! From the host's settings to a running engine.

use std::path::Path;
use std::sync::Arc;

use findmesh_core::FinderConfig;
use findmesh_engine::{Engine, Setup, system_entropy};
use findmesh_net::{RelayClient, RelayUrl};
use findmesh_store::SqliteStore;

use crate::clock::engine_clock;
use crate::error::NativeError;
use crate::host::observer::{EngineObserver, HostObserver};
use crate::host::transport::{HostTransport, HttpTransport};
use crate::host::vault::{HostVault, KeyVault};
use crate::threads::attach;
use crate::types::config::EngineConfig;

pub(crate) fn engine(
    config: EngineConfig,
    transport: Arc<dyn HttpTransport>,
    vault: Arc<dyn KeyVault>,
    observer: Arc<dyn EngineObserver>,
) -> Result<Engine, NativeError> {
    let relay = relay(&config.relay_url, transport)?;
    let setup = setup(config, vault)?;
    Ok(Engine::open(setup, engine_clock(), relay, Arc::new(HostObserver(observer)), attach())?)
}

fn relay(url: &str, transport: Arc<dyn HttpTransport>) -> Result<RelayClient, NativeError> {
    let url = RelayUrl::parse(url).map_err(|e| NativeError::config("relay_url", &e))?;
    Ok(RelayClient::new(url, Arc::new(HostTransport(transport))))
}

fn setup(config: EngineConfig, vault: Arc<dyn KeyVault>) -> Result<Setup, NativeError> {
    let path = config.database_path.clone();
    let finder = FinderConfig::try_from(config)?;
    let wall_ms = engine_clock().now().wall_ms;
    let vault = Arc::new(HostVault(vault));
    let opened = SqliteStore::open(Path::new(&path), vault, system_entropy(), wall_ms)?;
    Ok(Setup::new(finder, Box::new(opened.store)).incident(opened.incident))
}
