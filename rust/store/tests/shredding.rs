//! A day goes with its data key, and everything that a copy holds with the key encryption key.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use common::{Home, counter, counts};
use findmesh_core::{Change, StoreTrouble};
use findmesh_store::{Retention, SqliteStore, Store, StoreError, VAULT_LOST_ROWS, VaultError};
use findmesh_testkit::samples::{DAY, dwell, learnt, noon, pending, queue_row, seen, zone};

/// Past its retention on [`DAY`].
const OLD: i64 = DAY - 20;

fn of_day(numbers: std::ops::Range<u32>, day: i64) -> Vec<Change> {
    let rows = numbers.flat_map(|n| [Change::PutPending(pending(n, day)), Change::PutSeen(seen(n, day, 1))]);
    rows.chain([Change::PutDwell(dwell(day, 1))]).collect()
}

fn filled() -> (Home, SqliteStore) {
    let home = Home::new();
    let mut store = home.open();
    store.commit(&of_day(0..20, OLD)).unwrap();
    store.commit(&of_day(20..30, DAY)).unwrap();
    store.commit(&[Change::PutZone(zone(1, 1)), Change::PutLearnt(learnt(1, 1))]).unwrap();
    (home, store)
}

/// Every value of a column, as it lies in a copy of the file.
fn column(home: &Home, sql: &str, day: i64) -> Vec<Vec<u8>> {
    let copy = home.copy();
    let db = rusqlite::Connection::open(copy.path()).unwrap();
    let mut select = db.prepare(sql).unwrap();
    select.query_map([day], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// What of a day lies in the file: sealed rows, and the wrapped key.
fn traces_of(home: &Home, day: i64) -> Vec<Vec<u8>> {
    let sealed =
        ["pending", "seen", "dwell"].map(|table| format!("SELECT sealed FROM {table} WHERE day = ?1"));
    let rows = sealed.iter().flat_map(|sql| column(home, sql, day));
    rows.chain(column(home, "SELECT wrapped FROM data_keys WHERE day = ?1", day)).collect()
}

fn found(home: &Home, traces: &[Vec<u8>]) -> usize {
    let files = home.all_bytes();
    let lies = |trace: &&Vec<u8>| {
        files.iter().any(|(_, bytes)| bytes.windows(trace.len()).any(|window| window == trace.as_slice()))
    };
    traces.iter().filter(lies).count()
}

#[test]
fn an_old_day_leaves_file_and_log_and_opens_in_a_copy_only() {
    let (home, mut store) = filled();
    let traces = traces_of(&home, OLD);
    assert_eq!((traces.len(), found(&home, &traces)), (42, 42), "40 rows, dwell, key: they can be found");
    let before = home.copy();
    store.maintain(noon(DAY), Retention::default()).unwrap();
    assert_eq!(found(&home, &traces), 0, "while it is open, log included");
    assert_eq!(counts(&store.restore().unwrap()), (0, 10, 10));
    drop(store);
    assert_eq!(found(&home, &traces), 0);
    let restored = before.open().restore().unwrap();
    assert_eq!((counts(&restored), restored.dwell.len()), ((0, 30, 30), 2), "the copy's key is still there");
}

#[test]
fn a_copy_from_before_opens_nothing_once_the_key_encryption_key_is_renewed() {
    let (home, mut store) = filled();
    let before = home.copy();
    let wrapped = column(&home, "SELECT wrapped FROM data_keys WHERE day > ?1", -9);
    let hash = column(&home, "SELECT wrapped FROM hash_key WHERE only > ?1", -9);
    let key = store.hash_key().unwrap();
    assert!(store.rewrap().unwrap());
    assert_eq!((wrapped.len(), hash.len()), (3, 1));
    assert_eq!(found(&home, &[wrapped, hash].concat()), 0, "no key lies under the old wrapper, log included");
    assert_eq!(home.vault.generations(), (2, 2));

    let mut opened = before.try_open().unwrap();
    assert_eq!(opened.incident, Some(StoreTrouble::VaultLost));
    let restored = opened.store.restore().unwrap();
    assert_eq!((counts(&restored), restored.zones.len(), restored.dwell.len()), ((0, 0, 0), 0, 0));
    assert_eq!(counter(&restored, VAULT_LOST_ROWS), 30 * 2 + 2 + 1 + 1, "rows, dwell, zone, what was learnt");

    drop(store);
    let mut store = home.open();
    let restored = store.restore().unwrap();
    assert_eq!((counts(&restored), restored.dwell.len()), ((0, 30, 30), 2), "the living file lost nothing");
    assert_eq!((restored.zones, store.learnt().unwrap()), (vec![zone(1, 1)], vec![learnt(1, 1)]));
    assert_eq!(store.hash_key().unwrap(), key);
}

#[test]
fn a_vault_that_is_not_available_leaves_all_keys_as_they_were() {
    let (home, mut store) = filled();
    home.vault.go_unavailable();
    let refused = store.rewrap();
    assert!(matches!(refused, Err(StoreError::Vault(VaultError::Unavailable { .. }))), "{refused:?}");
    home.vault.come_back();
    assert_eq!(home.vault.generations(), (1, 1));
    drop(store);
    assert_eq!(counts(&home.open().restore().unwrap()), (0, 30, 30));
}

/// As where a process died after the new key was made: both still open, and the next call finishes it.
#[test]
fn a_renewal_that_was_cut_off_is_finished_by_the_next() {
    use findmesh_store::KeyVault;
    let (home, store) = filled();
    home.vault.renew().unwrap();
    drop(store);
    let mut store = home.open();
    store.commit(&of_day(30..31, DAY + 1)).unwrap();
    assert_eq!(
        home.vault.generations(),
        (1, 2),
        "one key lies under the new wrapper, the others under the old"
    );
    store.rewrap().unwrap();
    assert_eq!(home.vault.generations(), (3, 3));
    drop(store);
    assert_eq!(counts(&home.open().restore().unwrap()), (0, 31, 31));
}

/// A vault that is lost in between: what it wrapped stays lost, what it wraps from now on opens.
#[test]
fn lost_keys_do_not_keep_the_others_from_a_new_wrapper() {
    let (home, mut store) = filled();
    home.vault.lose();
    store.commit(&of_day(30..31, DAY + 1)).unwrap();
    store.rewrap().unwrap();
    drop(store);
    let mut opened = home.try_open().unwrap();
    assert_eq!(opened.incident, Some(StoreTrouble::VaultLost));
    assert_eq!(counts(&opened.store.restore().unwrap()), (0, 1, 1));
}

#[test]
fn a_zone_is_not_lost_with_the_key_that_only_names_its_row() {
    let (home, store) = filled();
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute("DELETE FROM hash_key", []).unwrap();
    drop(db);
    let mut store = home.open();
    assert_eq!(store.restore().unwrap().zones, [zone(1, 1)]);
    store.commit(&[Change::RemoveZone { id: zone(1, 1).id }, Change::Enqueue(queue_row(1))]).unwrap();
    drop(store);
    assert_eq!(home.open().restore().unwrap().zones, [], "under its new name it can be removed");
}

/// The rows still lie there, sealed under a key that nobody has.
#[test]
fn a_day_without_its_key_is_gone_though_its_rows_are_there() {
    let (home, store) = filled();
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute("DELETE FROM data_keys WHERE day = ?1", [DAY]).unwrap();
    drop(db);
    assert_eq!(traces_of(&home, DAY).len(), 21, "10 sightings, 10 keys, dwell");
    let mut store = home.open();
    let restored = store.restore().unwrap();
    assert_eq!((counts(&restored), restored.dwell), ((0, 20, 20), vec![dwell(OLD, 1)]));
    assert_eq!((restored.zones, store.learnt().unwrap()), (vec![zone(1, 1)], vec![learnt(1, 1)]));
    assert_eq!(traces_of(&home, DAY).len(), 0, "found out and dropped");
}

/// A vault with one key for ever.
struct Plain(std::sync::Arc<findmesh_testkit::FakeVault>);

impl findmesh_store::KeyVault for Plain {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError> {
        self.0.wrap(key)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<zeroize::Zeroizing<Vec<u8>>, VaultError> {
        self.0.unwrap(wrapped)
    }
}

#[test]
fn a_vault_with_one_key_says_that_old_copies_still_open() {
    let (home, store) = filled();
    drop(store);
    let vault = std::sync::Arc::new(Plain(home.vault.clone()));
    let opened = SqliteStore::open(&home.path(), vault, findmesh_testkit::seeded_entropy(9), noon(DAY));
    let mut store = opened.unwrap().store;
    assert!(!store.rewrap().unwrap());
    assert_eq!(counts(&store.restore().unwrap()), (0, 30, 30));
}
