//! The store in one SQLite file.
//!
//! WAL with `synchronous=FULL`: an acknowledged commit survives a killed process and a power cut. Sealed columns
//! are AES-256-GCM under the data key of their day, data keys are wrapped by the [`KeyVault`](crate::KeyVault).

mod aside;
mod convert;
mod database;
mod erase;
mod errno;
mod files;
mod keyring;
mod lock;
mod open;
mod read;
mod restore;
mod schema;
mod sealed;
mod trace;
mod write;

use std::fs::File;

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Change, QueueRow, Restored, RowId};
use findmesh_crypto::at_rest::HashKey;

use crate::retention::first_moment;
use crate::{Needles, Retention, Search, Store, StoreError, Traces};
use database::Database;
use files::Files;
use lock::Lock;
pub use open::{Opened, StoreLimits};

/// The durable store of a phone. Opened with [`SqliteStore::open`]; blocking, for one thread at a time.
///
/// One process, and in it one store, owns the file: a second one is refused with `StoreError::InUse`.
pub struct SqliteStore {
    // In this order: the database closes before the lock is given back.
    database: Database,
    /// The file once more, to read it whole; not closed before the database is.
    reader: Option<File>,
    files: Files,
    _lock: Lock,
}

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore").finish_non_exhaustive()
    }
}

impl Store for SqliteStore {
    fn restore(&mut self) -> Result<Restored, StoreError> {
        self.database.restore()
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.database.commit(changes)?;
        if changes.contains(&Change::EraseCrowd) {
            self.wipe_traces();
        }
        Ok(())
    }

    fn queue_row(&mut self, id: RowId) -> Result<Option<QueueRow>, StoreError> {
        read::queue_row(&self.database.db, id)
    }

    fn consent_ledger(&mut self) -> Result<Vec<ConsentEntry>, StoreError> {
        read::consent(&self.database.db)
    }

    fn counters(&mut self, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
        read::counters(&self.database.db, from, to)
    }

    fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError> {
        self.database.learnt()
    }

    fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        self.database.hash_key()
    }

    fn maintain(&mut self, wall_ms: i64, keep: Retention) -> Result<(), StoreError> {
        self.database.expire(wall_ms, keep)?;
        self.files.remove_aside_before(first_moment(wall_ms, keep.sighting_days))?;
        self.database.truncate_wal()
    }

    fn rewrap(&mut self) -> Result<bool, StoreError> {
        self.database.rewrap()
    }

    fn erase_all(&mut self) -> Result<(), StoreError> {
        self.database.erase_all()?;
        self.wipe_traces();
        Ok(())
    }

    fn traces(&mut self) -> Result<Traces, StoreError> {
        trace::traces(&self.database.db)
    }

    fn search(&mut self, needles: &Needles) -> Result<Search, StoreError> {
        self.search_files(needles)
    }
}

impl SqliteStore {
    /// What was erased leaves the write-ahead log and damaged files too. The erasure itself stands already, so a
    /// failure here is tried again by `maintain`, not reported as a failed commit.
    fn wipe_traces(&mut self) {
        let wiped = self.files.remove_aside().and_then(|()| self.database.truncate_wal());
        if let Err(error) = wiped {
            log::warn!("store: traces of erased rows stay until the next maintenance: {error}");
        }
    }
}
