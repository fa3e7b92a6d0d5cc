//! All that a finder needs of its past; sealed rows that no longer open are dropped and counted.

use findmesh_core::{PendingSighting, Restored, RowId, SeenKey};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::database::Database;
use super::keyring::Keyring;
use super::sealed::{PENDING, SEEN, SealedRow, SealedTable};
use super::{erase, read, write};
use crate::codec::{decode_pending, decode_seen};
use crate::{StoreError, VAULT_LOST_ROWS};

/// Ids of rows that do not open any more.
type Lost = Vec<[u8; 16]>;

impl Database {
    pub(super) fn restore(&mut self) -> Result<Restored, StoreError> {
        let (pending, lost_pending) = opened(&self.db, &mut self.keys, &PENDING, pending)?;
        let (seen, lost_seen) = opened(&self.db, &mut self.keys, &SEEN, seen)?;
        self.drop_lost(&lost_pending, &lost_seen);
        Ok(Restored {
            consent: read::consent(&self.db)?,
            pending,
            queue: read::queue(&self.db)?,
            seen,
            settings: read::settings(&self.db)?,
            counters: read::counters(&self.db, i64::MIN, i64::MAX)?,
        })
    }

    /// A full disk must not keep a finder from starting: what cannot be dropped now is dropped next time.
    fn drop_lost(&mut self, pending: &Lost, seen: &Lost) {
        let rows = pending.len() + seen.len();
        if rows == 0 {
            return;
        }
        log::warn!("store: {rows} sealed rows do not open any more");
        let today = self.today;
        let dropped = self.transaction(|db, keys| {
            pending.iter().try_for_each(|id| PENDING.remove(db, id))?;
            seen.iter().try_for_each(|id| SEEN.remove(db, id))?;
            erase::unused_keys(db, keys)?;
            write::count(db, today, VAULT_LOST_ROWS, rows as u64)
        });
        if let Err(error) = dropped {
            log::warn!("store: they stay for now: {error}");
        }
    }
}

fn opened<T>(
    db: &Connection,
    keys: &mut Keyring,
    table: &SealedTable,
    decode: impl Fn(&SealedRow, &Zeroizing<Vec<u8>>) -> Option<T>,
) -> Result<(Vec<T>, Lost), StoreError> {
    let (mut found, mut lost) = (Vec::new(), Lost::new());
    for row in table.rows(db)? {
        let plain = table.open(db, keys, &row)?;
        match plain.and_then(|plain| decode(&row, &plain)) {
            Some(value) => found.push(value),
            None => lost.push(row.id),
        }
    }
    Ok((found, lost))
}

fn pending(row: &SealedRow, plain: &Zeroizing<Vec<u8>>) -> Option<PendingSighting> {
    decode_pending(RowId(row.id), plain)
}

fn seen(row: &SealedRow, plain: &Zeroizing<Vec<u8>>) -> Option<SeenKey> {
    decode_seen(plain).map(|state| SeenKey { key_hash: row.id, day: row.day, state })
}
