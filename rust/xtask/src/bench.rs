//! `cargo xtask bench`: the benchmarks of tests/perf.

use crate::run::{Done, cargo, step};

/// Runs them in the perf profile; they print a table with side-by-side ratios.
pub(crate) fn run(words: &[String]) -> Done {
    let mut bench = cargo();
    let _ = bench.args([
        "run",
        "--locked",
        "--profile",
        "perf",
        "-p",
        "findmesh-perf",
        "--",
    ]);
    step("benchmarks", bench.args(words))
}
