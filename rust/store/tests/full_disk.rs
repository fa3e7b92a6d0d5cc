//! A file system without space, the real thing: a tmpfs of a few pages, in a mount namespace of its own; and files that
//! the kernel lets grow no further (`ulimit -f`), which needs no rights at all.
//!
//! Linux only. Where namespaces are not allowed the first says so, and stands on the second.
#![cfg(target_os = "linux")]
#![allow(missing_docs, clippy::cast_possible_truncation, clippy::print_stdout, unused_results)]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use findmesh_core::Change;
use findmesh_store::{SqliteStore, Store, StoreError};
use findmesh_testkit::samples::{DAY, noon, pending, queue_row, row_id};
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

const CHILD_PATH: &str = "FINDMESH_FULL_DISK_TEST_PATH";
const MOUNT: &str = "mount -t tmpfs -o size=512k none \"$0\"";
const BATCH: u32 = 20;

fn open(path: &Path) -> SqliteStore {
    let opened = SqliteStore::open(path, Arc::new(FakeVault::new(1)), seeded_entropy(7), noon(DAY)).unwrap();
    assert_eq!(opened.incident, None);
    opened.store
}

fn batch(number: u32) -> Vec<Change> {
    let rows = number * BATCH..(number + 1) * BATCH;
    rows.flat_map(|n| [Change::Enqueue(queue_row(n)), Change::PutPending(pending(n, DAY))]).collect()
}

fn assert_stands(store: &mut SqliteStore, batches: u32) {
    let restored = store.restore().unwrap();
    let expected: Vec<_> = (0..batches * BATCH).map(row_id).collect();
    assert_eq!(restored.queue.iter().map(|entry| entry.id).collect::<Vec<_>>(), expected);
    assert_eq!(restored.pending.iter().map(|pending| pending.id).collect::<Vec<_>>(), expected);
}

/// The child's part, inside the namespace: does nothing unless this process was started as one.
#[test]
fn child_fills_a_small_disk() {
    let Ok(directory) = std::env::var(CHILD_PATH) else {
        return;
    };
    let (path, others) = (Path::new(&directory).join("findmesh.db"), Path::new(&directory).join("others"));
    fs::write(&others, [1; 256 * 1024]).unwrap();
    let mut store = open(&path);
    let standing = (0..).find(|number| is_refused(&store.commit(&batch(*number)))).unwrap();
    assert!(standing >= 3, "{standing}");
    assert!(is_refused(&store.commit(&batch(standing))));
    assert_stands(&mut store, standing);
    drop(store);
    let mut store = open(&path);
    assert_stands(&mut store, standing);

    fs::remove_file(&others).unwrap();
    store.commit(&batch(standing)).unwrap();
    assert_stands(&mut store, standing + 1);
    store.commit(&[Change::EraseCrowd]).unwrap();
    assert_stands(&mut store, 0);
    println!("{standing} batches stood");
}

fn is_refused(done: &Result<(), StoreError>) -> bool {
    match done {
        Ok(()) => false,
        Err(StoreError::DiskFull) => true,
        Err(other) => panic!("{other:?}"),
    }
}

/// Erasing needs room as well: refused it changes nothing, and the space of the log is enough where it was long.
#[test]
fn child_fills_the_disk_with_something_else() {
    let Ok(directory) = std::env::var(CHILD_PATH) else {
        return;
    };
    let (path, others) = (Path::new(&directory).join("findmesh.db"), Path::new(&directory).join("others"));
    let mut store = open(&path);
    for _ in 0..3 {
        store.commit(&batch(0)).unwrap();
        store.commit(&[Change::EraseCrowd]).unwrap();
    }
    (0..3).for_each(|number| store.commit(&batch(number)).unwrap());
    let mut file = fs::File::create(&others).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    drop(file);
    let refused = (0..200).find(|round| is_refused(&store.commit(&batch(3 + round))));
    let standing = 3 + refused.unwrap();
    assert_stands(&mut store, standing);
    if is_refused(&store.commit(&[Change::EraseCrowd])) {
        assert_stands(&mut store, standing);
        fs::remove_file(&others).unwrap();
        store.commit(&[Change::EraseCrowd]).unwrap();
    }
    assert_stands(&mut store, 0);
    println!("{standing} batches stood");
}

/// To the kernel that is no full disk (`EFBIG`), and to SQLite a failure like any: a batch is refused whole and as what it
/// is, a lack of room; what stood stands.
#[test]
fn child_meets_the_limit_of_its_files() {
    let Ok(directory) = std::env::var(CHILD_PATH) else {
        return;
    };
    let path = Path::new(&directory).join("findmesh.db");
    let mut store = open(&path);
    let standing = (0..10_000).find(|number| is_refused(&store.commit(&batch(*number)))).unwrap();
    assert!(standing >= 3, "{standing}");
    assert!(is_refused(&store.commit(&batch(standing))));
    assert_stands(&mut store, standing);
    drop(store);
    let mut store = open(&path);
    assert_stands(&mut store, standing);
    store.commit(&[Change::EraseCrowd]).unwrap();
    assert_stands(&mut store, 0);
    store.commit(&batch(0)).unwrap();
    assert_stands(&mut store, 1);
    println!("{standing} batches stood");
}

/// No file of the child grows beyond half a MiB; without the signal that says so, writes fail instead.
fn run_limited() {
    let directory = TempDir::new().unwrap();
    let script =
        "trap '' XFSZ; ulimit -f 1024 && exec \"$0\" --exact child_meets_the_limit_of_its_files --nocapture";
    let mut command = Command::new("sh");
    command.args(["-c", script]).arg(std::env::current_exe().unwrap()).env(CHILD_PATH, directory.path());
    let child = command.output().unwrap();
    let (said, failed) = (String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    assert!(child.status.success() && said.contains("batches stood"), "{said}{failed}");
}

#[test]
fn a_file_that_may_not_grow_refuses_a_batch_whole_and_keeps_the_others() {
    run_limited();
}

/// Runs a test of this file as root of a namespace in which `directory` is a file system of half a MiB.
fn in_small_disk(script: &str, directory: &Path) -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--mount", "sh", "-c", script]).arg(directory);
    command
}

fn run_in_small_disk(child: &str) {
    let directory = TempDir::new().unwrap();
    if !in_small_disk(MOUNT, directory.path()).output().is_ok_and(|done| done.status.success()) {
        println!("no mount namespaces here: a limit of the file's size stands in for the full file system");
        run_limited();
        return;
    }
    let script = format!("{MOUNT} && exec \"$1\" --exact {child} --nocapture");
    let mut command = in_small_disk(&script, directory.path());
    command.arg(std::env::current_exe().unwrap()).env(CHILD_PATH, directory.path());
    let child = command.output().unwrap();
    let (said, failed) = (String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    assert!(child.status.success() && said.contains("batches stood"), "{said}{failed}");
}

#[test]
fn a_full_disk_refuses_a_batch_whole_and_keeps_the_others() {
    run_in_small_disk("child_fills_a_small_disk");
}

#[test]
fn a_disk_that_others_fill_refuses_and_takes_rows_again_later() {
    run_in_small_disk("child_fills_the_disk_with_something_else");
}
