//! Opens the database file: settings, schema, salt.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::super::{SamplingSalt, StorageError};
use super::failure;

/// Numbered scripts; the schema of a file is the number of the last one that ran on it.
const MIGRATIONS: [(u32, &str); 1] = [(1, include_str!("migrations/0001_reports.sql"))];

/// How long one connection waits for the other's lock.
const BUSY: Duration = Duration::from_secs(10);

/// The connection that writes. Makes the file when it is missing.
pub(super) fn writer(path: &Path) -> Result<Connection, StorageError> {
    create_private(path)?;
    let mut connection = Connection::open(path).map_err(failure)?;
    // Incremental vacuum must be chosen before the first table.
    settings(
        &connection,
        &[
            ("auto_vacuum", "incremental"),
            ("journal_mode", "wal"),
            ("synchronous", "full"),
            ("secure_delete", "on"),
            ("temp_store", "memory"),
        ],
    )?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// A connection that reads.
pub(super) fn reader(path: &Path) -> Result<Connection, StorageError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(failure)?;
    settings(&connection, &[("temp_store", "memory")])?;
    Ok(connection)
}

/// The salt of this file, drawn once.
pub(super) fn salt(connection: &Connection) -> Result<SamplingSalt, StorageError> {
    let read = || connection.query_row("SELECT salt FROM sampling", [], |row| row.get::<_, [u8; 32]>(0));
    if let Some(bytes) = read().optional().map_err(failure)? {
        return Ok(SamplingSalt::from_bytes(bytes));
    }
    let salt = SamplingSalt::random()?;
    let sql = "INSERT INTO sampling (only, salt) VALUES (1, ?1)";
    let _ = connection.execute(sql, [salt.bytes()]).map_err(failure)?;
    Ok(salt)
}

fn settings(connection: &Connection, pragmas: &[(&str, &str)]) -> Result<(), StorageError> {
    connection.busy_timeout(BUSY).map_err(failure)?;
    for (name, value) in pragmas {
        connection.pragma_update(None, name, value).map_err(failure)?;
    }
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), StorageError> {
    let known = MIGRATIONS.last().map_or(0, |(number, _)| *number);
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failure)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(failure)?;
    if found > known {
        return Err(StorageError::TooNew { found, known });
    }
    for (_, script) in MIGRATIONS.iter().filter(|(number, _)| *number > found) {
        transaction.execute_batch(script).map_err(failure)?;
    }
    transaction.pragma_update(None, "user_version", known).map_err(failure)?;
    transaction.commit().map_err(failure)
}

/// The file is for this user only; SQLite gives its WAL the same mode.
fn create_private(path: &Path) -> Result<(), StorageError> {
    let mut options = std::fs::OpenOptions::new();
    let _ = options.create(true).append(true);
    #[cfg(unix)]
    let _ = std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ()).map_err(|error| StorageError::Failed(error.kind().to_string()))
}
