//! Does it compile for Android? Debian's Rust for the web carries the standard library's source, which stands in
//! for the targets that no registry has. Nothing is linked here: that needs the NDK.

use std::process::Command;

use crate::paths;
use crate::run::{Done, program, step};

const TARGETS: [&str; 3] = ["aarch64-linux-android", "armv7-linux-androideabi", "x86_64-linux-android"];
const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";

/// `cargo check` of the library for each Android target.
pub(crate) fn check() -> Done {
    if !crate::run::there(RUSTC, "--version") {
        return Err("Debian's Rust is missing: apt-get install rustc-web cargo-web rust-web-src".to_owned());
    }
    TARGETS.iter().try_for_each(|target| step(&format!("check for {target}"), &mut command(target)))
}

fn command(target: &str) -> Command {
    let mut cargo = program(CARGO);
    // The C of bundled SQLite is compiled by the NDK at release; here only the Rust is looked at.
    let _ = cargo
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .envs([("CC", "/bin/true"), ("AR", "/bin/true")])
        .args([
            "check",
            "--locked",
            "-p",
            "findmesh-ffi",
            "--lib",
            "-Zbuild-std=std,panic_unwind",
            "--target",
            target,
        ])
        .arg("--target-dir")
        .arg(paths::target().join("android-check"));
    cargo
}
