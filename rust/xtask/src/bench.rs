//! `cargo xtask bench [--check]`: Rust benchmarks, then the two planes on a JVM.

use std::fs;

use crate::run::{Done, cargo, output, program, step};
use crate::{maven, paths};

/// Everything is built in the perf profile: optimised, without the minutes of fat LTO.
pub(crate) fn run(words: &[String]) -> Done {
    let mut bench = cargo();
    let _ = bench.args(["run", "--locked", "--profile", "perf", "-p", "findmesh-perf", "--"]);
    let rust = step("Rust benchmarks", bench.args(words));
    rust.and(planes())
}

/// JNI beside UniFFI, and what start-up costs, in a JVM of its own.
fn planes() -> Done {
    if let Some(what) = maven::missing() {
        return Err(what);
    }
    step(
        "build libfindmesh.so",
        cargo().args(["build", "--locked", "--profile", "perf", "-p", "findmesh-ffi"]),
    )?;
    step("compile Kotlin", maven::command()?.args(["-pl", "sdk", "test-compile"]))?;
    let mut java = program("java");
    let _ = java
        .args(["-Djna.nosys=true", "--enable-native-access=ALL-UNNAMED"])
        .arg(format!("-Dfindmesh.native.path={}", paths::target().join("perf/libfindmesh.so").display()))
        .args(["-cp", &class_path()?, "dev.findmesh.bench.PlanesBenchKt"]);
    step("the two planes", &mut java)
}

/// Our classes and the jars that Maven resolved.
fn class_path() -> Result<String, String> {
    let list = paths::target().join("bench-class-path.txt");
    let mut resolve = maven::command()?;
    let _ = resolve.args(["-pl", "sdk", "dependency:build-classpath"]);
    let _ = resolve.arg(format!("-Dmdep.outputFile={}", list.display()));
    let _ = output("Maven class path", &mut resolve)?;
    let jars = fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let classes = paths::root().join("android/sdk/target");
    Ok(format!("{0}/classes:{0}/test-classes:{1}", classes.display(), jars.trim()))
}
