//! `cargo xtask bench [--check]`: Rust benchmarks, then those of the Android library on a JVM (`bench android [PART …]`:
//! these alone). `cargo xtask bench peers`: the tools that people use today beside us, in a Python environment of its own.

mod android;
mod archives;
mod budgets;
mod dex;
mod jvm;
mod lines;
mod sizes;

use std::process::Command;

use crate::paths;
use crate::run::{Done, cargo, program, step, there};

/// Everything is built in the perf profile: optimised, without the minutes of fat LTO.
pub(crate) fn run(words: &[String]) -> Done {
    let asked = |what: &str| words.iter().any(|word| word == what);
    if asked("peers") {
        return peers();
    }
    if asked("android") {
        return android::run(words);
    }
    let rust = step("Rust benchmarks", benchmarks().args(words));
    let android = android::run(words);
    rust.and(android)
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
