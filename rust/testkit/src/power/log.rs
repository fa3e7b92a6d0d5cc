//! What was done to the files of a folder, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A file, whatever its name: its place in [`Log::bases`].
pub(super) type FileId = usize;

/// One call that changes a disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// A name for a file; lasting once the folder is synced.
    Name {
        /// In its folder.
        name: String,
        /// What it names from now on.
        file: usize,
    },
    /// A name goes; lasting once the folder is synced.
    Unname {
        /// In its folder.
        name: String,
    },
    /// Names given and taken before are lasting.
    SyncFolder,
    /// Bytes at a place.
    Write {
        /// Where to.
        file: usize,
        /// Offset.
        at: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// A new length.
    Truncate {
        /// Of which.
        file: usize,
        /// Bytes.
        length: u64,
    },
    /// What was written before is lasting.
    Sync {
        /// Of which.
        file: usize,
    },
}

/// What a folder held at first, and what was done to it since.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Names and files at first.
    pub(super) names: BTreeMap<String, FileId>,
    /// Each file's content when it was first seen.
    pub(super) bases: Vec<Vec<u8>>,
    /// In order.
    pub(super) operations: Vec<Operation>,
    /// By the file system's own number, as long as the file has a name.
    pub(super) known: BTreeMap<u64, FileId>,
    /// Logs that SQLite made: their first sync syncs the folder, too.
    pub(super) unsynced_logs: BTreeSet<FileId>,
    /// As the folder is now.
    pub(super) now: BTreeMap<String, FileId>,
}

impl Log {
    /// In order.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    fn of(folder: &Path) -> Self {
        let mut log = Self::default();
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{error}")).flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
            let file = log.learn(number(&path), fs::read(&path).unwrap_or_default());
            let _ = log.now.insert(name, file);
        }
        log.names = log.now.clone();
        log
    }

    fn learn(&mut self, number: u64, content: Vec<u8>) -> FileId {
        self.bases.push(content);
        let _ = self.known.insert(number, self.bases.len() - 1);
        self.bases.len() - 1
    }

    /// SQLite opened a file. Known under another name: the store renamed it, and synced the folder.
    pub(super) fn opened(&mut self, path: &Path) -> FileId {
        let (name, number) = (name_of(path), number(path));
        let Some(file) = self.known.get(&number).copied() else {
            let file = self.learn(number, fs::read(path).unwrap_or_default());
            if name.ends_with("-wal") || name.ends_with("-journal") {
                let _ = self.unsynced_logs.insert(file);
            }
            self.name(name, file);
            return file;
        };
        if self.now.get(&name) != Some(&file) {
            self.renamed(name, file);
        }
        file
    }

    fn renamed(&mut self, name: String, file: FileId) {
        let old = self.now.iter().find(|(_, named)| **named == file).map(|(old, _)| old.clone());
        self.name(name, file);
        if let Some(old) = old {
            self.unname(old);
        }
        self.operations.push(Operation::SyncFolder);
    }

    fn name(&mut self, name: String, file: FileId) {
        let _ = self.now.insert(name.clone(), file);
        self.operations.push(Operation::Name { name, file });
    }

    fn unname(&mut self, name: String) {
        let _ = self.now.remove(&name);
        self.operations.push(Operation::Unname { name });
    }

    /// SQLite removes a file; its number may be another file's soon.
    pub(super) fn removed(&mut self, path: &Path, folder_synced: bool) {
        let name = name_of(path);
        if let Some(file) = self.now.get(&name).copied() {
            self.known.retain(|_, known| *known != file);
            self.unname(name);
        }
        if folder_synced {
            self.operations.push(Operation::SyncFolder);
        }
    }

    /// The first sync of a log that SQLite made syncs its name as well.
    pub(super) fn synced(&mut self, file: FileId) {
        self.operations.push(Operation::Sync { file });
        if self.unsynced_logs.remove(&file) {
            self.operations.push(Operation::SyncFolder);
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn number(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).map_or(0, |found| found.ino())
}

static WATCHED: Mutex<BTreeMap<PathBuf, Log>> = Mutex::new(BTreeMap::new());

fn watched() -> MutexGuard<'static, BTreeMap<PathBuf, Log>> {
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) fn watch(folder: &Path) {
    let before = watched().insert(folder.to_owned(), Log::of(folder));
    assert!(before.is_none(), "watched already");
}

pub(super) fn forget(folder: &Path) {
    let _ = watched().remove(folder);
}

/// The log of a folder, where it is watched.
pub(super) fn with<T>(folder: &Path, work: impl FnOnce(&mut Log) -> T) -> Option<T> {
    watched().get_mut(folder).map(work)
}
