//! libfindmesh.so for Android: built, linked, and looked into (docs/releasing.md).

pub(crate) mod abi;
pub(crate) mod debian;
mod elf;
mod exports;
#[cfg(test)]
mod fixture;
mod imports;
mod link;
mod ndk;
mod privacy;
mod rules;
mod stubs;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use crate::run::Done;
use crate::sizes;

use abi::{ALL, ARM64, Abi};
use elf::Library;
use exports::Exports;
use imports::Imports;
use link::Profile;
use rules::Rules;

const USAGE: &str = "natives link [--release] | natives build NDK FOLDER | natives check FOLDER";

/// `cargo xtask natives …`.
pub(crate) fn run(words: &[String]) -> Done {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["link"] => gate(),
        ["link", "--release"] => linked_for_release(),
        ["build", ndk, out] => ndk::build(Path::new(ndk), Path::new(out)),
        ["check", folder] => shipped(Path::new(folder)),
        _ => Err(USAGE.to_owned()),
    }
}

/// The gate: arm64, linked quickly.
pub(crate) fn gate() -> Done {
    linked(&ARM64, Profile::Dev).map(|_| ())
}

/// Every ABI as it ships but for SQLite's C, and the size of arm64.
fn linked_for_release() -> Done {
    every(|abi| linked(abi, Profile::Release), "arm64_library")
}

/// Looks at every ABI, whatever is wrong with the one before; arm64's bytes are held by a row of the sizes.
fn every(bytes: impl Fn(&Abi) -> Result<u64, String>, row: &str) -> Done {
    let mut wrong = Vec::new();
    for abi in ALL {
        let held = bytes(abi).and_then(|bytes| if *abi == ARM64 { sizes::hold(row, bytes) } else { Ok(()) });
        wrong.extend(held.err());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

/// Links for an ABI and looks into what came out; its bytes.
fn linked(abi: &Abi, profile: Profile) -> Result<u64, String> {
    let file = link::link(abi, profile)?;
    look(&file, abi, profile == Profile::Dev)
}

/// The libraries of an Android module's jniLibs, as an NDK built them.
fn shipped(folder: &Path) -> Done {
    every(|abi| look(&folder.join(abi.name).join("libfindmesh.so"), abi, false), "arm64_release")
}

/// Holds a library against every rule, and where it shows all there is the list of imports against the library; its bytes.
fn look(file: &Path, abi: &Abi, whole: bool) -> Result<u64, String> {
    let there = file.display();
    let bytes = fs::read(file).map_err(|e| format!("{there}: {e}"))?;
    let size = bytes.len() as u64;
    let library = Library::read(bytes).map_err(|e| format!("{there}: {e}"))?;
    let rules = Rules { imports: Imports::load()?, exports: Exports::load()?, private: privacy::folders() };
    let mut wrong = rules.broken(&library);
    if whole {
        wrong.extend(rules.stale(&library));
    }
    if library.abi.is_some_and(|name| name != abi.name) {
        wrong.push(format!("for {}, where {} belongs", library.abi.unwrap_or_default(), abi.name));
    }
    if wrong.is_empty() {
        let (imports, exports) = (library.imports.len(), library.exports.len());
        eprintln!("   {}: {size} bytes, {imports} imports, {exports} exports, nothing wrong", abi.name);
        return Ok(size);
    }
    Err(format!("{there}:\n     {}", wrong.join("\n     ")))
}
