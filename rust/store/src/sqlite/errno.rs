//! Why the system refused what SQLite asked of it: SQLite itself tells a full file system (`ENOSPC`) from other refusals,
//! and leaves a quota and a file that may grow no further among these.
#![allow(unsafe_code, reason = "rusqlite has no word for the system's error number")]

use std::io;

use rusqlite::{Connection, ffi};

use super::convert::from_io;
use crate::StoreError;

/// The same error, or `DiskFull` where the system had no room. Right after it came: the next failure hides it.
pub(super) fn explain(db: &Connection, error: StoreError) -> StoreError {
    match error {
        StoreError::File { .. } => match from_io(&last(db)) {
            StoreError::DiskFull => StoreError::DiskFull,
            _ => error,
        },
        other => other,
    }
}

/// What the system said to this connection last.
fn last(db: &Connection) -> io::Error {
    // SAFETY: the handle is that of an open connection: the borrow keeps it open, and with this thread.
    io::Error::from_raw_os_error(unsafe { ffi::sqlite3_system_errno(db.handle()) })
}
