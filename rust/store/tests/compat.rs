//! Files of older versions open and say what they said (`examples/write_compat.rs` wrote them).
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Home, counts};
use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use findmesh_core::owner::LearntTag;
use findmesh_store::Store;
use findmesh_testkit::samples::{
    DAY, consent, dwell, learnt, noon, pending, queue_row, seen, tag_id, zone, zone_id,
};

fn compat(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/compat").join(name)
}

fn holding(name: &str) -> Home {
    let home = Home::new();
    fs::copy(compat(name), home.path()).unwrap();
    home
}

#[test]
fn version_1_opens() {
    assert_older_content(&holding("store-v1.db"));
}

#[test]
fn version_2_opens() {
    let home = holding("store-v2.db");
    assert_older_content(&home);
    assert_eq!(home.open().learnt().unwrap(), sorted([learnt(1, 1), learnt(2, 7)]));
}

#[test]
fn version_3_opens() {
    let home = holding("store-v3.db");
    assert_older_content(&home);
    assert_places(&home);
}

#[test]
fn version_4_opens() {
    let home = holding("store-v4.db");
    assert_sample_content(&home);
    assert_places(&home);
}

fn assert_places(home: &Home) {
    let mut store = home.open();
    assert_eq!(store.learnt().unwrap(), sorted([learnt(1, 1), learnt(2, 7)]));
    let restored = store.restore().unwrap();
    let mut zones = [zone(1, 7), zone(2, 1)];
    zones.sort_by_key(|zone| zone.id);
    assert_eq!(restored.zones, zones);
    assert_eq!(restored.dwell, [dwell(DAY - 1, 7), dwell(DAY, 1)]);
}

fn sorted(mut learnt: [LearntTag; 2]) -> [LearntTag; 2] {
    learnt.sort_by_key(|learnt| learnt.tag);
    learnt
}

#[test]
fn older_versions_learn_places() {
    for name in ["store-v1.db", "store-v2.db"] {
        let home = holding(name);
        let mut store = home.open();
        let restored = store.restore().unwrap();
        assert_eq!((restored.zones, restored.dwell), (vec![], vec![]));
        store.commit(&[Change::PutZone(zone(1, 1)), Change::PutZone(zone(2, 1))]).unwrap();
        store.commit(&[Change::RemoveZone { id: zone_id(1) }, Change::PutDwell(dwell(DAY, 1))]).unwrap();
        drop(store);
        let restored = home.open().restore().unwrap();
        assert_eq!((restored.zones, restored.dwell), (vec![zone(2, 1)], vec![dwell(DAY, 1)]), "{name}");
        assert_older_content(&home);
    }
}

#[test]
fn version_1_learns_what_version_2_keeps() {
    let home = holding("store-v1.db");
    let mut store = home.open();
    assert_eq!(store.learnt().unwrap(), []);
    store.commit(&[Change::PutLearnt(learnt(1, 1)), Change::PutLearnt(learnt(2, 1))]).unwrap();
    store.commit(&[Change::ForgetLearnt { tag: tag_id(1) }]).unwrap();
    drop(store);
    assert_eq!(home.open().learnt().unwrap(), [learnt(2, 1)]);
    assert_older_content(&home);
}

/// As after a power cut at any moment of the migration: with the log cut anywhere, the file is of version 1 or 2, whole.
#[test]
fn a_migration_that_was_cut_off_is_done_again() {
    let home = holding("store-v1.db");
    let open = rusqlite::Connection::open(home.path()).unwrap();
    let mode: String = open.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let migration = include_str!("../migrations/0002_learnt.sql");
    open.execute_batch(&format!("BEGIN IMMEDIATE; {migration} PRAGMA user_version = 2; COMMIT;")).unwrap();
    let log = fs::read(home.beside("-wal")).unwrap();
    assert!(log.len() > 4_096);
    let mut cuts: Vec<usize> = (0..log.len()).step_by(499).collect();
    cuts.push(log.len());
    for cut in cuts {
        let copy = home.copy();
        fs::write(copy.beside("-wal"), &log[..cut]).unwrap();
        let _ = fs::remove_file(copy.beside("-shm"));
        copy.open().commit(&[Change::PutLearnt(learnt(1, 1))]).unwrap();
        assert_eq!(copy.open().learnt().unwrap(), [learnt(1, 1)], "cut at {cut}");
        assert_older_content(&copy);
    }
}

/// What `examples/write_compat.rs` puts into every file.
fn assert_sample_content(home: &Home) {
    assert_content(home, |lived_ms| lived_ms);
}

/// Before version 4 nobody knew how long a phone had run.
fn assert_older_content(home: &Home) {
    assert_content(home, |_| 0);
}

fn assert_content(home: &Home, lived_ms: impl Fn(i64) -> i64) {
    let mut store = home.open();
    let restored = store.restore().unwrap();
    assert_eq!(counts(&restored), (5, 5, 5));
    for n in 1..=5 {
        let (mut row, at) = (queue_row(n), n as usize - 1);
        row.entry.queued_lived_ms = lived_ms(row.entry.queued_lived_ms);
        if n == 2 {
            (row.entry.attempts, row.entry.due_wall_ms) = (3, noon(DAY + 1));
        }
        assert_eq!(store.queue_row(row.entry.id).unwrap().as_ref(), Some(&row));
        assert_eq!(restored.queue[at], row.entry);
        assert_eq!(restored.pending[at], pending(n, DAY));
        assert!(restored.seen.contains(&seen(n, DAY, 1)));
    }
    let ledger = [
        consent(Purpose::CrowdReporting, Decision::Granted, noon(DAY)),
        consent(Purpose::Diagnostics, Decision::Withdrawn, noon(DAY) + 1),
    ];
    assert_eq!(restored.consent, ledger);
    assert_eq!(restored.counters, [(DAY, "reported".into(), 5)]);
    assert_eq!(restored.settings, [("enabled".into(), vec![1])]);
    let key = store.hash_key().unwrap();
    assert_eq!(findmesh_testkit::vectors::hex_bytes(HASH_KEY), key.expose());
}

/// The hash key in the file; rows hashed with it must stay comparable.
const HASH_KEY: &str = "01bbab70db7106be1049ac93fc8b1023ce57be00cd642b4d80b07bb2df591e23";
