//! Everything that only reads.

use rusqlite::{Connection, Row, params};

use super::super::{Found, HeldReport, ReportKey, Search, Wanted};

/// Rows of a range of ids after a key, in the order of the key.
const FIND: &str = "SELECT lookup_id, body_hash, body, hour FROM report
                    WHERE network = ?1 AND (lookup_id, body_hash) > (?2, ?3) AND lookup_id <= ?4 AND hour >= ?5
                    ORDER BY lookup_id, body_hash LIMIT ?6";

pub(super) fn find(connection: &Connection, search: &Search) -> rusqlite::Result<Found> {
    let (first, last) = bounds(&search.wanted);
    // An empty hash stands before every hash, so that "after" includes the first id itself.
    let start = search.after.as_ref().map_or((first, [].as_slice()), |key| (&key.lookup_id, &key.body_hash));
    let mut statement = connection.prepare_cached(FIND)?;
    let limit = i64::try_from(search.limit.saturating_add(1)).unwrap_or(i64::MAX);
    let values = params![search.network.number(), start.0, start.1, last, search.from_hour, limit];
    let rows = statement.query_map(values, held)?;
    let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(page(rows, search.limit))
}

/// How many reports are held, by a scan.
pub(super) fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT count(*) FROM report", [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

/// Size of the file once its log is in it.
pub(super) fn bytes(connection: &Connection) -> rusqlite::Result<u64> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let page: i64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    Ok(pages.saturating_mul(page).unsigned_abs())
}

/// Reads one row through the table's own tree.
pub(super) fn check(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM (SELECT 1 FROM report LIMIT 1)", [], |_| Ok(()))
}

fn bounds(wanted: &Wanted) -> (&Vec<u8>, &Vec<u8>) {
    match wanted {
        Wanted::Id(id) => (id, id),
        Wanted::Range { first, last } => (first, last),
    }
}

fn held(row: &Row<'_>) -> rusqlite::Result<(ReportKey, HeldReport)> {
    let lookup_id: Vec<u8> = row.get(0)?;
    let key = ReportKey { lookup_id: lookup_id.clone(), body_hash: row.get(1)? };
    Ok((key, HeldReport { lookup_id, body: row.get(2)?, hour: row.get(3)? }))
}

fn page(mut rows: Vec<(ReportKey, HeldReport)>, limit: usize) -> Found {
    let follows = rows.len() > limit;
    rows.truncate(limit);
    let more = rows.last().map(|(key, _)| key.clone()).filter(|_| follows);
    Found { reports: rows.into_iter().map(|(_, held)| held).collect(), more }
}
