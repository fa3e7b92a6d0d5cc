//! The names beside a store's file.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::convert::from_io;
use crate::StoreError;

/// SQLite's own companions of a database file.
pub(super) const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// A store's file and what stands beside it.
#[derive(Clone)]
pub(super) struct Files {
    main: PathBuf,
}

impl Files {
    pub(super) fn new(main: &Path) -> Self {
        Self { main: main.to_owned() }
    }

    pub(super) fn main(&self) -> &Path {
        &self.main
    }

    /// `findmesh.db` + `.lock` is `findmesh.db.lock`.
    pub(super) fn beside(&self, suffix: &str) -> PathBuf {
        with_suffix(&self.main, suffix)
    }

    /// All files of the store by their name: the main one, its companions, damaged ones that were set aside.
    pub(super) fn all(&self) -> Result<Vec<PathBuf>, StoreError> {
        let main = self.main.file_name().unwrap_or_default().to_string_lossy();
        let entries = fs::read_dir(self.directory()).map_err(|e| from_io(&e))?;
        let ours = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(&*main) && !name.ends_with(".lock")
        };
        let mut found: Vec<_> =
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(ours).collect();
        found.sort();
        Ok(found)
    }

    /// The directory, created where it is missing.
    pub(super) fn ensure_directory(&self) -> Result<(), StoreError> {
        fs::create_dir_all(self.directory()).map_err(|e| from_io(&e))
    }

    pub(super) fn directory(&self) -> &Path {
        self.main.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    /// Damage that SQLite would take for a new database: an empty file, or a log without its file. A file gets its
    /// name only once it is whole (`put_in_place`), so neither can be our own unfinished work.
    pub(super) fn is_cut_off(&self) -> bool {
        match fs::metadata(&self.main) {
            Ok(found) => found.len() == 0,
            Err(_) => fs::metadata(self.beside("-wal")).is_ok_and(|wal| wal.len() > 0),
        }
    }

    /// An empty file of the owner's only, in which a new database is made before it gets its name.
    pub(super) fn make_draft(&self) -> Result<Self, StoreError> {
        let draft = Self::new(&self.beside(".new"));
        draft.remove()?;
        drop(owners_only().write(true).create_new(true).open(draft.main()).map_err(|e| from_io(&e))?);
        Ok(draft)
    }

    /// Gives a finished draft its name, durably.
    pub(super) fn put_in_place(&self, draft: &Self) -> Result<(), StoreError> {
        let placed = fs::rename(&draft.main, &self.main).and_then(|()| sync_directory(self.directory()));
        placed.map_err(|e| from_io(&e))
    }

    fn remove(&self) -> Result<(), StoreError> {
        for companion in COMPANIONS {
            remove_if_there(&self.beside(companion))?;
        }
        remove_if_there(&self.main)
    }
}

/// `path` with more behind its last name.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(unix)]
fn owners_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    let _same = std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(not(unix))]
fn owners_only() -> OpenOptions {
    OpenOptions::new()
}

pub(super) fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(from_io(&error)),
        _ => Ok(()),
    }
}

/// A rename is durable once its directory is.
#[cfg(unix)]
pub(super) fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Elsewhere directories cannot be opened; the file system orders renames itself.
#[cfg(not(unix))]
pub(super) fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}
