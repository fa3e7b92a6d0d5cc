//! Everything that changes the file.

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::super::{NewReport, SamplingSalt, Tally};

const INSERT: &str =
    "INSERT INTO report (network, lookup_id, body_hash, body, hour) VALUES (?1, ?2, ?3, ?4, ?5)
                      ON CONFLICT DO NOTHING";
const SAME_HOUR: &str = "SELECT body_hash FROM report WHERE network = ?1 AND lookup_id = ?2 AND hour = ?3";
const DELETE: &str = "DELETE FROM report WHERE network = ?1 AND lookup_id = ?2 AND body_hash = ?3";
const FORGET: &str = "DELETE FROM report WHERE (network, lookup_id, body_hash) IN (
                          SELECT network, lookup_id, body_hash FROM report
                          WHERE hour / 24 <= ?1 / 24 AND hour < ?1 LIMIT ?2)";

/// One transaction; durable when it returns, because the file is opened with full synchronisation.
pub(super) fn hold(
    connection: &mut Connection,
    batch: &[NewReport],
    hourly_cap: u32,
    salt: SamplingSalt,
) -> rusqlite::Result<Tally> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut tally = Tally::default();
    for report in batch {
        hold_one(&transaction, report, hourly_cap, salt, &mut tally)?;
    }
    transaction.commit()?;
    Ok(tally)
}

fn hold_one(
    transaction: &Transaction<'_>,
    report: &NewReport,
    hourly_cap: u32,
    salt: SamplingSalt,
    tally: &mut Tally,
) -> rusqlite::Result<()> {
    let network = report.network.number();
    let hash = report.key().body_hash;
    let row = params![network, report.lookup_id, hash, report.body, report.hour];
    if transaction.prepare_cached(INSERT)?.execute(row)? == 0 {
        tally.duplicate += 1;
        return Ok(());
    }
    let bodies = same_hour(transaction, report)?;
    let full = bodies.len() > hourly_cap as usize;
    match salt.displaced(report, &bodies).filter(|_| full) {
        Some(gone) => {
            let _ = transaction.prepare_cached(DELETE)?.execute(params![network, report.lookup_id, gone])?;
            tally.sampled += 1;
        }
        None => tally.held += 1,
    }
    Ok(())
}

fn same_hour(transaction: &Transaction<'_>, report: &NewReport) -> rusqlite::Result<Vec<[u8; 32]>> {
    let mut statement = transaction.prepare_cached(SAME_HOUR)?;
    let rows = statement
        .query_map(params![report.network.number(), report.lookup_id, report.hour], |row| row.get(0))?;
    rows.collect()
}

/// Erases at most `limit` reports that arrived before `hour`.
pub(super) fn forget(connection: &mut Connection, hour: u32, limit: u32) -> rusqlite::Result<u64> {
    let erased = connection.prepare_cached(FORGET)?.execute(params![hour, limit])?;
    Ok(erased as u64)
}

/// Returns free pages to the file system and empties the log, which holds pages as they were before.
pub(super) fn give_back(connection: &mut Connection) -> rusqlite::Result<()> {
    // Each step frees one page.
    let mut statement = connection.prepare("PRAGMA incremental_vacuum")?;
    let mut freed = statement.query([])?;
    while freed.next()?.is_some() {}
    drop(freed);
    drop(statement);
    checkpoint(connection)
}

/// Moves the log into the file and truncates it; a reader in the way makes it wait for the next time.
pub(super) fn checkpoint(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
}
