//! `findmesh sim`: what would come of it.

mod day;
mod sensitivity;
mod table;

use clap::{Args, Subcommand};

use crate::failure::Failure;

/// What to simulate.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A day of phones and tags in a made-up city, a line per listening policy
    Day(day::DayArguments),
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Day(arguments) => day::run(arguments),
    }
}
