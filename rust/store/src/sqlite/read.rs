//! Rows as core's types. What does not decode is damage.

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::{QueueEntry, QueueRow, RowId};
use findmesh_proto::network::Network;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::StoreError;

const QUEUE: &str = "SELECT id, network, key_hash, address_hash, repeat, queued_wall_ms, due_wall_ms, attempts, \
    size, queued_lived_ms FROM queue ORDER BY id";
const QUEUE_ROW: &str = "SELECT id, network, key_hash, address_hash, repeat, queued_wall_ms, due_wall_ms, \
    attempts, size, queued_lived_ms, lookup_id, body FROM queue WHERE id = ?1";
const CONSENT: &str =
    "SELECT purpose, granted, text_version, locale, wall_ms, how FROM consent ORDER BY line";
const COUNTERS: &str = "SELECT day, name, count FROM counters WHERE day BETWEEN ?1 AND ?2 ORDER BY day, name";
const SETTINGS: &str = "SELECT name, value FROM settings ORDER BY name";

/// The queue without bodies, oldest first.
pub(super) fn queue(db: &Connection) -> Result<Vec<QueueEntry>, StoreError> {
    all(db, QUEUE, [], queue_entry)
}

/// One row of the queue.
pub(super) fn queue_row(db: &Connection, id: RowId) -> Result<Option<QueueRow>, StoreError> {
    let read = |row: &Row<'_>| {
        Ok(QueueRow { entry: queue_entry(row)?, lookup_id: row.get(10)?, body: row.get(11)? })
    };
    Ok(db.prepare_cached(QUEUE_ROW)?.query_row([id.0], read).optional()?)
}

/// The ledger, oldest first.
pub(super) fn consent(db: &Connection) -> Result<Vec<ConsentEntry>, StoreError> {
    all(db, CONSENT, [], consent_entry)
}

/// Counters of the days `from..=to`, by day and name.
pub(super) fn counters(db: &Connection, from: i64, to: i64) -> Result<Vec<(i64, String, u64)>, StoreError> {
    all(db, COUNTERS, [from, to], |row| {
        let count: i64 = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, count.unsigned_abs()))
    })
}

/// Named values, by name.
pub(super) fn settings(db: &Connection) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    all(db, SETTINGS, [], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn all<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map(params, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn queue_entry(row: &Row<'_>) -> rusqlite::Result<QueueEntry> {
    let number: i32 = row.get(1)?;
    Ok(QueueEntry {
        id: RowId(row.get(0)?),
        network: Network::from_number(number)
            .ok_or(rusqlite::Error::IntegralValueOutOfRange(1, i64::from(number)))?,
        key_hash: row.get(2)?,
        address_hash: row.get(3)?,
        repeat: row.get(4)?,
        queued_wall_ms: row.get(5)?,
        due_wall_ms: row.get(6)?,
        attempts: row.get(7)?,
        size: row.get(8)?,
        queued_lived_ms: row.get(9)?,
    })
}

fn consent_entry(row: &Row<'_>) -> rusqlite::Result<ConsentEntry> {
    let purpose: String = row.get(0)?;
    let granted: bool = row.get(1)?;
    Ok(ConsentEntry {
        purpose: Purpose::from_name(&purpose).ok_or(rusqlite::Error::InvalidColumnType(
            0,
            "purpose".into(),
            Type::Text,
        ))?,
        decision: if granted { Decision::Granted } else { Decision::Withdrawn },
        text_version: row.get(2)?,
        locale: row.get(3)?,
        wall_ms: row.get(4)?,
        how: row.get(5)?,
    })
}
