//! The stripped host library against its row of tests/perf/size.toml.

use std::fs;
use std::path::PathBuf;

use crate::run::{Done, cargo, program, step};
use crate::{paths, sizes};

/// Relocations as packed as Android's are by `.cargo/config.toml` (decision 0010).
const PACKED_RELOCATIONS: &str = "link-arg=-Wl,-z,pack-relative-relocs";

/// Builds the release profile (size, fat LTO, one unit) and says where the library is.
pub(crate) fn release_library() -> Result<PathBuf, String> {
    step(
        "release build of libfindmesh.so",
        cargo().args(["rustc", "--locked", "--release", "-p", "findmesh-ffi", "--lib"]).args([
            "--crate-type",
            "cdylib",
            "--",
            "-C",
            PACKED_RELOCATIONS,
        ]),
    )?;
    Ok(paths::target().join("release").join("libfindmesh.so"))
}

/// The stripped library against its row.
pub(crate) fn check() -> Done {
    let built = release_library()?;
    let stripped = built.with_file_name("libfindmesh.stripped.so");
    step("strip", program("strip").arg("-o").arg(&stripped).arg(&built))?;
    let bytes = fs::metadata(&stripped).map_err(|e| format!("{}: {e}", stripped.display()))?.len();
    sizes::hold("host_library", bytes)
}
