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
    file: File,
}

impl Lock {
    /// `StoreError::InUse` at once where somebody else holds it.
    pub(super) fn take(path: &Path) -> Result<Self, StoreError> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(|e| from_io(&e))?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => {
                Err(from_io(&error))
            }
            _ => Ok(Self { file }),
        }
    }
}

impl Drop for Lock {
    /// Closing is not enough: a child process that is being started holds copies of all descriptors for a moment,
    /// and with them the lock.
    fn drop(&mut self) {
        if let Err(error) = self.file.unlock() {
            log::warn!("store: lock not given back: {}", error.kind());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_given_back_though_a_copy_of_its_descriptor_lives() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let lock = Lock::take(&path).unwrap();
        assert!(matches!(Lock::take(&path), Err(StoreError::InUse)));
        let _copy = lock.file.try_clone().unwrap();
        drop(lock);
        assert!(Lock::take(&path).is_ok());
    }
}
