//! One owner at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use super::convert::from_io;
use crate::StoreError;

/// An advisory lock on a file beside the store; given back when dropped, also by a killed process.
///
/// It is taken before anything else, so that a damaged file can be set aside without a race. Where the platform
/// has no such lock, SQLite's exclusive locking mode alone keeps others out.
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// `StoreError::InUse` at once where somebody else holds it.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path);
        let file = file.map_err(|e| from_io(&e))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                Err(from_io(&error))
            }
            _ => Ok(Self { _file: file }),
        }
    }
}
