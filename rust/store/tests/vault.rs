//! Keys that are lost, or not to be had just now.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use common::{Home, counter, counts, put_rows};
use findmesh_core::{Change, StoreTrouble};
use findmesh_store::{Retention, Store, StoreError, VAULT_LOST_ROWS, VaultError};
use findmesh_testkit::samples::{DAY, learnt, noon, pending, queue_row, seen};

#[test]
fn a_lost_key_takes_its_sealed_rows_and_leaves_the_queue() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 5);
    let key = store.hash_key().unwrap();
    drop(store);
    home.vault.lose();

    let mut opened = home.try_open().unwrap();
    assert_eq!(opened.incident, Some(StoreTrouble::VaultLost));
    let restored = opened.store.restore().unwrap();
    assert_eq!(counts(&restored), (5, 0, 0));
    assert_eq!(counter(&restored, VAULT_LOST_ROWS), 10);
    assert_eq!(opened.store.queue_row(queue_row(3).entry.id).unwrap(), Some(queue_row(3)));
    assert_ne!(opened.store.hash_key().unwrap(), key);

    put_rows(&mut opened.store, 5);
    drop(opened);
    let restored = home.open().restore().unwrap();
    assert_eq!(counts(&restored), (5, 5, 5), "the next opening has no incident and loses nothing");
    assert_eq!(counter(&restored, VAULT_LOST_ROWS), 10);
}

#[test]
fn a_key_lost_while_open_is_replaced_at_the_next_day() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 1);
    home.vault.lose();
    store.commit(&[Change::PutPending(pending(9, DAY + 1))]).unwrap();
    drop(store);
    let mut opened = home.try_open().unwrap();
    assert_eq!(opened.incident, Some(StoreTrouble::VaultLost));
    assert_eq!(opened.store.restore().unwrap().pending, [pending(9, DAY + 1)]);
}

#[test]
fn an_unavailable_vault_is_an_error_that_loses_nothing() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 3);
    drop(store);
    home.vault.go_unavailable();
    for _ in 0..3 {
        let refused = home.try_open().map(|opened| opened.incident);
        assert!(matches!(refused, Err(StoreError::Vault(VaultError::Unavailable { .. }))), "{refused:?}");
    }
    home.vault.come_back();
    assert_eq!(counts(&home.open().restore().unwrap()), (3, 3, 3));
}

#[test]
fn a_new_store_without_a_vault_is_an_error_and_made_later() {
    let home = Home::new();
    home.vault.go_unavailable();
    assert!(matches!(home.try_open(), Err(StoreError::Vault(VaultError::Unavailable { .. }))));
    home.vault.come_back();
    assert_eq!(counts(&home.open().restore().unwrap()), (0, 0, 0));
}

#[test]
fn the_vault_is_asked_once_a_day_not_once_a_row() {
    let home = Home::new();
    let mut store = home.open();
    let before = (home.vault.wraps(), home.vault.unwraps());
    for n in 0..50 {
        store.commit(&[Change::PutPending(pending(n, DAY)), Change::PutSeen(seen(n, DAY, 1))]).unwrap();
    }
    assert_eq!((home.vault.wraps() - before.0, home.vault.unwraps() - before.1), (1, 0));
}

#[test]
fn a_lost_vault_is_asked_once_a_key_not_once_a_row() {
    let home = Home::new();
    put_rows(&mut home.open(), 50);
    home.vault.lose();
    let before = home.vault.unwraps();
    home.try_open().unwrap().store.restore().unwrap();
    assert_eq!(home.vault.unwraps() - before, 2, "the hash key and the day's key");
}

#[test]
fn a_sealed_value_moved_to_another_row_is_dropped_not_believed() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 3);
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute_batch(
        "UPDATE pending SET sealed = (SELECT sealed FROM pending ORDER BY id LIMIT 1) \
         WHERE id = (SELECT max(id) FROM pending)",
    )
    .unwrap();
    drop(db);
    let restored = home.open().restore().unwrap();
    assert_eq!(restored.pending, [pending(1, DAY), pending(2, DAY)]);
    assert_eq!(counter(&restored, VAULT_LOST_ROWS), 1);
}

#[test]
fn maintenance_removes_data_keys_with_their_days() {
    let home = Home::new();
    let mut store = home.open();
    let put = |n, day| Change::PutPending(pending(n, day));
    store.commit(&[put(1, DAY), put(2, DAY - 20), put(3, DAY - 3)]).unwrap();
    store.commit(&[Change::RemovePending { id: pending(3, DAY).id }]).unwrap();
    store.maintain(noon(DAY), Retention::default()).unwrap();
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    let days: Vec<i64> = db
        .prepare("SELECT day FROM data_keys")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(days, [DAY], "neither the day past its retention nor the one without rows");
}

#[test]
fn what_was_learnt_of_tags_goes_with_its_key_and_is_counted() {
    let home = Home::new();
    home.open().commit(&[Change::PutLearnt(learnt(1, 1)), Change::PutLearnt(learnt(2, 1))]).unwrap();
    home.vault.lose();
    let mut store = home.try_open().unwrap().store;
    assert_eq!(store.learnt().unwrap(), []);
    assert_eq!(counter(&store.restore().unwrap(), VAULT_LOST_ROWS), 2);
    store.commit(&[Change::PutLearnt(learnt(1, 2))]).unwrap();
    drop(store);
    assert_eq!(home.open().learnt().unwrap(), [learnt(1, 2)], "under a new key");
}

/// Under another hash key the row would never be found again by its tag, and so never be replaced.
#[test]
fn a_row_under_another_hash_key_is_dropped_and_counted() {
    let home = Home::new();
    home.open().commit(&[Change::PutLearnt(learnt(1, 1))]).unwrap();
    let db = rusqlite::Connection::open(home.path()).unwrap();
    db.execute("DELETE FROM hash_key", []).unwrap();
    drop(db);
    let mut store = home.try_open().unwrap().store;
    assert_eq!(store.learnt().unwrap(), []);
    assert_eq!(counter(&store.restore().unwrap(), VAULT_LOST_ROWS), 1);
    store.commit(&[Change::PutLearnt(learnt(1, 2))]).unwrap();
    assert_eq!(store.learnt().unwrap(), [learnt(1, 2)]);
}
