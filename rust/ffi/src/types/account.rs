//! What a person takes along, and the proof that nothing is left (docs/finder.md §4).

use std::fmt;

use crate::convert::{list, signed};

/// One file of an export; its text form holds no content.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct ExportFile {
    /// Its name, without a folder.
    pub name: String,
    /// Its content: places and keys.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for ExportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExportFile({}, {} bytes)", self.name, self.bytes.len())
    }
}

/// A number by its name.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Tally {
    /// A table, or a file.
    pub name: String,
    /// Its rows, or its bytes.
    pub count: i64,
}

/// What was erased, and what a search of the files for every piece of eight bytes found of it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ErasureProof {
    /// When, milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// Nothing that was looked for is left.
    pub holds: bool,
    /// Rows that went, by table.
    pub rows: Vec<Tally>,
    /// Wrapped keys that went.
    pub keys: i64,
    /// The key that wrapped them was renewed: a copy of the files from before opens no more.
    pub wrapping_key_renewed: bool,
    /// Pieces of rows, as they lay in the files, that were looked for …
    pub needles: i64,
    /// … that stood there before …
    pub found_before: i64,
    /// … and after.
    pub found_after: i64,
    /// Pieces in the clear that were looked for …
    pub clear_needles: i64,
    /// … that stood there before: 0 where everything was sealed …
    pub clear_before: i64,
    /// … and after.
    pub clear_after: i64,
    /// Files that were searched after the erasure, with their bytes.
    pub files: Vec<Tally>,
    /// How a person repeats the search: a command of any Unix, in the folder of the files.
    pub how_to_repeat: String,
    /// All of it as one JSON object.
    pub json: String,
}

impl From<findmesh_engine::ExportFile> for ExportFile {
    fn from(file: findmesh_engine::ExportFile) -> Self {
        Self { name: file.name.into(), bytes: file.bytes }
    }
}

impl From<(String, u64)> for Tally {
    fn from((name, count): (String, u64)) -> Self {
        Self { name, count: signed(count) }
    }
}

impl From<findmesh_engine::ErasureProof> for ErasureProof {
    fn from(proof: findmesh_engine::ErasureProof) -> Self {
        Self {
            wall_ms: proof.wall_ms,
            holds: proof.holds(),
            keys: signed(proof.keys),
            wrapping_key_renewed: proof.wrapping_key_renewed,
            needles: signed(proof.needles),
            found_before: signed(proof.found_before),
            found_after: signed(proof.found_after),
            clear_needles: signed(proof.clear_needles),
            clear_before: signed(proof.clear_before),
            clear_after: signed(proof.clear_after),
            how_to_repeat: proof.how_to_repeat(),
            json: proof.to_json(),
            rows: list(proof.rows),
            files: list(proof.files),
        }
    }
}
