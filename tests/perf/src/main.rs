//! Benchmarks, run through `cargo xtask bench`. With `--check` a broken budget is a failure.

mod budgets;
mod formats;
mod ingesting;
mod measure;
mod queueing;
mod report;
mod sealing;

use std::process::ExitCode;

use budgets::Budgets;
use report::Report;

fn main() -> ExitCode {
    let budgets = match Budgets::load() {
        Ok(budgets) => budgets,
        Err(reason) => {
            eprintln!("budgets.toml: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::default();
    formats::run(&mut report, &budgets);
    ingesting::run(&mut report, &budgets);
    sealing::run(&mut report, &budgets);
    if let Err(reason) = queueing::run(&mut report, &budgets) {
        eprintln!("queue: {reason}");
        return ExitCode::FAILURE;
    }
    if report.broken.is_empty() || !std::env::args().any(|a| a == "--check") {
        return ExitCode::SUCCESS;
    }
    eprintln!("broken budgets: {}", report.broken.join(", "));
    ExitCode::FAILURE
}
