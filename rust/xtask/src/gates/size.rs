//! The stripped host library against its budget.

use std::fs;
use std::path::PathBuf;

use crate::paths;
use crate::run::{Done, cargo, program, step};

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

/// Bytes of the stripped library at most those of tests/perf/budgets.toml.
pub(crate) fn check() -> Done {
    let built = release_library()?;
    let stripped = built.with_file_name("libfindmesh.stripped.so");
    step("strip", program("strip").arg("-o").arg(&stripped).arg(&built))?;
    let bytes = fs::metadata(&stripped).map_err(|e| format!("{}: {e}", stripped.display()))?.len();
    let budget = budget()?;
    eprintln!("   libfindmesh.so, host, stripped: {bytes} bytes of {budget}");
    if bytes <= budget { Ok(()) } else { Err(format!("{bytes} bytes, budget {budget}")) }
}

fn budget() -> Result<u64, String> {
    let file = paths::root().join("tests/perf/budgets.toml");
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let table: toml::Table = toml::from_str(&text).map_err(|e| format!("budgets.toml: {e}"))?;
    let bytes = table.get("size").and_then(|t| t.get("host_library_bytes")).and_then(toml::Value::as_integer);
    bytes
        .and_then(|b| u64::try_from(b).ok())
        .ok_or_else(|| "budgets.toml: no [size] host_library_bytes".to_owned())
}
