//! One change, inside a transaction.

use findmesh_core::consent::{ConsentEntry, Decision};
use findmesh_core::owner::{LearntTag, TagId};
use findmesh_core::{Change, DwellDay, PendingSighting, PrivateZone, QueueRow, SeenKey, ZoneId};
use findmesh_crypto::at_rest::keyed_hash;
use rusqlite::{Connection, Params, params};

use super::erase;
use super::keyring::Keyring;
use super::sealed::{DWELL, LEARNT, NO_DAY, PENDING, SEEN, ZONES};
use crate::StoreError;
use crate::codec::{encode_learnt, encode_pending, encode_seen, encode_zone};
use crate::retention::day_of;

const ENQUEUE: &str = "INSERT INTO queue (id, network, key_hash, address_hash, repeat, queued_wall_ms, \
    due_wall_ms, attempts, size, queued_lived_ms, lookup_id, body) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) \
    ON CONFLICT (id) DO NOTHING";
const UPDATE_QUEUE: &str = "UPDATE queue SET attempts = ?2, due_wall_ms = ?3 WHERE id = ?1";
const APPEND_CONSENT: &str = "INSERT INTO consent (purpose, granted, text_version, locale, wall_ms, how) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
/// Stops at the largest integer instead of turning into a floating point number.
const COUNT: &str = "INSERT INTO counters (day, name, count) VALUES (?1, ?2, ?3) ON CONFLICT (day, name) \
    DO UPDATE SET count = min(count, 9223372036854775807 - excluded.count) + excluded.count";

/// Applies one change; the caller's transaction makes it all or nothing.
pub(super) fn apply(db: &Connection, keys: &mut Keyring, change: &Change) -> Result<(), StoreError> {
    match change {
        Change::PutPending(pending) => put_pending(db, keys, pending),
        Change::RemovePending { id } => PENDING.remove(db, &id.0),
        Change::Enqueue(row) => enqueue(db, row),
        Change::UpdateQueue { id, attempts, due_wall_ms } => {
            run(db, UPDATE_QUEUE, params![id.0, attempts, due_wall_ms])
        }
        Change::RemoveQueue { id } => run(db, "DELETE FROM queue WHERE id = ?1", [id.0]),
        Change::AppendConsent(entry) => append_consent(db, entry),
        Change::EraseCrowd => erase::crowd(db, keys),
        Change::PutSeen(seen) => put_seen(db, keys, seen),
        Change::ForgetSeenBefore { day } => run(db, "DELETE FROM seen WHERE day < ?1", [day]),
        Change::Count { day, name, add } => count(db, *day, name, *add),
        Change::PutLearnt(learnt) => put_learnt(db, keys, learnt),
        Change::ForgetLearnt { tag } => LEARNT.remove(db, &learnt_id(db, keys, *tag)?),
        Change::PutZone(zone) => put_zone(db, keys, zone),
        Change::RemoveZone { id } => ZONES.remove(db, &zone_row(db, keys, *id)?),
        Change::PutDwell(dwell) => put_dwell(db, keys, dwell),
        Change::ForgetDwellBefore { day } => run(db, "DELETE FROM dwell WHERE day < ?1", [day]),
        Change::PutSetting { name, value } => {
            run(db, "INSERT OR REPLACE INTO settings (name, value) VALUES (?1, ?2)", params![name, value])
        }
    }
}

/// Adds to a counter.
pub(super) fn count(db: &Connection, day: i64, name: &str, add: u64) -> Result<(), StoreError> {
    run(db, COUNT, params![day, name, i64::try_from(add).unwrap_or(i64::MAX)])
}

/// A statement without an answer.
pub(super) fn run(db: &Connection, sql: &str, params: impl Params) -> Result<(), StoreError> {
    let _rows = db.prepare_cached(sql)?.execute(params)?;
    Ok(())
}

fn put_pending(db: &Connection, keys: &mut Keyring, pending: &PendingSighting) -> Result<(), StoreError> {
    let day = day_of(pending.sighting.seen_wall_ms);
    PENDING.put(db, keys, &pending.id.0, day, &encode_pending(pending))
}

fn put_seen(db: &Connection, keys: &mut Keyring, seen: &SeenKey) -> Result<(), StoreError> {
    SEEN.put(db, keys, &seen.key_hash, seen.day, &encode_seen(&seen.state))
}

fn put_learnt(db: &Connection, keys: &mut Keyring, learnt: &LearntTag) -> Result<(), StoreError> {
    let id = learnt_id(db, keys, learnt.tag)?;
    LEARNT.put(db, keys, &id, NO_DAY, &encode_learnt(learnt))
}

/// Under which a tag's row lies: says nothing without the phone's hash key.
pub(super) fn learnt_id(db: &Connection, keys: &mut Keyring, tag: TagId) -> Result<[u8; 16], StoreError> {
    Ok(keyed_hash(&keys.hash_key(db)?, "learnt tag", &tag.0))
}

pub(super) fn put_zone(db: &Connection, keys: &mut Keyring, zone: &PrivateZone) -> Result<(), StoreError> {
    let id = zone_row(db, keys, zone.id)?;
    ZONES.put(db, keys, &id, NO_DAY, &encode_zone(zone))
}

/// Under which a zone's row lies.
pub(super) fn zone_row(db: &Connection, keys: &mut Keyring, zone: ZoneId) -> Result<[u8; 16], StoreError> {
    Ok(keyed_hash(&keys.hash_key(db)?, "zone", &zone.0))
}

/// The day stands beside it in the clear, so it is the id, too.
fn put_dwell(db: &Connection, keys: &mut Keyring, dwell: &DwellDay) -> Result<(), StoreError> {
    let id = i128::from(dwell.day).to_be_bytes();
    DWELL.put(db, keys, &id, dwell.day, &encode_seen(&dwell.state))
}

fn enqueue(db: &Connection, row: &QueueRow) -> Result<(), StoreError> {
    let entry = &row.entry;
    run(
        db,
        ENQUEUE,
        params![
            entry.id.0,
            entry.network.number(),
            entry.key_hash,
            entry.address_hash,
            entry.repeat,
            entry.queued_wall_ms,
            entry.due_wall_ms,
            entry.attempts,
            entry.size,
            entry.queued_lived_ms,
            row.lookup_id,
            row.body,
        ],
    )
}

fn append_consent(db: &Connection, entry: &ConsentEntry) -> Result<(), StoreError> {
    let granted = entry.decision == Decision::Granted;
    let ConsentEntry { purpose, text_version, locale, wall_ms, how, .. } = entry;
    run(db, APPEND_CONSENT, params![purpose.as_str(), granted, text_version, locale, wall_ms, how])
}
