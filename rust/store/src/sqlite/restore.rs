//! All that a finder needs of its past; sealed rows that no longer open are dropped and counted.

use findmesh_core::owner::LearntTag;
use findmesh_core::{DwellDay, PendingSighting, PrivateZone, Restored, RowId, SeenKey};
use rusqlite::Connection;
use zeroize::Zeroizing;

use super::database::Database;
use super::keyring::Keyring;
use super::sealed::{DWELL, LEARNT, PENDING, SEEN, SealedRow, SealedTable, ZONES};
use super::{erase, read, write};
use crate::codec::{decode_learnt, decode_pending, decode_seen, decode_zone};
use crate::{StoreError, VAULT_LOST_ROWS};
use findmesh_core::sorted::SortedMap;

/// Ids of rows that do not open any more.
type Lost = Vec<[u8; 16]>;

impl Database {
    pub(super) fn restore(&mut self) -> Result<Restored, StoreError> {
        let (pending, lost_pending) = opened(&self.db, &mut self.keys, &PENDING, pending)?;
        let (seen, lost_seen) = opened(&self.db, &mut self.keys, &SEEN, seen)?;
        let (zones, lost_zones) = opened(&self.db, &mut self.keys, &ZONES, zone)?;
        let (dwell, lost_dwell) = opened(&self.db, &mut self.keys, &DWELL, dwell)?;
        let lost = [(&PENDING, lost_pending), (&SEEN, lost_seen), (&ZONES, lost_zones), (&DWELL, lost_dwell)];
        self.drop_lost(&lost);
        let zones = self.under_own_names(zones)?;
        Ok(Restored {
            consent: read::consent(&self.db)?,
            pending,
            queue: read::queue(&self.db)?,
            seen,
            zones,
            dwell,
            settings: read::settings(&self.db)?,
            counters: read::counters(&self.db, i64::MIN, i64::MAX)?,
        })
    }

    /// By tag. A row that lies under another hash key than today's is as good as lost: it would never be replaced.
    pub(super) fn learnt(&mut self) -> Result<Vec<LearntTag>, StoreError> {
        let decode = |row: &SealedRow, plain: &Zeroizing<Vec<u8>>| Some((row.id, decode_learnt(plain)?));
        let (rows, mut lost) = opened(&self.db, &mut self.keys, &LEARNT, decode)?;
        let mut found = Vec::with_capacity(rows.len());
        for (id, learnt) in rows {
            if write::learnt_id(&self.db, &mut self.keys, learnt.tag)? == id {
                found.push(learnt);
            } else {
                lost.push(id);
            }
        }
        self.drop_lost(&[(&LEARNT, lost)]);
        found.sort_unstable_by_key(|learnt| learnt.tag);
        Ok(found)
    }

    /// A zone that lies under another hash key than today's could never be removed. It is put under today's: where a
    /// person wants no reports is not to be lost for a key that only names rows.
    fn under_own_names(
        &mut self,
        rows: Vec<([u8; 16], PrivateZone)>,
    ) -> Result<Vec<PrivateZone>, StoreError> {
        let mut zones = SortedMap::new();
        for (id, zone) in rows {
            if write::zone_row(&self.db, &mut self.keys, zone.id)? != id {
                self.rename_zone(&id, &zone);
            }
            let _of_the_same_name = zones.insert(zone.id, zone);
        }
        Ok(zones.into_iter().map(|(_, zone)| zone).collect())
    }

    fn rename_zone(&mut self, old: &[u8; 16], zone: &PrivateZone) {
        let renamed = self.transaction(|db, keys| {
            ZONES.remove(db, old)?;
            write::put_zone(db, keys, zone)
        });
        if let Err(error) = renamed {
            log::warn!("store: a zone keeps its old name for now: {error}");
        }
    }

    /// A full disk must not keep a finder from starting: what cannot be dropped now is dropped next time.
    fn drop_lost(&mut self, lost: &[(&SealedTable, Lost)]) {
        let rows: usize = lost.iter().map(|(_, rows)| rows.len()).sum();
        if rows == 0 {
            return;
        }
        log::warn!("store: {rows} sealed rows do not open any more");
        let today = self.today;
        let dropped = self.transaction(|db, keys| {
            for (table, ids) in lost {
                ids.iter().try_for_each(|id| table.remove(db, id))?;
            }
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

fn dwell(row: &SealedRow, plain: &Zeroizing<Vec<u8>>) -> Option<DwellDay> {
    decode_seen(plain).map(|state| DwellDay { day: row.day, state })
}

fn zone(row: &SealedRow, plain: &Zeroizing<Vec<u8>>) -> Option<([u8; 16], PrivateZone)> {
    Some((row.id, decode_zone(plain)?))
}

fn seen(row: &SealedRow, plain: &Zeroizing<Vec<u8>>) -> Option<SeenKey> {
    decode_seen(plain).map(|state| SeenKey { key_hash: row.id, day: row.day, state })
}
