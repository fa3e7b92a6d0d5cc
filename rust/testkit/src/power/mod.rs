//! Power cuts: what SQLite did to the files of a folder is written down, call by call, and the folder can be built
//! again as a disk would hold it if the power had gone at any moment.
//!
//! Only what was synced is sure to be there. Of what was written since, a disk may hold all, nothing, a part in any
//! order, and of each write only some of its sectors.

mod disk;
mod log;
mod vfs;

pub use disk::Mode;
pub use log::{Log, Operation};

use std::path::{Path, PathBuf};

/// Writes down what SQLite does to the files of a folder, from its making until it is dropped.
///
/// The first one of a process puts a layer below every SQLite connection that the process opens from then on; files
/// of other folders pass through it untouched.
#[derive(Debug)]
pub struct Recorder {
    folder: PathBuf,
}

impl Recorder {
    /// What lies in `folder` already counts as synced.
    ///
    /// # Panics
    /// Where the folder cannot be read, or SQLite does not take the layer.
    pub fn of(folder: &Path) -> Self {
        vfs::install();
        let folder = folder.canonicalize().unwrap_or_else(|error| panic!("{error}"));
        log::watch(&folder);
        Self { folder }
    }

    /// How many operations there were so far: what was promised by now must stand in every cut from here on.
    pub fn mark(&self) -> usize {
        log::with(&self.folder, |log| log.operations.len()).unwrap_or_default()
    }

    /// All that was written down so far.
    ///
    /// # Panics
    /// Never: the folder is watched until this is dropped.
    pub fn log(&self) -> Log {
        log::with(&self.folder, |log| log.clone()).unwrap_or_else(|| panic!("watched"))
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        log::forget(&self.folder);
    }
}
