//! A connection with the keys that open its sealed columns.

use findmesh_core::{Change, StoreTrouble};
use findmesh_crypto::at_rest::HashKey;
use rusqlite::{Connection, TransactionBehavior};

use super::keyring::Keyring;
use super::{errno, write};
use crate::retention::day_of;
use crate::{CORRUPT_FILES, StoreError};

/// Connection, keys and the day it is.
pub(super) struct Database {
    pub(super) db: Connection,
    pub(super) keys: Keyring,
    /// UTC day, as far as somebody said.
    pub(super) today: i64,
}

impl Database {
    pub(super) fn new(db: Connection, keys: Keyring, wall_ms: i64) -> Self {
        Self { db, keys, today: day_of(wall_ms) }
    }

    /// Reads everything once: what does not decode is found at opening, what does not open any more is dropped.
    pub(super) fn take_stock(&mut self) -> Result<Option<StoreTrouble>, StoreError> {
        let _made_if_missing = self.hash_key()?;
        let _dropped_if_lost = (self.restore()?, self.learnt()?);
        Ok(self.keys.was_lost().then_some(StoreTrouble::VaultLost))
    }

    pub(super) fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        self.keys.hash_key(&self.db)
    }

    /// A commit that finds no space is tried once more where the log's own space could be had for it. Not where a file
    /// may grow no further: with the file as full as its log there would be no room to erase anything.
    pub(super) fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let done = match self.commit_once(changes) {
            Err(StoreError::DiskFull) if self.checkpoint("RESTART").is_ok() => self.commit_once(changes),
            done => done,
        };
        done.map_err(|error| errno::explain(&self.db, error))
    }

    fn commit_once(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.attempt(|db, keys| changes.iter().try_for_each(|change| write::apply(db, keys, change)))
    }

    /// Runs `work` as one durable transaction, or not at all.
    pub(super) fn transaction(
        &mut self,
        work: impl FnOnce(&Connection, &mut Keyring) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        self.attempt(work).map_err(|error| errno::explain(&self.db, error))
    }

    /// The same, by what SQLite alone says of a failure.
    fn attempt(
        &mut self,
        work: impl FnOnce(&Connection, &mut Keyring) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, &mut self.keys).and_then(|()| Ok(transaction.commit()?));
        if done.is_err() {
            // A data key made in this transaction went with it.
            self.keys.forget();
        }
        done
    }

    /// The old key encryption key goes only when nothing lies under it any more, neither in the file nor in the log.
    pub(super) fn rewrap(&mut self) -> Result<bool, StoreError> {
        let renewed = self.keys.vault().renew()?;
        self.transaction(|db, keys| keys.rewrap(db))?;
        self.truncate_wal()?;
        self.keys.vault().retire()?;
        Ok(renewed)
    }

    /// On the day it is.
    pub(super) fn count_corrupt_file(&mut self) -> Result<(), StoreError> {
        let today = self.today;
        self.transaction(|db, _| write::count(db, today, CORRUPT_FILES, 1))
    }

    /// The log's content moves into the file and its bytes leave the log.
    pub(super) fn truncate_wal(&self) -> Result<(), StoreError> {
        self.checkpoint("TRUNCATE")
    }

    fn checkpoint(&self, mode: &str) -> Result<(), StoreError> {
        let sql = format!("PRAGMA wal_checkpoint({mode})");
        let busy = self.db.query_row(&sql, [], |row| row.get::<_, i64>(0));
        let busy = busy.map_err(|error| errno::explain(&self.db, error.into()))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::InUse) }
    }
}
