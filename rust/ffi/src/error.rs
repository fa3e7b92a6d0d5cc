//! The one error of the control plane, and the one place where inner errors become it.

use std::fmt::Display;

use findmesh_core::StoreTrouble;
use findmesh_engine::EngineError;
use findmesh_store::{StoreError, VaultError};

use crate::convert::small;
use crate::types::consent::Purpose;

/// What kind of trouble the storage has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum StorageTrouble {
    /// No space left.
    DiskFull,
    /// The file is damaged.
    Corrupt,
    /// Written by a newer version of the library.
    TooNew,
    /// Another process, or another engine of this one, owns the file.
    InUse,
    /// Anything else the file system said.
    Io,
}

/// Why a call of the control plane failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum NativeError {
    /// A setting cannot be used.
    #[error("invalid configuration of {setting}: {reason}")]
    InvalidConfig {
        /// Name of the setting.
        setting: String,
        /// Why.
        reason: String,
    },
    /// Nobody agreed to this purpose.
    #[error("no consent for {purpose:?}")]
    ConsentMissing {
        /// The purpose.
        purpose: Purpose,
    },
    /// Storage failed; nothing was half-written.
    #[error("storage: {trouble:?}: {reason}")]
    StorageFailed {
        /// Kind of trouble.
        trouble: StorageTrouble,
        /// Short, without content.
        reason: String,
    },
    /// The key encryption key is gone for good; what it sealed is gone with it.
    #[error("the key encryption key is gone")]
    VaultLost,
    /// The vault gives no key now.
    #[error("the vault is not available: {reason}")]
    VaultUnavailable {
        /// Short.
        reason: String,
    },
    /// The engine has more work waiting than it takes; later again.
    #[error("{waiting} commands are waiting")]
    Busy {
        /// Commands that wait.
        waiting: i32,
    },
    /// The engine was shut down.
    #[error("the engine was shut down")]
    Closed,
    /// No batch with this ticket is known.
    #[error("no batch with ticket {ticket}")]
    UnknownTicket {
        /// The ticket.
        ticket: i64,
    },
    /// A value of a call is out of its range.
    #[error("invalid {argument}: {reason}")]
    InvalidArgument {
        /// Name of the value.
        argument: String,
        /// Why.
        reason: String,
    },
    /// A defect of the library.
    #[error("internal: {reason}")]
    Internal {
        /// Short.
        reason: String,
    },
}

impl NativeError {
    pub(crate) fn config(setting: &str, reason: &impl Display) -> Self {
        Self::InvalidConfig { setting: setting.into(), reason: reason.to_string() }
    }

    pub(crate) fn argument(argument: &str, reason: &str) -> Self {
        Self::InvalidArgument { argument: argument.into(), reason: reason.into() }
    }

    fn storage(trouble: StorageTrouble, reason: &impl Display) -> Self {
        Self::StorageFailed { trouble, reason: reason.to_string() }
    }
}

/// The mapping of all that an engine can refuse. What a host can cause is told to it and not logged.
impl From<EngineError> for NativeError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Config(error) => Self::config(error.field, &error.problem),
            EngineError::Packed(error) => Self::argument("buffer", &error.to_string()),
            EngineError::Busy { waiting } => {
                Self::Busy { waiting: small(u32::try_from(waiting).unwrap_or(u32::MAX)) }
            }
            EngineError::Closed => Self::Closed,
            EngineError::UnknownTicket { ticket } => Self::UnknownTicket { ticket: ticket.cast_signed() },
            EngineError::NotStored { trouble } => trouble.into(),
            EngineError::Store(error) => error.into(),
            EngineError::Zone(error) => Self::argument(error.field(), &error.to_string()),
            EngineError::ConsentMissing(purpose) => Self::ConsentMissing { purpose: purpose.into() },
            other => defect(&other),
        }
    }
}

impl From<StoreError> for NativeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::storage(StorageTrouble::DiskFull, &error),
            StoreError::Corrupt(_) => Self::storage(StorageTrouble::Corrupt, &error),
            StoreError::TooNew { .. } => Self::storage(StorageTrouble::TooNew, &error),
            StoreError::InUse => Self::storage(StorageTrouble::InUse, &error),
            StoreError::Vault(VaultError::Lost) => Self::VaultLost,
            StoreError::Vault(VaultError::Unavailable { reason }) => Self::VaultUnavailable { reason },
            other => Self::storage(StorageTrouble::Io, &other),
        }
    }
}

impl From<StoreTrouble> for NativeError {
    fn from(trouble: StoreTrouble) -> Self {
        let reason = "nothing of it was stored";
        match trouble {
            StoreTrouble::DiskFull => Self::storage(StorageTrouble::DiskFull, &reason),
            StoreTrouble::Corrupt => Self::storage(StorageTrouble::Corrupt, &reason),
            StoreTrouble::VaultLost => Self::VaultLost,
            StoreTrouble::Io => Self::storage(StorageTrouble::Io, &reason),
        }
    }
}

fn defect(error: &EngineError) -> NativeError {
    log::error!("{error}");
    NativeError::Internal { reason: error.to_string() }
}
