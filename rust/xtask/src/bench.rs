//! `cargo xtask bench [--check]`: Rust benchmarks, then the two planes on a JVM. `cargo xtask bench peers`: the
//! tools that people use today beside us, in a Python environment of its own.

use std::fs;
use std::process::Command;

use crate::run::{Done, cargo, output, program, step, there};
use crate::{maven, paths};

/// Everything is built in the perf profile: optimised, without the minutes of fat LTO.
pub(crate) fn run(words: &[String]) -> Done {
    if words.iter().any(|word| word == "peers") {
        return peers();
    }
    let rust = step("Rust benchmarks", benchmarks().args(words));
    rust.and(planes())
}

fn benchmarks() -> Command {
    let mut bench = cargo();
    let _ = bench.args(["run", "--locked", "--profile", "perf", "-p", "findmesh-perf", "--"]);
    bench
}

/// Installs what tests/perf/peers/requirements.txt names, once, and compares.
fn peers() -> Done {
    if !there("python3", "--version") {
        return Err("python3 is missing: apt-get install python3-venv".to_owned());
    }
    let folder = paths::root().join("tests/perf/peers");
    let environment = paths::target().join("peers");
    step("Python environment", program("python3").args(["-m", "venv"]).arg(&environment))?;
    let interpreter = environment.join("bin/python");
    let mut install = Command::new(&interpreter);
    let _ = install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"]);
    step("install today's tools", install.arg(folder.join("requirements.txt")))?;
    let mut compare = benchmarks();
    let _ = compare.arg("peers").arg(interpreter).arg(folder.join("peers.py"));
    step("beside today's tools", compare.arg(paths::root().join("docs/images/peers.svg")))
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
