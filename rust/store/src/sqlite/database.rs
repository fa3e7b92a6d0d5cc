//! A connection with the keys that open its sealed columns.

use findmesh_core::{Change, StoreTrouble};
use findmesh_crypto::at_rest::HashKey;
use rusqlite::{Connection, TransactionBehavior};

use super::keyring::Keyring;
use super::write;
use crate::retention::day_of;
use crate::{StoreError, VAULT_LOST_ROWS};

/// Connection, keys and the day it is.
pub(super) struct Database {
    pub(super) db: Connection,
    pub(super) keys: Keyring,
    /// UTC day, as far as somebody said.
    pub(super) today: i64,
}

impl Database {
    pub(super) fn new(db: Connection, keys: Keyring, wall_ms: i64) -> Self {
        Self {
            db,
            keys,
            today: day_of(wall_ms),
        }
    }

    /// Reads everything once: what does not decode is found at opening, what does not open any more is dropped.
    pub(super) fn take_stock(&mut self) -> Result<Option<StoreTrouble>, StoreError> {
        let _made_if_missing = self.hash_key()?;
        let _dropped_if_lost = self.restore()?;
        Ok(self.keys.was_lost().then_some(StoreTrouble::VaultLost))
    }

    pub(super) fn hash_key(&mut self) -> Result<HashKey, StoreError> {
        self.keys.hash_key(&self.db)
    }

    pub(super) fn commit(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        self.transaction(|db, keys| {
            changes
                .iter()
                .try_for_each(|change| write::apply(db, keys, change))
        })
    }

    /// Runs `work` as one durable transaction, or not at all.
    pub(super) fn transaction(
        &mut self,
        work: impl FnOnce(&Connection, &mut Keyring) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, &mut self.keys).and_then(|()| Ok(transaction.commit()?));
        if done.is_err() {
            // A data key made in this transaction went with it.
            self.keys.forget();
        }
        done
    }

    /// Sealed rows that do not open any more; counted on the day it is.
    pub(super) fn count_lost(&self) -> impl Fn(&Connection, u64) -> Result<(), StoreError> + use<> {
        let today = self.today;
        move |db, rows| write::count(db, today, VAULT_LOST_ROWS, rows)
    }

    /// The log's content moves into the file and its bytes leave the log.
    pub(super) fn truncate_wal(&self) -> Result<(), StoreError> {
        let busy: i64 = self
            .db
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy == 0 { Ok(()) } else { Err(StoreError::InUse) }
    }
}
