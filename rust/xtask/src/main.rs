//! Repository tasks. `cargo xtask` without a task lists them.

mod aar;
mod api;
mod bench;
mod bindings;
mod demo;
mod device_check;
mod fuzz;
mod gates;
mod gradle;
mod java;
mod maven;
mod natives;
mod newcomer;
mod notices;
mod outputs;
mod parity;
mod paths;
mod policy;
mod run;
mod shrunk;
mod sizes;
mod test;
mod torture;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask TASK

  demo               the main job, end to end: prints what happened, leaves target/demo/index.html
  test [PART …]      everything, or parts: rust, bindings, kotlin
  gates [GATE …]     those of every change, or some: format, lints, arrows, licences, docs, kotlin-lints, exports, size,
                     android, natives; by name alone: packaging, shrunk, newcomer (in this order)
  bindings [--check] generate the Kotlin bindings and the surface dump, or only compare them
  api [--write]      what Android apps link against, compared with the .api files under android/, or written to them
  notices [--write]  what is in what apps get, and its licences, as the about screen shows it: compared, or written
  natives link [--release]  libfindmesh.so for Android linked without an NDK, but for SQLite's C, and looked into
  natives build NDK FOLDER  the libraries that ship, for every ABI (docs/releasing.md)
  natives check FOLDER      libraries of every ABI against pages, protection, imports, exports, paths
  device-check FOLDER …  what phones said against the platform model
  aar                release AARs with POM, sources and KDoc, as a Maven repository in target/maven
  gradle TASK …      tasks of android/ under the Android Gradle Plugin, on a Gradle put together from published jars
  bench              benchmarks with side-by-side ratios, against tests/perf/budgets.toml
  bench android [PART …]  those of the Android library alone: sizes, planes, delivery, start, day
  bench peers        the tools that people use today beside us; draws docs/images/peers.svg
  fuzz [--seconds N] [TARGET …]  every fuzz target, or some, two minutes each
  torture [--kills N]  phones that are killed N times (1 000), power cuts at every moment (docs/reliability.md)";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rest = words.get(1..).unwrap_or(&[]);
    let done = match words.first().map(String::as_str) {
        Some("demo") => demo::run(rest),
        Some("test") => test::run(rest),
        Some("gates") => gates::run(rest),
        Some("bindings") => bindings::run(rest),
        Some("api") => api::run(rest),
        Some("notices") => notices::run(rest),
        Some("natives") => natives::run(rest),
        Some("device-check") => device_check::run(rest),
        Some("aar") => aar::run(rest),
        Some("gradle") => gradle::run("gradle", rest),
        Some("bench") => bench::run(rest),
        Some("fuzz") => fuzz::run(rest),
        Some("torture") => torture::run(rest),
        Some("-h" | "--help" | "help") | None => {
            eprintln!("{USAGE}");
            Ok(())
        }
        Some(other) => Err(format!("no task '{other}'\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
