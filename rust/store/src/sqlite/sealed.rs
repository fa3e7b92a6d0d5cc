//! Tables whose content is sealed under the data key of its day.

use findmesh_crypto::at_rest::{open_column, seal_column};
use rusqlite::{Connection, params};
use zeroize::Zeroizing;

use super::keyring::Keyring;
use crate::StoreError;

/// A table of the columns `id`, `day`, `sealed`.
pub(super) struct SealedTable {
    name: &'static str,
    select: &'static str,
    put: &'static str,
    remove: &'static str,
}

/// Sightings that wait for a fix, by row.
pub(super) const PENDING: SealedTable = SealedTable {
    name: "pending",
    select: "SELECT id, day, sealed FROM pending ORDER BY id",
    put: "INSERT OR REPLACE INTO pending (id, day, sealed) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM pending WHERE id = ?1",
};

/// Remembered keys, by keyed hash.
pub(super) const SEEN: SealedTable = SealedTable {
    name: "seen",
    select: "SELECT id, day, sealed FROM seen ORDER BY id",
    put: "INSERT OR REPLACE INTO seen (id, day, sealed) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM seen WHERE id = ?1",
};

/// What was learnt of one's own tags, by keyed hash.
pub(super) const LEARNT: SealedTable = SealedTable {
    name: "learnt",
    select: "SELECT id, day, sealed FROM learnt ORDER BY id",
    put: "INSERT OR REPLACE INTO learnt (id, day, sealed) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM learnt WHERE id = ?1",
};

/// Private zones, by keyed hash.
pub(super) const ZONES: SealedTable = SealedTable {
    name: "zones",
    select: "SELECT id, day, sealed FROM zones ORDER BY id",
    put: "INSERT OR REPLACE INTO zones (id, day, sealed) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM zones WHERE id = ?1",
};

/// Where the phone stayed, by day.
pub(super) const DWELL: SealedTable = SealedTable {
    name: "dwell",
    select: "SELECT id, day, sealed FROM dwell ORDER BY day",
    put: "INSERT OR REPLACE INTO dwell (id, day, sealed) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM dwell WHERE id = ?1",
};

/// Instead of a day: the data key of rows that outlive days.
pub(super) const NO_DAY: i64 = -1;

/// A row as it lies in the file.
pub(super) struct SealedRow {
    pub(super) id: [u8; 16],
    pub(super) day: i64,
    sealed: Vec<u8>,
}

impl SealedTable {
    /// Every row, by id.
    pub(super) fn rows(&self, db: &Connection) -> Result<Vec<SealedRow>, StoreError> {
        let mut select = db.prepare_cached(self.select)?;
        let rows = select
            .query_map([], |row| Ok(SealedRow { id: row.get(0)?, day: row.get(1)?, sealed: row.get(2)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The plaintext; `None` where its key is erased or lost, or the bytes are not what was sealed.
    pub(super) fn open(
        &self,
        db: &Connection,
        keys: &mut Keyring,
        row: &SealedRow,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let key = keys.opening(db, row.day)?;
        Ok(key.and_then(|key| open_column(&key, &self.place(&row.id, row.day), &row.sealed).ok()))
    }

    /// Inserts or replaces.
    pub(super) fn put(
        &self,
        db: &Connection,
        keys: &mut Keyring,
        id: &[u8; 16],
        day: i64,
        plain: &[u8],
    ) -> Result<(), StoreError> {
        let key = keys.sealing(db, day)?;
        let sealed = seal_column(&key, &keys.nonce(), &self.place(id, day), plain)
            .map_err(|error| StoreError::Io(error.to_string()))?;
        let _one = db.prepare_cached(self.put)?.execute(params![id, day, sealed])?;
        Ok(())
    }

    pub(super) fn remove(&self, db: &Connection, id: &[u8; 16]) -> Result<(), StoreError> {
        let _one_or_none = db.prepare_cached(self.remove)?.execute([id])?;
        Ok(())
    }

    /// Binds a value to its place: `table name ‖ 00 ‖ id ‖ day`.
    fn place(&self, id: &[u8; 16], day: i64) -> Vec<u8> {
        [self.name.as_bytes(), &[0], id, &day.to_be_bytes()].concat()
    }
}
