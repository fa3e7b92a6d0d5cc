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

/// A table by its name and the column that orders it.
macro_rules! sealed_table {
    ($name:literal, $order:literal) => {
        SealedTable {
            name: $name,
            select: concat!("SELECT id, day, sealed FROM ", $name, " ORDER BY ", $order),
            put: concat!("INSERT OR REPLACE INTO ", $name, " (id, day, sealed) VALUES (?1, ?2, ?3)"),
            remove: concat!("DELETE FROM ", $name, " WHERE id = ?1"),
        }
    };
}

/// Sightings that wait for a fix, by row.
pub(super) const PENDING: SealedTable = sealed_table!("pending", "id");

/// Remembered keys, by keyed hash.
pub(super) const SEEN: SealedTable = sealed_table!("seen", "id");

/// What was learnt of one's own tags, by keyed hash.
pub(super) const LEARNT: SealedTable = sealed_table!("learnt", "id");

/// Private zones, by keyed hash.
pub(super) const ZONES: SealedTable = sealed_table!("zones", "id");

/// Where the phone stayed, by day.
pub(super) const DWELL: SealedTable = sealed_table!("dwell", "day");

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
