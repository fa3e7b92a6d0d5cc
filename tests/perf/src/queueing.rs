//! Queueing sealed reports in a real SQLite file.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use findmesh_core::Change;
use findmesh_store::{SqliteStore, Store};
use findmesh_testkit::samples;
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

use crate::budgets::{Budgets, of};
use crate::report::Report;

const BATCH: u32 = 50;
const BATCHES: u32 = 400;
const WALL_MS: i64 = 1_790_000_000_000;

/// A folder whose syncs cost nothing: what is left is our own work.
const MEMORY: &str = "/dev/shm";

/// Rows a second with fifty a transaction, on a memory file system and on this machine's disk.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) -> Result<(), Box<dyn Error>> {
    report.topic("queue insert, 50 a transaction, every one synced");
    let on_disk = insert(&tempfile::tempdir()?)?;
    report.figure("on this disk", &on_disk.describe());
    if Path::new(MEMORY).is_dir() {
        let in_memory = insert(&tempfile::tempdir_in(MEMORY)?)?;
        report.figure("on a memory file system", &in_memory.describe());
        report.at_least("rates.queue_insert", in_memory.rate(), of(&budgets.rates, "queue_insert"));
    }
    if let Some(bytes) = on_disk.bytes {
        report.at_most("bytes.queue_insert", bytes, of(&budgets.bytes, "queue_insert"));
    }
    Ok(())
}

/// What one run came to.
struct Inserted {
    /// Median of a transaction, seconds.
    median: f64,
    /// Bytes written for a row, where the platform tells.
    bytes: Option<f64>,
}

impl Inserted {
    fn rate(&self) -> f64 {
        f64::from(BATCH) / self.median
    }

    fn describe(&self) -> String {
        format!("{:.2} ms a transaction (median), {:.0} rows/s", self.median * 1e3, self.rate())
    }
}

fn insert(folder: &TempDir) -> Result<Inserted, Box<dyn Error>> {
    let vault = Arc::new(FakeVault::default());
    let mut store =
        SqliteStore::open(&folder.path().join("perf.db"), vault, seeded_entropy(1), WALL_MS)?.store;
    let batches: Vec<Vec<Change>> = (0..BATCHES).map(batch).collect();
    let (mut times, before) = (Vec::new(), written_bytes());
    for changes in &batches {
        let start = Instant::now();
        store.commit(changes)?;
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let bytes = before.zip(written_bytes()).map(|(a, b)| (b - a) / f64::from(BATCH * BATCHES));
    Ok(Inserted { median: times.get(times.len() / 2).copied().unwrap_or(f64::NAN), bytes })
}

fn batch(number: u32) -> Vec<Change> {
    (number * BATCH..(number + 1) * BATCH).map(|n| Change::Enqueue(samples::queue_row(n))).collect()
}

/// Bytes that this process handed to file systems so far; Linux only.
fn written_bytes() -> Option<f64> {
    let text = fs::read_to_string("/proc/self/io").ok()?;
    text.lines().find_map(|line| line.strip_prefix("wchar: ")?.parse().ok())
}
