//! The default store: one SQLite file in write-ahead mode.

mod open;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rusqlite::{Connection, ErrorCode};

use super::{Found, NewReport, ReportStorage, SamplingSalt, Search, StorageError, StorageSize, Tally};

/// Reports erased in one transaction, so that a sweep never holds up uploads for long.
const SWEEP_CHUNK: u32 = 2_000;

/// A store in one file. Calls run on the blocking threads of the runtime; one connection writes, one reads.
pub struct SqliteStorage {
    inner: Arc<Inner>,
}

struct Inner {
    path: PathBuf,
    /// Closed before the writer: whoever closes last has to be able to remove the log.
    reader: Mutex<Connection>,
    writer: Mutex<Connection>,
    salt: SamplingSalt,
    hourly_cap: u32,
    /// Rows of the table: counting them anew would hold readers up.
    reports: AtomicU64,
}

impl std::fmt::Debug for SqliteStorage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SqliteStorage").field("path", &self.inner.path).finish_non_exhaustive()
    }
}

impl SqliteStorage {
    /// Opens the file, makes it when it is missing and brings its schema up to date. Blocking.
    pub fn open(path: &Path, hourly_cap: u32) -> Result<Self, StorageError> {
        let writer = open::writer(path)?;
        let salt = open::salt(&writer)?;
        let reader = open::reader(path)?;
        let reports = read::count(&reader).map_err(failure)?;
        let inner = Inner {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            salt,
            hourly_cap,
            reports: AtomicU64::new(reports),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection, &Inner) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let inner = Arc::clone(&self.inner);
        blocking(move || {
            let mut connection = inner.writer.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut connection, &inner)
        })
        .await
    }

    async fn forget_chunk(&self, hour: u32) -> Result<u64, StorageError> {
        self.write(move |connection, inner| {
            let chunk = write::forget(connection, hour, SWEEP_CHUNK)?;
            let _ = inner.reports.fetch_sub(chunk, Ordering::Relaxed);
            Ok(chunk)
        })
        .await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StorageError> {
        let inner = Arc::clone(&self.inner);
        blocking(move || work(&inner.reader.lock().unwrap_or_else(PoisonError::into_inner))).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, StorageError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(failure),
        Err(_) => Err(StorageError::Failed("the storage thread ended early".to_owned())),
    }
}

/// SQLite's own texts name tables and columns, never values.
fn failure(error: rusqlite::Error) -> StorageError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StorageError::Full,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StorageError::Corrupt,
        Some(code) => StorageError::Failed(format!("{code:?}")),
        None => StorageError::Failed("the database does not fit its schema".to_owned()),
    }
}

#[async_trait]
impl ReportStorage for SqliteStorage {
    async fn hold(&self, batch: Vec<NewReport>) -> Result<Tally, StorageError> {
        self.write(move |connection, inner| {
            let tally = write::hold(connection, &batch, inner.hourly_cap, inner.salt)?;
            let _ = inner.reports.fetch_add(tally.held, Ordering::Relaxed);
            Ok(tally)
        })
        .await
    }

    async fn find(&self, search: Search) -> Result<Found, StorageError> {
        self.read(move |connection| read::find(connection, &search)).await
    }

    async fn forget_before(&self, hour: u32) -> Result<u64, StorageError> {
        let mut forgotten = 0;
        loop {
            let chunk = self.forget_chunk(hour).await?;
            forgotten += chunk;
            if chunk < u64::from(SWEEP_CHUNK) {
                break;
            }
        }
        // Each time, not only when something went: the log tells in which order commits came.
        self.write(|connection, _| write::give_back(connection)).await?;
        Ok(forgotten)
    }

    async fn size(&self) -> Result<StorageSize, StorageError> {
        let bytes = self.read(read::bytes).await?;
        Ok(StorageSize { reports: self.inner.reports.load(Ordering::Relaxed), bytes })
    }

    async fn check(&self) -> Result<(), StorageError> {
        self.read(read::check).await
    }

    async fn close(&self) -> Result<(), StorageError> {
        self.write(|connection, _| write::checkpoint(connection)).await
    }
}

#[cfg(test)]
mod tests {
    use super::super::conformance;
    use super::*;

    #[test]
    fn a_file_from_a_newer_relay_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.sqlite");
        drop(SqliteStorage::open(&path, 8).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        let error = SqliteStorage::open(&path, 8).unwrap_err();
        assert_eq!(error, StorageError::TooNew { found: 99, known: 1 });
    }

    #[test]
    fn a_file_that_is_no_database_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.sqlite");
        let text = b"this is no database, however long it may be: ".repeat(40);
        std::fs::write(&path, &text).unwrap();
        assert_eq!(SqliteStorage::open(&path, 8).unwrap_err(), StorageError::Corrupt);
        assert_eq!(std::fs::read(&path).unwrap(), text);
    }

    #[tokio::test]
    async fn what_is_held_outlives_the_process_and_so_does_the_salt() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("relay.sqlite");
        let first = SqliteStorage::open(&path, 8).unwrap();
        let salt = *first.inner.salt.bytes();
        let report = conformance::report(1, 1, 100);
        assert_eq!(first.hold(vec![report.clone()]).await.unwrap().held, 1);
        drop(first);
        let second = SqliteStorage::open(&path, 8).unwrap();
        assert_eq!(second.inner.salt.bytes(), &salt);
        assert_eq!(second.hold(vec![report]).await.unwrap().duplicate, 1);
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn files_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let storage = SqliteStorage::open(&folder.path().join("relay.sqlite"), 8).unwrap();
        let _ = storage.hold(vec![conformance::report(1, 1, 100)]).await.unwrap();
        for file in std::fs::read_dir(folder.path()).unwrap() {
            let mode = file.unwrap().metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }
}
