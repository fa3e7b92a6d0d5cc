//! Why a relay does not start, or ends.

use std::net::SocketAddr;
use std::path::PathBuf;

use thiserror::Error;

use crate::config::ConfigError;
use crate::storage::StorageError;

/// What stops a relay.
#[derive(Debug, Error)]
pub enum RelayError {
    /// The configuration cannot be used.
    #[error("configuration: {0}")]
    Config(#[from] ConfigError),
    /// The data folder cannot be made.
    #[error("cannot make the folder {}: {source}", path.display())]
    DataDir {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The database cannot be opened, or not be closed in order.
    #[error("database {}: {source}", path.display())]
    Storage {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: StorageError,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The runtime or its thread cannot be started, or ended early.
    #[error("runtime: {0}")]
    Runtime(String),
}
