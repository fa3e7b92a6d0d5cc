//! Files of older versions open and say what they said (`examples/write_compat.rs` wrote them).
#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod common;

use std::fs;
use std::path::PathBuf;

use common::{Home, counts};
use findmesh_core::consent::{Decision, Purpose};
use findmesh_store::Store;
use findmesh_testkit::samples::{DAY, consent, noon, pending, queue_row, seen};

fn compat(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/compat").join(name)
}

#[test]
fn version_1_opens() {
    let home = Home::new();
    fs::copy(compat("store-v1.db"), home.path()).unwrap();
    let mut store = home.open();
    let restored = store.restore().unwrap();
    assert_eq!(counts(&restored), (5, 5, 5));
    for n in 1..=5 {
        let (mut row, at) = (queue_row(n), n as usize - 1);
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
