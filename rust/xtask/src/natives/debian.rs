//! Debian's Rust for the web: it carries the standard library's source, which stands in for the Android targets that
//! no registry has.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use super::privacy;
use crate::paths;
use crate::run::{program, there};

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

/// What is missing, with the line that installs it.
pub(crate) fn missing() -> Option<String> {
    let absent = !there(RUSTC, "--version") || !there(CARGO, "--version");
    absent.then(|| "Debian's Rust is missing: apt-get install rustc-web cargo-web rust-web-src".to_owned())
}

/// The linker, with the line that installs it where it is missing.
pub(super) fn linker() -> Result<PathBuf, String> {
    let linker = "ld.lld";
    if there(linker, "--version") {
        Ok(linker.into())
    } else {
        Err("lld is missing: apt-get install lld".to_owned())
    }
}

/// Where everything for Android goes.
pub(super) fn folder() -> PathBuf {
    paths::target().join("android-check")
}

/// A command of Cargo's (`check`, `rustc`) over the library for an ABI, the standard library included.
pub(crate) fn cargo(command: &str, abi: &Abi) -> Command {
    let tools = paths::root().join("rust/xtask/android");
    let mut cargo = program(CARGO);
    // The C of bundled SQLite is compiled by an NDK; here only the Rust is looked at.
    let _ = cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env("CC", "/bin/true")
        .env("AR", tools.join("ar"))
        .env(format!("CARGO_TARGET_{}_LINKER", abi.in_variables()), tools.join("cc"))
        .args([command, "--locked", "-p", "findmesh-ffi", "--lib"])
        .args(["-Zbuild-std=std,panic_unwind", "--target", abi.target])
        .arg("--target-dir")
        .arg(folder());
    let _ =
        cargo.arg("--config").arg(privacy::flags(abi, &[(Path::new("/usr/lib/rustlib/src/rust"), "rust")]));
    cargo
}
