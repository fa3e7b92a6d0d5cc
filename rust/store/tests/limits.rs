//! A full disk, a second owner.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use common::{Home, counts, put_rows};
use findmesh_core::{Change, StoreTrouble};
use findmesh_store::{SqliteStore, Store, StoreError};
use findmesh_testkit::samples::{DAY, noon, pending, queue_row, row_id};
use findmesh_testkit::seeded_entropy;

const QUOTA: u64 = 200 * 1024;

/// Commits batches of ten until one is refused; how many rows stand.
fn fill(store: &mut impl Store) -> u32 {
    for batch in 0..1_000 {
        let changes: Vec<Change> = (0..10).map(|n| Change::Enqueue(queue_row(batch * 10 + n))).collect();
        match store.commit(&changes) {
            Ok(()) => {}
            Err(error) => {
                assert!(matches!(error, StoreError::DiskFull), "{error:?}");
                assert_eq!(error.trouble(), StoreTrouble::DiskFull);
                return batch * 10;
            }
        }
    }
    panic!("never full");
}

#[test]
fn a_full_disk_refuses_a_batch_whole_and_keeps_the_others() {
    let home = Home::new();
    let mut store = home.try_open_with(QUOTA).unwrap().store;
    let standing = fill(&mut store);
    assert!(standing >= 100, "{standing}");
    let ids = |store: &mut dyn Store| -> Vec<_> {
        store.restore().unwrap().queue.iter().map(|entry| entry.id).collect()
    };
    let expected: Vec<_> = (0..standing).map(row_id).collect();
    assert_eq!(ids(&mut store), expected);
    drop(store);
    assert_eq!(ids(&mut home.try_open_with(QUOTA).unwrap().store), expected);
}

#[test]
fn a_full_store_takes_rows_again_once_others_are_gone() {
    let home = Home::new();
    let mut store = home.try_open_with(QUOTA).unwrap().store;
    let standing = fill(&mut store);
    let gone: Vec<Change> = (0..standing / 2).map(|n| Change::RemoveQueue { id: row_id(n) }).collect();
    store.commit(&gone).unwrap();
    store.commit(&[Change::Enqueue(queue_row(99_999)), Change::PutPending(pending(1, DAY))]).unwrap();
    let restored = store.restore().unwrap();
    assert_eq!(counts(&restored), ((standing - standing / 2 + 1) as usize, 1, 0));
}

#[test]
fn a_withdrawal_works_on_a_full_disk() {
    let home = Home::new();
    let mut store = home.try_open_with(QUOTA).unwrap().store;
    fill(&mut store);
    store.commit(&[Change::EraseCrowd]).unwrap();
    assert_eq!(counts(&store.restore().unwrap()), (0, 0, 0));
}

#[test]
fn a_data_key_of_a_refused_batch_is_not_used_later() {
    let home = Home::new();
    let mut store = home.try_open_with(QUOTA).unwrap().store;
    let standing = fill(&mut store);
    let mut batch = vec![Change::PutPending(pending(1, DAY))];
    batch.extend((0..500).map(|n| Change::Enqueue(queue_row(50_000 + n))));
    assert!(matches!(store.commit(&batch), Err(StoreError::DiskFull)));
    store.commit(&(0..standing).map(|n| Change::RemoveQueue { id: row_id(n) }).collect::<Vec<_>>()).unwrap();
    store.commit(&[Change::PutPending(pending(2, DAY))]).unwrap();
    drop(store);
    assert_eq!(home.open().restore().unwrap().pending, [pending(2, DAY)]);
}

#[test]
fn a_disk_too_full_for_a_new_store_is_said_and_leaves_nothing_in_the_way() {
    let home = Home::new();
    assert!(matches!(home.try_open_with(8 * 1024), Err(StoreError::DiskFull)));
    assert!(!home.path().exists());
    assert_eq!(counts(&home.open().restore().unwrap()), (0, 0, 0));
}

#[test]
fn one_owner_at_a_time() {
    let home = Home::new();
    let mut first = home.open();
    put_rows(&mut first, 2);
    let second = home.try_open().map(|opened| opened.incident);
    assert!(matches!(second, Err(StoreError::InUse)), "{second:?}");
    put_rows(&mut first, 3);
    drop(first);
    assert_eq!(counts(&home.open().restore().unwrap()), (3, 3, 3));
}

/// Under another name there is another lock file, as where the platform has no such locks: SQLite's own still holds.
#[cfg(unix)]
#[test]
fn one_owner_under_whatever_name() {
    let home = Home::new();
    let mut first = home.open();
    put_rows(&mut first, 2);
    let alias = home.beside("-alias");
    std::os::unix::fs::symlink(home.path(), &alias).unwrap();
    let second =
        SqliteStore::open(&alias, home.vault.clone(), seeded_entropy(5), noon(DAY)).map(|o| o.incident);
    assert!(matches!(second, Err(StoreError::InUse)), "{second:?}");
    put_rows(&mut first, 3);
}

#[test]
fn a_foreign_connection_is_kept_out_too() {
    let home = Home::new();
    let mut store = home.open();
    put_rows(&mut store, 1);
    let foreign = rusqlite::Connection::open(home.path()).unwrap();
    foreign.busy_timeout(std::time::Duration::ZERO).unwrap();
    assert!(foreign.query_row("SELECT count(*) FROM queue", [], |row| row.get::<_, i64>(0)).is_err());
}
