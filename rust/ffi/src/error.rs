//! The one error of the control plane, and the one place where inner errors become it.

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
