//! Damaged files: renamed, kept for a while, never opened again by us.

use std::fs;
use std::path::PathBuf;

use super::convert::from_io;
use super::files::{COMPANIONS, Files, remove_if_there, sync_directory, with_suffix};
use crate::StoreError;

/// The newest so many damaged files stay for whoever wants to know what happened.
const KEPT: usize = 2;
const MARK: &str = ".corrupt-";

impl Files {
    /// Renames the file and its companions to `<name>.corrupt-<wall time in milliseconds>` (`…-wal`, `…-shm`, so
    /// that the set still opens together) and removes all but the newest two.
    pub(super) fn set_aside(&self, wall_ms: i64) -> Result<(), StoreError> {
        let target = self.free_name(wall_ms);
        // The main file first: a log without its file is found at the next start, a file without its log is not.
        self.move_to("", &target)?;
        for companion in COMPANIONS {
            self.move_to(companion, &target)?;
        }
        sync_directory(self.directory()).map_err(|e| from_io(&e))?;
        self.remove_all_but_newest()
    }

    /// All damaged files go: what was to be erased may be in them.
    pub(super) fn remove_aside(&self) -> Result<(), StoreError> {
        self.remove_aside_where(|_| true)
    }

    /// Damaged files go when the rows in them would have gone.
    pub(super) fn remove_aside_before(&self, first: i64) -> Result<(), StoreError> {
        self.remove_aside_where(|set_aside_ms| set_aside_ms < first)
    }

    fn remove_all_but_newest(&self) -> Result<(), StoreError> {
        let mut times: Vec<i64> = self.aside()?.into_iter().map(|(wall_ms, _)| wall_ms).collect();
        times.sort_unstable_by(|a, b| b.cmp(a));
        times.dedup();
        times.truncate(KEPT);
        self.remove_aside_where(|wall_ms| !times.contains(&wall_ms))
    }

    fn remove_aside_where(&self, goes: impl Fn(i64) -> bool) -> Result<(), StoreError> {
        let found = self.aside()?;
        found.iter().filter(|(wall_ms, _)| goes(*wall_ms)).try_for_each(|(_, path)| remove_if_there(path))
    }

    /// Damaged files and their companions, with the time in their name.
    fn aside(&self) -> Result<Vec<(i64, PathBuf)>, StoreError> {
        let prefix = self.beside(MARK).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let entries = fs::read_dir(self.directory()).map_err(|e| from_io(&e))?;
        let found = entries.filter_map(Result::ok).filter_map(|entry| {
            let name = entry.file_name();
            let wall_ms = time_in(name.to_str()?.strip_prefix(&prefix)?)?;
            Some((wall_ms, entry.path()))
        });
        Ok(found.collect())
    }

    fn move_to(&self, suffix: &str, target: &std::path::Path) -> Result<(), StoreError> {
        match fs::rename(self.beside(suffix), with_suffix(target, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(from_io(&error)),
            _ => Ok(()),
        }
    }

    fn free_name(&self, wall_ms: i64) -> PathBuf {
        let mut wall_ms = wall_ms;
        loop {
            let name = self.beside(&format!("{MARK}{wall_ms}"));
            if !name.exists() {
                return name;
            }
            wall_ms = wall_ms.wrapping_add(1);
        }
    }
}

/// `1764000000000-wal` gives 1764000000000.
fn time_in(rest: &str) -> Option<i64> {
    let bare = COMPANIONS.iter().find_map(|companion| rest.strip_suffix(companion));
    bare.unwrap_or(rest).parse().ok()
}
