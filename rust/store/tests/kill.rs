//! kill -9 at any moment loses nothing that was acknowledged.
//!
//! The parent starts this test binary again as a child that commits batches and prints the number of each once its
//! commit returned, kills it at a random moment, and looks at the file.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use common::Home;
use findmesh_core::{Change, Restored, RowId};
use findmesh_store::{SqliteStore, Store};
use findmesh_testkit::mortal::Mortal;
use findmesh_testkit::samples::{DAY, learnt, noon, pending, queue_row, row_id, seen};
use findmesh_testkit::{FakeVault, SeedSequence, seeded_entropy};

const ROUNDS: u32 = 60;
/// Rows of a batch: as many queue rows, pending sightings and remembered keys.
const BATCH: u32 = 15;
/// Batches of a round have numbers of their own.
const NUMBERS_A_ROUND: u32 = 10_000;
/// A child that has not committed anything by then hangs.
const PATIENCE: Duration = Duration::from_secs(30);
const CHILD_PATH: &str = "FINDMESH_KILL_TEST_PATH";
const CHILD_ROUND: &str = "FINDMESH_KILL_TEST_ROUND";
const ACKNOWLEDGED: &str = "acknowledged ";

/// Counts the batches of a round, in the transaction of each.
fn counter(round: u32) -> String {
    format!("batches_{round}")
}

/// All that batch `number` commits.
fn batch(number: u32) -> Vec<Change> {
    let rows = (number * BATCH..(number + 1) * BATCH).flat_map(|n| {
        [Change::Enqueue(queue_row(n)), Change::PutPending(pending(n, DAY)), Change::PutSeen(seen(n, DAY, 1))]
    });
    let count = Change::Count { day: DAY, name: counter(number / NUMBERS_A_ROUND), add: 1 };
    rows.chain([count, Change::PutLearnt(learnt(1, version(number)))]).collect()
}

/// Of what was learnt of the one tag, after batch `number`.
fn version(number: u32) -> u8 {
    (number % 251) as u8
}

/// The child's part: does nothing unless this process was started as one.
#[test]
fn child_commits_until_it_is_killed() {
    let (Ok(path), Ok(round)) = (std::env::var(CHILD_PATH), std::env::var(CHILD_ROUND)) else {
        return;
    };
    let round: u32 = round.parse().unwrap();
    let (vault, entropy) = (Arc::new(FakeVault::new(1)), seeded_entropy(1_000 + u64::from(round)));
    let opened = SqliteStore::open(Path::new(&path), vault, entropy, noon(DAY)).unwrap();
    assert_eq!(opened.incident, None);
    let mut store = opened.store;
    let mut out = std::io::stdout();
    for number in round * NUMBERS_A_ROUND..(round + 1) * NUMBERS_A_ROUND {
        store.commit(&batch(number)).unwrap();
        writeln!(out, "{ACKNOWLEDGED}{number}").unwrap();
        out.flush().unwrap();
    }
}

fn start_child(path: &Path, round: u32) -> Mortal {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_commits_until_it_is_killed", "--nocapture", "--test-threads=1"])
        .env(CHILD_PATH, path)
        .env(CHILD_ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    Mortal(child.unwrap())
}

/// The number on a whole line; the first one follows what the test harness wrote.
fn number_on(line: &str) -> Option<u32> {
    line.strip_suffix('\n')?.split_once(ACKNOWLEDGED)?.1.parse().ok()
}

/// Passes on what the child acknowledges, until it is dead.
fn follow(child: &mut Child) -> Receiver<u32> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|length| length > 0) {
            number_on(&line).map(|number| sender.send(number));
            line.clear();
        }
    });
    receiver
}

/// Lets the child live for a while, kills it, and says which batches it had acknowledged.
///
/// Every sixth dies at any moment of its start, the others after their first batch.
fn live_and_die(path: &Path, round: u32, micros: u64) -> Vec<u32> {
    let mut child = start_child(path, round);
    let heard = follow(&mut child.0);
    let first = if round.is_multiple_of(6) { None } else { Some(heard.recv_timeout(PATIENCE).unwrap()) };
    thread::sleep(Duration::from_micros(micros));
    assert!(child.0.try_wait().unwrap().is_none(), "the child ended by itself");
    child.kill();
    first.into_iter().chain(heard).collect()
}

/// How many rows of each batch are there.
fn rows_by_batch(ids: impl Iterator<Item = RowId>, number_of: &BTreeMap<RowId, u32>) -> BTreeMap<u32, u32> {
    let mut found = BTreeMap::new();
    for id in ids {
        *found.entry(number_of[&id]).or_default() += 1;
    }
    found
}

/// Every batch is there whole or not at all, and every acknowledged one is there.
fn assert_whole(restored: &Restored, acknowledged: &[u32], round: u32) -> Vec<u32> {
    let first = round * NUMBERS_A_ROUND;
    let last = acknowledged.last().map_or(first, |last| last + 1);
    let number_of =
        (first..=last).flat_map(|n| (n * BATCH..(n + 1) * BATCH).map(move |row| (row_id(row), n)));
    let number_of: BTreeMap<RowId, u32> = number_of.collect();
    let queued = rows_by_batch(restored.queue.iter().map(|entry| entry.id), &number_of);
    let waiting = rows_by_batch(restored.pending.iter().map(|pending| pending.id), &number_of);
    assert_eq!(queued, waiting);
    assert!(queued.values().all(|rows| *rows == BATCH), "half a batch: {queued:?}");
    assert!(acknowledged.iter().all(|number| queued.contains_key(number)), "an acknowledged batch is gone");
    assert!(queued.len() <= acknowledged.len() + 1, "a commit returned without being acknowledged");
    assert_eq!(restored.seen.len(), queued.len() * BATCH as usize);
    assert_eq!(common::counter(restored, &counter(round)), queued.len() as u64);
    queued.into_keys().collect()
}

/// Content too, not ids only.
fn assert_content(store: &mut SqliteStore, restored: &Restored, batches: &[u32]) {
    let rows: Vec<u32> = batches.iter().flat_map(|number| number * BATCH..(number + 1) * BATCH).collect();
    for n in &rows {
        assert_eq!(store.queue_row(row_id(*n)).unwrap(), Some(queue_row(*n)));
    }
    let expected: Vec<_> = rows.iter().map(|n| pending(*n, DAY)).collect();
    assert_eq!(restored.pending, expected);
    if let Some(last) = batches.last() {
        assert_eq!(store.learnt().unwrap(), [learnt(1, version(*last))]);
    }
}

fn assert_intact(path: &Path) {
    let db = rusqlite::Connection::open(path).unwrap();
    let found: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(found, "ok");
}

/// Row by row or all at once, in turns.
fn emptied(batches: &[u32], round: u32) -> Vec<Change> {
    if round % 2 == 1 {
        return vec![Change::EraseCrowd];
    }
    let rows = batches.iter().flat_map(|number| number * BATCH..(number + 1) * BATCH);
    let remove = |n| [Change::RemoveQueue { id: row_id(n) }, Change::RemovePending { id: row_id(n) }];
    rows.flat_map(remove).chain([Change::ForgetSeenBefore { day: DAY + 1 }]).collect()
}

/// Looks at what a killed child left, then empties the store for the next round. How many batches there were.
fn look_and_empty(home: &Home, acknowledged: &[u32], round: u32) -> usize {
    if home.path().exists() {
        assert_intact(home.copy().path().as_path());
    }
    let mut store = home.open();
    let restored = store.restore().unwrap();
    let batches = assert_whole(&restored, acknowledged, round);
    assert_content(&mut store, &restored, &batches);
    store.commit(&emptied(&batches, round)).unwrap();
    batches.len()
}

#[test]
fn sixty_killed_processes_lose_nothing_acknowledged() {
    let home = Home::new();
    let mut seeds = SeedSequence::new(u64::from(std::process::id()));
    let (mut acknowledged, mut unacknowledged, mut early) = (0, 0, 0);
    for round in 0..ROUNDS {
        let random = u64::from(u16::from_be_bytes([seeds.seed().0[0], seeds.seed().0[1]]));
        // Up to 65 ms: anywhere in a start, or in the first dozens of batches.
        let batches = live_and_die(&home.path(), round, random);
        let found = look_and_empty(&home, &batches, round);
        acknowledged += batches.len();
        unacknowledged += found - batches.len();
        early += usize::from(batches.is_empty());
    }
    println!("{acknowledged} acknowledged, {unacknowledged} more committed, {early} killed before the first");
    assert!(acknowledged > ROUNDS as usize, "the children were killed too early to mean anything");
}
