//! The power goes at any moment, and the disk holds what was synced and any part of the rest: every commit that had
//! returned is there, every other one is there whole or not at all.
#![cfg(unix)]
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::print_stdout, unused_results)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use common::{Home, folder_in_memory};
use findmesh_core::consent::{Decision, Purpose};
use findmesh_core::{Change, Seed};
use findmesh_store::{Retention, SqliteStore, Store};
use findmesh_testkit::conformance::Model;
use findmesh_testkit::power::{Log, Mode, Operation, Recorder};
use findmesh_testkit::samples::{
    DAY, consent, dwell, learnt, noon, pending, queue_row, row_id, seen, tag_id, zone, zone_id,
};
use findmesh_testkit::{FakeVault, seeded_entropy};

/// Disks that are built for each moment and way of losing writes by chance.
const TRIES: u64 = 2;

/// From this number of operations on the store says what the model says.
struct Promise {
    mark: usize,
    model: Model,
    /// Of the vault's key.
    generations: (u32, u32),
}

struct Promises(Vec<Promise>);

impl Promises {
    /// What had been promised at a cut, and what was under way.
    fn around(&self, cut: usize) -> (&Promise, Option<&Promise>) {
        let standing = self.0.iter().rposition(|promise| promise.mark <= cut).unwrap();
        (&self.0[standing], self.0.get(standing + 1))
    }

    /// A vault makes its new key before the store writes anything under it, and drops the old one afterwards.
    fn vault(&self, cut: usize) -> FakeVault {
        let (standing, under_way) = self.around(cut);
        let newest = under_way.unwrap_or(standing).generations.1;
        FakeVault::new(1).with_generations((standing.generations.0, newest))
    }

    fn stand(&self, cut: usize, store: &mut SqliteStore) -> bool {
        let (standing, under_way) = self.around(cut);
        standing.model.matches(store) || under_way.is_some_and(|promise| promise.model.matches(store))
    }
}

/// Commits to store and model, and notes the promise.
struct Writer<'a> {
    home: &'a Home,
    recorder: &'a Recorder,
    store: Option<SqliteStore>,
    model: Model,
    promises: Vec<Promise>,
}

impl<'a> Writer<'a> {
    fn new(home: &'a Home, recorder: &'a Recorder, model: Model) -> Self {
        let first = Promise { mark: 0, model: model.clone(), generations: home.vault.generations() };
        let mut writer = Self { home, recorder, store: None, model, promises: vec![first] };
        writer.restart();
        writer
    }

    /// Closing writes the log back and removes it; the next start makes another.
    fn restart(&mut self) {
        self.store = None;
        self.store = Some(self.home.open());
        self.promise();
    }

    fn store(&mut self) -> &mut SqliteStore {
        self.store.as_mut().unwrap()
    }

    fn promise(&mut self) {
        let (mark, generations) = (self.recorder.mark(), self.home.vault.generations());
        self.promises.push(Promise { mark, model: self.model.clone(), generations });
    }

    fn commit(&mut self, changes: &[Change]) {
        self.store().commit(changes).unwrap();
        self.model.commit(changes);
        self.promise();
    }

    /// Nothing changes for whoever reads.
    fn quietly(&mut self, work: impl FnOnce(&mut SqliteStore)) {
        work(self.store());
        self.promise();
    }

    fn finish(self) -> Promises {
        drop(self.store);
        Promises(self.promises)
    }
}

/// Rows of every kind.
fn rows(numbers: std::ops::Range<u32>, day: i64) -> Vec<Change> {
    let of = |n| {
        let key = Change::PutSeen(seen(n, day, 1));
        [Change::Enqueue(queue_row(n)), Change::PutPending(pending(n, day)), key]
    };
    let counted = Change::Count { day, name: "reported".into(), add: numbers.len() as u64 };
    numbers.flat_map(of).chain([counted]).collect()
}

/// A life with all that a store does: days, uploads, retries, a withdrawal, another key, housekeeping, restarts.
fn live(writer: &mut Writer<'_>) {
    writer.commit(&[
        Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Granted, noon(DAY))),
        Change::PutSetting { name: "enabled".into(), value: vec![1] },
        Change::PutZone(zone(1, 1)),
        Change::PutDwell(dwell(DAY, 1)),
    ]);
    (0..6).for_each(|n| writer.commit(&rows(n * 8..(n + 1) * 8, DAY)));
    for n in 0..8 {
        writer.commit(&[Change::RemoveQueue { id: row_id(n) }, Change::RemovePending { id: row_id(n) }]);
    }
    writer.commit(&[Change::UpdateQueue { id: row_id(20), attempts: 3, due_wall_ms: 5 }]);
    writer.quietly(|store| assert!(store.rewrap().unwrap()));
    (6..9).for_each(|n| writer.commit(&rows(n * 8..(n + 1) * 8, DAY + 1)));
    writer.quietly(|store| store.maintain(noon(DAY + 1), Retention::default()).unwrap());
    writer.commit(&[
        Change::PutLearnt(learnt(1, 1)),
        Change::PutLearnt(learnt(2, 1)),
        Change::PutZone(zone(2, 1)),
    ]);
    writer.commit(&[Change::ForgetLearnt { tag: tag_id(1) }, Change::RemoveZone { id: zone_id(1) }]);
    writer.commit(&[Change::ForgetSeenBefore { day: DAY + 1 }, Change::PutDwell(dwell(DAY + 1, 1))]);
    writer.restart();
    (9..12).for_each(|n| writer.commit(&rows(n * 8..(n + 1) * 8, DAY + 2)));
    writer.commit(&[
        Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Withdrawn, noon(DAY + 2))),
        Change::EraseCrowd,
    ]);
    (12..14).for_each(|n| writer.commit(&rows(n * 8..(n + 1) * 8, DAY + 2)));
    writer.restart();
}

/// Builds the disk of a cut and hands it over, opened.
fn after(
    vault: FakeVault,
    log: &Log,
    (cut, mode, seed): (usize, Mode, u64),
    look: impl FnOnce(&mut SqliteStore) -> bool,
) {
    let folder = folder_in_memory();
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&(cut as u64).to_be_bytes());
    bytes[8..16].copy_from_slice(&seed.to_be_bytes());
    log.rebuild(cut, mode, &mut Seed(bytes).rng(), folder.path());
    let path = folder.path().join("findmesh.db");
    let opened = SqliteStore::open(&path, Arc::new(vault), seeded_entropy(seed), noon(DAY)).unwrap();
    let what = || format!("cut after {cut} of {}, {mode:?}, seed {seed}", log.operations().len());
    assert_eq!(opened.incident, None, "{}", what());
    let mut store = opened.store;
    assert!(look(&mut store), "{}", what());
    store.commit(&[Change::PutPending(pending(9_999, DAY + 2))]).unwrap();
}

/// How often a disk was built.
fn cut_everywhere(promises: &Promises, log: &Log) -> usize {
    let mut built = 0;
    for cut in 0..=log.operations().len() {
        for mode in Mode::ALL {
            let tries = if matches!(mode, Mode::Torn | Mode::Noise) { TRIES } else { 1 };
            for seed in 0..tries {
                after(promises.vault(cut), log, (cut, mode, seed), |store| promises.stand(cut, store));
                built += 1;
            }
        }
    }
    built
}

#[test]
fn no_cut_takes_a_commit_that_returned_or_leaves_half_a_one() {
    let home = Home::new();
    let recorder = Recorder::of(home.folder());
    let mut writer = Writer::new(&home, &recorder, Model::default());
    live(&mut writer);
    let promises = writer.finish();
    let log = recorder.log();
    let built = cut_everywhere(&promises, &log);
    println!("{} operations, {} promises, {built} disks", log.operations().len(), promises.0.len());
    assert!(log.operations().len() > 200 && promises.0.len() > 30, "too short a life to mean anything");
}

fn compat(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/compat").join(name)
}

/// What a kept file of an older version holds, as a model could have made it.
fn kept(version: u32) -> Model {
    let mut model = Model::default();
    let of = |n| {
        let (mut row, key) = (queue_row(n), Change::PutSeen(seen(n, DAY, 1)));
        row.entry.queued_lived_ms = 0;
        [Change::Enqueue(row), Change::PutPending(pending(n, DAY)), key]
    };
    model.commit(&(1..=5).flat_map(of).collect::<Vec<_>>());
    model.commit(&[
        Change::UpdateQueue { id: row_id(2), attempts: 3, due_wall_ms: noon(DAY + 1) },
        Change::AppendConsent(consent(Purpose::CrowdReporting, Decision::Granted, noon(DAY))),
        Change::AppendConsent(consent(Purpose::Diagnostics, Decision::Withdrawn, noon(DAY) + 1)),
        Change::Count { day: DAY, name: "reported".into(), add: 5 },
        Change::PutSetting { name: "enabled".into(), value: vec![1] },
    ]);
    if version > 1 {
        model.commit(&[Change::PutLearnt(learnt(1, 1)), Change::PutLearnt(learnt(2, 7))]);
    }
    if version > 2 {
        model.commit(&[Change::PutZone(zone(1, 7)), Change::PutZone(zone(2, 1))]);
        model.commit(&[Change::PutDwell(dwell(DAY, 1)), Change::PutDwell(dwell(DAY - 1, 7))]);
    }
    model
}

#[test]
fn no_cut_of_a_migration_loses_anything() {
    for version in [1, 2, 3] {
        let home = Home::new();
        fs::copy(compat(&format!("store-v{version}.db")), home.path()).unwrap();
        let recorder = Recorder::of(home.folder());
        let mut writer = Writer::new(&home, &recorder, kept(version));
        writer.commit(&[Change::PutZone(zone(1, 1)), Change::PutDwell(dwell(DAY, 1))]);
        let promises = writer.finish();
        let log = recorder.log();
        let built = cut_everywhere(&promises, &log);
        println!("version {version}: {} operations, {built} disks", log.operations().len());
        assert!(log.operations().len() > 10);
    }
}

/// What was erased does not come back from the log either.
#[test]
fn no_cut_brings_back_what_was_erased() {
    let home = Home::new();
    let recorder = Recorder::of(home.folder());
    let mut writer = Writer::new(&home, &recorder, Model::default());
    writer.commit(&rows(0..40, DAY));
    writer.commit(&[Change::PutZone(zone(1, 1)), Change::PutLearnt(learnt(1, 1))]);
    writer.store().erase_all().unwrap();
    writer.model = Model::default();
    writer.promise();
    writer.commit(&rows(50..60, DAY));
    let promises = writer.finish();
    let log = recorder.log();
    cut_everywhere(&promises, &log);
}

/// Each sync counts: a disk that loses a synced write is found out, and so is a store that does not sync.
#[test]
fn the_cuts_would_find_a_store_that_does_not_sync() {
    let home = Home::new();
    drop(home.open());
    let recorder = Recorder::of(home.folder());
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")
        .unwrap();
    let mut marks = Vec::new();
    for n in 0..20 {
        db.execute("INSERT INTO counters (day, name, count) VALUES (?1, 'a', 1)", [n]).unwrap();
        marks.push(recorder.mark());
    }
    let log = recorder.log();
    let synced =
        log.operations().iter().filter(|operation| matches!(operation, Operation::Sync { .. })).count();
    let mut lost = BTreeSet::new();
    for (promised, cut) in (1..).zip(&marks) {
        after(FakeVault::new(1), &log, (*cut, Mode::Lost, 0), |store| {
            let found = store.counters(0, 100).unwrap().len();
            if found < promised {
                lost.insert(*cut);
            }
            true
        });
    }
    assert!(lost.len() > 15, "{} of 20 commits were missed after {synced} syncs", lost.len());
}
