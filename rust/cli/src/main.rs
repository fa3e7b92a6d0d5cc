//! The `findmesh` command: a thin face over the library (docs/cli.md is its contract).

mod args;
mod capture;
mod client;
mod commands;
mod config_file;
mod demo;
mod deployment;
mod failure;
mod geo;
mod hex_value;
mod input;
mod logging;
mod output;
mod owner;
mod page;
mod phone;
mod random;
mod time;
mod track;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::failure::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match commands::run(cli.command) {
        Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("findmesh: {failure}");
            ExitCode::from(failure.exit_code())
        }
    }
}
