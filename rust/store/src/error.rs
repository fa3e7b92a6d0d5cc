//! What a store can refuse.

use findmesh_core::StoreTrouble;

/// Why a vault gave no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The key encryption key is gone for good (reset lock screen, restored backup).
    #[error("the key encryption key is gone")]
    Lost,
    /// Not now (locked before first unlock, busy); later perhaps.
    #[error("the vault is not available: {reason}")]
    Unavailable {
        /// Short, without key material.
        reason: String,
    },
}

/// Why a store did not do what was asked; nothing was half-written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// No space left, over a quota, or a file that may grow no further.
    #[error("disk full")]
    DiskFull,
    /// The file is damaged.
    #[error("damaged file: {0}")]
    Corrupt(String),
    /// Written by a newer version of the library.
    #[error("schema version {found} is newer than {known}")]
    TooNew {
        /// In the file.
        found: i64,
        /// Known here.
        known: i64,
    },
    /// The vault gave no key.
    #[error("vault: {0}")]
    Vault(#[from] VaultError),
    /// Another process, or another store of this one, owns the file.
    #[error("the store is open elsewhere")]
    InUse,
    /// The file system failed under SQLite.
    #[error("file: SQLite code {code}")]
    File {
        /// SQLite's extended code.
        code: i32,
    },
    /// Anything else.
    #[error("storage: {0}")]
    Io(String),
}

impl StoreError {
    /// The class that health knows.
    pub fn trouble(&self) -> StoreTrouble {
        match self {
            Self::DiskFull => StoreTrouble::DiskFull,
            Self::Corrupt(_) => StoreTrouble::Corrupt,
            Self::Vault(VaultError::Lost) => StoreTrouble::VaultLost,
            Self::Vault(VaultError::Unavailable { .. })
            | Self::TooNew { .. }
            | Self::InUse
            | Self::File { .. }
            | Self::Io(_) => StoreTrouble::Io,
        }
    }
}
