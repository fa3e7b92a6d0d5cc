//! Connection, schema and the check of a file.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::{StoreLimits, errno};
use crate::StoreError;

/// Numbered, applied once, never edited after a release.
const MIGRATIONS: [&str; 4] = [
    include_str!("../../migrations/0001_store.sql"),
    include_str!("../../migrations/0002_learnt.sql"),
    include_str!("../../migrations/0003_places.sql"),
    include_str!("../../migrations/0004_lived.sql"),
];

/// The version that this library writes.
const KNOWN_VERSION: i64 = MIGRATIONS.len() as i64;

/// For a platform without advisory locks, and for backup tools that hold the file for a moment.
const BUSY: Duration = Duration::from_secs(2);

/// `EXCLUSIVE` before WAL: the index of the log stays in memory, no other connection can get in.
/// `secure_delete` overwrites what is removed; the log is kept short between checkpoints.
const SETUP: &str = "
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
    PRAGMA cell_size_check = ON;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA journal_size_limit = 4194304;
";

/// Opens an existing file and brings it to our settings and schema.
pub(super) fn connect(path: &Path, limits: StoreLimits) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags)?;
    prepare(&mut db, limits).map_err(|error| errno::explain(&db, error))?;
    Ok(db)
}

fn prepare(db: &mut Connection, limits: StoreLimits) -> Result<(), StoreError> {
    db.busy_timeout(BUSY)?;
    db.set_prepared_statement_cache_capacity(32);
    let _was = db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    let _was = db.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    db.execute_batch(SETUP)?;
    limit_size(db, limits)?;
    migrate(db)
}

/// Damage that reading would meet later, found now. The quick check does not look at the order of keys, and so takes a
/// page for another of its table; there are no indices that the whole one would walk besides.
pub(super) fn check(db: &Connection) -> Result<(), StoreError> {
    let found: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Corrupt(found)) }
}

fn limit_size(db: &Connection, limits: StoreLimits) -> Result<(), StoreError> {
    let page_size: i64 = db.pragma_query_value(None, "page_size", |row| row.get(0))?;
    let bytes = i64::try_from(limits.max_bytes).unwrap_or(i64::MAX);
    let pages = (bytes / page_size.max(1)).clamp(1, i64::from(u32::MAX - 1));
    let _effective: i64 = db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0))?;
    Ok(())
}

fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > KNOWN_VERSION {
        return Err(StoreError::TooNew { found, known: KNOWN_VERSION });
    }
    for (version, sql) in (1..).zip(MIGRATIONS).skip_while(|(version, _)| *version <= found) {
        step(db, version, sql)?;
    }
    Ok(())
}

fn step(db: &mut Connection, version: i64, sql: &str) -> Result<(), StoreError> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(sql)?;
    transaction.pragma_update(None, "user_version", version)?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_has_the_settings_that_durability_rests_on() {
        let directory = tempfile::TempDir::new().unwrap();
        let path = directory.path().join("store.db");
        std::fs::write(&path, []).unwrap();
        let db = connect(&path, StoreLimits { max_bytes: 1 << 20 }).unwrap();
        let number = |name: &str| -> i64 { db.pragma_query_value(None, name, |row| row.get(0)).unwrap() };
        let text = |name: &str| -> String { db.pragma_query_value(None, name, |row| row.get(0)).unwrap() };
        assert_eq!(text("journal_mode"), "wal");
        assert_eq!(text("locking_mode"), "exclusive");
        assert_eq!(number("synchronous"), 2, "FULL: every commit is synced");
        assert_eq!(number("temp_store"), 2, "MEMORY");
        assert_eq!(number("secure_delete"), 1);
        assert_eq!(number("fullfsync"), 1);
        assert_eq!(number("max_page_count"), 256);
        assert_eq!(number("user_version"), KNOWN_VERSION);
    }
}
