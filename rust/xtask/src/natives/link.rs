//! Links libfindmesh.so for Android without an NDK: against stand-ins that have the names of imports.toml and no
//! others, so that a new import is an error of the linker. What SQLite's C defines is a stand-in too; the library
//! shows imports, exports and layout of the Rust in it and cannot run.

use std::path::PathBuf;

use super::abi::Abi;
use super::debian;
use super::imports::Imports;
use super::stubs;
use crate::run::step;

/// Optimised little and quickly made, or as it ships.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    Dev,
    Release,
}

/// The linked library, stripped.
pub(super) fn link(abi: &Abi, profile: Profile) -> Result<PathBuf, String> {
    if let Some(what) = debian::missing() {
        return Err(what);
    }
    let linker = debian::linker()?;
    let folder = debian::folder().join("stand-ins").join(abi.name);
    let missing = stubs::write(&folder, abi, &Imports::load()?, &linker)?;
    let mut cargo = debian::cargo("rustc", abi);
    let _ = cargo.env("FINDMESH_LLD", &linker).args(["--crate-type", "cdylib"]);
    let _ = cargo.args((profile == Profile::Release).then_some("--release"));
    let _ = cargo.args(["--", "-C", "strip=symbols"]);
    for word in [format!("-L{}", folder.display()), missing.display().to_string(), "-Wl,-z,defs".to_owned()] {
        let _ = cargo.arg("-C").arg(format!("link-arg={word}"));
    }
    step(&format!("link for {} without SQLite's C", abi.name), &mut cargo)?;
    let built = if profile == Profile::Release { "release" } else { "debug" };
    Ok(debian::folder().join(abi.target).join(built).join("libfindmesh.so"))
}
