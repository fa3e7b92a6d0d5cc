//! Errors of SQLite and of the file system as ours. Texts carry codes, never rows or paths.

use std::io;

use rusqlite::ffi::{self, ErrorCode};

use crate::StoreError;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match error {
            E::SqliteFailure(failure, _) => from_code(failure),
            E::SqlInputError { error, .. } => from_code(error),
            E::FromSqlConversionFailure(column, ..)
            | E::IntegralValueOutOfRange(column, _)
            | E::InvalidColumnType(column, ..)
            | E::Utf8Error(column, _) => Self::Corrupt(format!("column {column} of a row")),
            other => Self::Io(other.to_string()),
        }
    }
}

fn from_code(failure: ffi::Error) -> StoreError {
    let text = || format!("SQLite {:?}, code {}", failure.code, failure.extended_code);
    match failure.code {
        ErrorCode::DiskFull => StoreError::DiskFull,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Corrupt(text()),
        // Our statements are fixed: one that SQLite does not understand meets a schema or a file format that is not ours.
        ErrorCode::Unknown if failure.extended_code == ffi::SQLITE_ERROR => StoreError::Corrupt(text()),
        ErrorCode::SystemIoFailure => StoreError::File { code: failure.extended_code },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::InUse,
        _ => StoreError::Io(text()),
    }
}

/// What the file system said.
pub(super) fn from_io(error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StoreError::DiskFull
        }
        kind => StoreError::Io(kind.to_string()),
    }
}
