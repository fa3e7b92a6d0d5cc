//! The consent ledger against whoever would change it.
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use common::Home;
use findmesh_core::Change;
use findmesh_core::consent::{Decision, Purpose};
use findmesh_store::Store;
use findmesh_testkit::samples::consent;

#[test]
fn the_file_itself_refuses_changes_of_the_ledger() {
    let home = Home::new();
    let line = consent(Purpose::OwnTags, Decision::Granted, 5);
    home.open().commit(&[Change::AppendConsent(line.clone())]).unwrap();
    let db = rusqlite::Connection::open(home.path()).unwrap();
    for sql in [
        "DELETE FROM consent",
        "UPDATE consent SET granted = 0",
        "UPDATE consent SET wall_ms = 6 WHERE line = 1",
        "DELETE FROM consent WHERE line = 1",
    ] {
        let refused = db.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("append only"), "{sql}: {refused}");
    }
    drop(db);
    assert_eq!(home.open().consent_ledger().unwrap(), [line]);
}

#[test]
fn the_ledger_is_append_only_again_after_everything_was_erased() {
    let home = Home::new();
    let mut store = home.open();
    store.erase_all().unwrap();
    store.commit(&[Change::AppendConsent(consent(Purpose::OwnTags, Decision::Granted, 5))]).unwrap();
    drop(store);
    let db = rusqlite::Connection::open(home.path()).unwrap();
    assert!(db.execute_batch("DELETE FROM consent").is_err());
}
