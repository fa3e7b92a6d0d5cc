//! A store in a directory of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use findmesh_core::{Change, Restored};
use findmesh_store::{Opened, SqliteStore, Store, StoreError, StoreLimits};
use findmesh_testkit::samples::{DAY, noon, pending, queue_row, seen};
use findmesh_testkit::{FakeVault, seeded_entropy};
use tempfile::TempDir;

/// Where a store lies, and its vault.
pub(crate) struct Home {
    directory: TempDir,
    pub(crate) vault: Arc<FakeVault>,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self { directory: TempDir::new().unwrap(), vault: Arc::new(FakeVault::new(1)) }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("findmesh.db")
    }

    pub(crate) fn beside(&self, suffix: &str) -> PathBuf {
        PathBuf::from(format!("{}{suffix}", self.path().display()))
    }

    pub(crate) fn try_open(&self) -> Result<Opened, StoreError> {
        self.try_open_at(noon(DAY))
    }

    pub(crate) fn try_open_at(&self, wall_ms: i64) -> Result<Opened, StoreError> {
        let path = self.path();
        SqliteStore::open(&path, self.vault.clone(), seeded_entropy(fresh_number()), wall_ms)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn try_open_with(&self, max_bytes: u64) -> Result<Opened, StoreError> {
        let (path, entropy) = (self.path(), seeded_entropy(fresh_number()));
        SqliteStore::open_with(&path, self.vault.clone(), entropy, noon(DAY), StoreLimits { max_bytes })
    }

    /// Opens; no incident may come of it.
    pub(crate) fn open(&self) -> SqliteStore {
        let opened = self.try_open().unwrap();
        assert_eq!(opened.incident, None);
        opened.store
    }

    /// Names in the directory, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        names(self.directory.path())
    }

    /// The bytes of every file.
    pub(crate) fn all_bytes(&self) -> Vec<(String, Vec<u8>)> {
        let read = |name: String| {
            let bytes = fs::read(self.directory.path().join(&name)).unwrap();
            (name, bytes)
        };
        self.names().into_iter().map(read).collect()
    }

    /// A copy of the files as they lie there now, as after a power cut.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self { directory: folder_in_memory(), vault: self.vault.clone() };
        for name in self.names().iter().filter(|name| !name.ends_with(".lock")) {
            fs::copy(self.directory.path().join(name), copy.directory.path().join(name)).unwrap();
        }
        copy
    }
}

/// A disk in memory where the machine has one: hundreds of copies are made.
pub(crate) fn folder_in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.unwrap()
}

/// Another stream of randomness at every opening, as on a phone.
fn fresh_number() -> u64 {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::SeqCst)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Queue rows, pending sightings and remembered keys 1 to `count`.
pub(crate) fn rows(count: u32) -> Vec<Change> {
    let of = |n| {
        let (row, waiting, key) = (queue_row(n), pending(n, DAY), seen(n, DAY, 1));
        [Change::Enqueue(row), Change::PutPending(waiting), Change::PutSeen(key)]
    };
    (1..=count).flat_map(of).collect()
}

pub(crate) fn put_rows(store: &mut impl Store, count: u32) {
    store.commit(&rows(count)).unwrap();
}

/// Queue rows, pending sightings, remembered keys.
pub(crate) fn counts(restored: &Restored) -> (usize, usize, usize) {
    (restored.queue.len(), restored.pending.len(), restored.seen.len())
}

pub(crate) fn counter(restored: &Restored, name: &str) -> u64 {
    restored.counters.iter().filter(|(_, n, _)| n == name).map(|(_, _, count)| count).sum()
}
