//! Benchmarks, run through `cargo xtask bench`. With `--check` a broken budget is a failure; with `peers` the
//! tools that people use today run beside us; with `street N` a thousand adverts are decoded N times and nothing else
//! is done, for tools that count instructions. With `rest engine` or `rest bare` it tells its own memory.

mod budgets;
mod curves;
mod daylong;
mod formats;
mod ingesting;
mod measure;
mod networks;
mod peers;
mod queueing;
mod report;
mod resolver;
mod resting;
mod sealing;
mod street;

use std::io::{self, Write};
use std::process::ExitCode;

use budgets::Budgets;
use report::Report;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["peers", interpreter, script, picture] => judge("peers", beside_peers(interpreter, script, picture)),
        ["rest", what] => judge("rest", tell_memory(what)),
        ["street", rounds] => judge("street", decode_street(rounds)),
        _ => own(words.iter().any(|word| word == "--check")),
    }
}

fn beside_peers(interpreter: &str, script: &str, picture: &str) -> Result<(), peers::Failure> {
    peers::run(interpreter.as_ref(), script.as_ref(), picture.as_ref())
}

fn decode_street(rounds: &str) -> Result<(), peers::Failure> {
    let taken = formats::count(rounds.parse()?).map_err(|reason| reason.to_string())?;
    Report::default().figure("adverts that a network takes", &taken.to_string());
    Ok(())
}

fn tell_memory(what: &str) -> Result<(), peers::Failure> {
    let bytes = resting::rest(what).map_err(|reason| reason.to_string())?;
    writeln!(io::stdout(), "{bytes}")?;
    Ok(())
}

fn judge(what: &str, done: Result<(), peers::Failure>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{what}: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn own(check: bool) -> ExitCode {
    let budgets = match Budgets::load() {
        Ok(budgets) => budgets,
        Err(reason) => {
            eprintln!("budgets.toml: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let mut report = Report::default();
    if let Err(reason) = formats::run(&mut report, &budgets) {
        eprintln!("corpus: {reason}");
        return ExitCode::FAILURE;
    }
    ingesting::run(&mut report, &budgets);
    sealing::run(&mut report, &budgets);
    curves::run(&mut report, &budgets);
    if let Err(reason) = networks::run(&mut report, &budgets) {
        eprintln!("networks: {reason}");
        return ExitCode::FAILURE;
    }
    resolver::run(&mut report, &budgets);
    if let Err(reason) = queueing::run(&mut report, &budgets) {
        eprintln!("queue: {reason}");
        return ExitCode::FAILURE;
    }
    for (what, done) in
        [("day", daylong::run(&mut report, &budgets)), ("rest", resting::run(&mut report, &budgets))]
    {
        if let Err(reason) = done {
            eprintln!("{what}: {reason}");
            return ExitCode::FAILURE;
        }
    }
    if report.broken.is_empty() || !check {
        return ExitCode::SUCCESS;
    }
    eprintln!("broken budgets: {}", report.broken.join(", "));
    ExitCode::FAILURE
}
