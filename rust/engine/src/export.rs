//! Everything that is kept about a person, for that person (docs/finder.md §4): as data and as a page to read.
//!
//! The host packs the files: each platform has a zip of its own, and the library carries none.

mod data;
mod page;
mod text;

use findmesh_core::consent::ConsentEntry;
use findmesh_core::owner::LearntTag;
use findmesh_core::{Health, Participation, Restored};
use findmesh_store::Retention;

use crate::usage::DayUsage;

/// One file of an export.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name, without a folder.
    pub name: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for ExportFile {
    /// Without its content: it holds places.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "ExportFile({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// What an export is made of.
pub(crate) struct Material {
    pub(crate) wall_ms: i64,
    pub(crate) boot_ms: u64,
    pub(crate) health: Health,
    pub(crate) participation: Participation,
    pub(crate) ledger: Vec<ConsentEntry>,
    pub(crate) usage: Vec<DayUsage>,
    pub(crate) counters: Vec<(i64, String, u64)>,
    pub(crate) kept: Restored,
    pub(crate) learnt: Vec<LearntTag>,
    pub(crate) retention: Retention,
    /// Days over which gaps are looked at.
    pub(crate) gap_days: u32,
}

impl Material {
    /// `data.json`, then `index.html`.
    pub(crate) fn files(&self) -> Vec<ExportFile> {
        let file = |name, text: String| ExportFile { name, bytes: text.into_bytes() };
        vec![file("data.json", data::write(self)), file("index.html", page::write(self))]
    }
}
