//! `cargo xtask fuzz [--seconds N] [TARGET …]`: builds rust/fuzz with libFuzzer's coverage and runs its targets, two
//! minutes each unless said otherwise. What it finds lies in target/fuzz/TARGET-…; the kept corpus is never written.
//!
//! The coverage flags are those of cargo-fuzz, which runs the same folder; a stable compiler takes them through
//! RUSTC_BOOTSTRAP.

use std::fs;
use std::path::PathBuf;

use crate::paths;
use crate::run::{Done, cargo, program, step};

/// Seconds a target runs.
const SECONDS: u32 = 120;

/// Where the targets are built: `--target` keeps the flags from build scripts.
const TRIPLE: &str = "x86_64-unknown-linux-gnu";

const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Zsanitizer=address -Cdebug-assertions -Ccodegen-units=1";

pub(crate) fn run(words: &[String]) -> Done {
    let (seconds, targets) = arguments(words)?;
    let wanted: Vec<String> =
        all_targets()?.into_iter().filter(|t| targets.is_empty() || targets.contains(t)).collect();
    if let Some(stranger) = targets.iter().find(|target| !wanted.contains(target)) {
        return Err(format!("no fuzz target '{stranger}'"));
    }
    build(&wanted)?;
    let broken: Vec<String> = wanted.into_iter().filter(|target| fuzz(target, seconds).is_err()).collect();
    if broken.is_empty() { Ok(()) } else { Err(format!("found something: {}", broken.join(", "))) }
}

fn arguments(words: &[String]) -> Result<(u32, Vec<String>), String> {
    match words {
        [option, seconds, targets @ ..] if option == "--seconds" => {
            let seconds = seconds.parse().map_err(|e| format!("--seconds {seconds}: {e}"))?;
            Ok((seconds, targets.to_vec()))
        }
        targets => Ok((SECONDS, targets.to_vec())),
    }
}

/// The names of the files of rust/fuzz/fuzz_targets.
fn all_targets() -> Result<Vec<String>, String> {
    let folder = paths::root().join("rust/fuzz/fuzz_targets");
    let files = fs::read_dir(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> =
        files.flatten().filter_map(|f| Some(f.path().file_stem()?.to_str()?.to_owned())).collect();
    names.sort();
    Ok(names)
}

fn build(targets: &[String]) -> Done {
    let mut build = cargo();
    let _ = build.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", FLAGS);
    let _ = build.args(["build", "--release", "--target", TRIPLE]);
    let _ = build.arg("--manifest-path").arg(paths::root().join("rust/fuzz/Cargo.toml"));
    let _ = build.arg("--target-dir").arg(folder());
    for target in targets {
        let _ = build.args(["--bin", target]);
    }
    step("build the fuzz targets", &mut build)
}

fn folder() -> PathBuf {
    paths::target().join("fuzz")
}

/// New inputs go to a folder of their own; the kept corpus is only read.
fn fuzz(target: &str, seconds: u32) -> Done {
    let grown = folder().join("corpus").join(target);
    fs::create_dir_all(&grown).map_err(|e| format!("{}: {e}", grown.display()))?;
    let binary = folder().join(TRIPLE).join("release").join(target);
    let mut fuzz = program(&binary.to_string_lossy());
    let _ = fuzz.arg(grown);
    let kept = paths::root().join("rust/fuzz/corpus").join(target);
    let _ = fuzz.args(kept.is_dir().then_some(kept));
    let _ = fuzz.arg(format!("-max_total_time={seconds}")).args(["-timeout=10", "-rss_limit_mb=2048"]);
    let _ = fuzz.arg("-print_final_stats=1").arg("-verbosity=0");
    let _ = fuzz.arg(format!("-artifact_prefix={}/{target}-", folder().display()));
    step(&format!("fuzz {target}, {seconds} s"), &mut fuzz)
}
