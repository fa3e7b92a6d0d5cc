//! The command line as a whole, and the argument groups that several commands share.

use clap::{Args, Parser, Subcommand};

use crate::commands::{decode, demo, doctor, erase, export, fetch, keys, open, relay, replay, seal, sim};

/// Tags, finders and their relay: decode captures, make keys, seal and open reports, run the network.
#[derive(Parser)]
#[command(name = "findmesh", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "Examples:\n  findmesh demo\n  findmesh decode btsnoop_hci.log\n  \
    findmesh relay --listen 127.0.0.1:8787 --data ./relay\n\n\
    Times are RFC 3339 or Unix seconds, binary values hex, angles degrees, lengths metres.\n\
    With --json one object a line stands on standard output and nothing else; messages go to standard error.\n\
    Exit status: 0 done, 1 the answer is no, 2 unusable arguments or input.")]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Every command.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Show every advert of a capture: its network, kind, state and fields
    Decode(decode::Arguments),
    /// Derive the keys of a tag
    Keys(keys::Arguments),
    /// Seal a report for the owner of a key
    Seal(seal::Arguments),
    /// Open sealed reports
    Open(open::Arguments),
    /// Run the finder engine over a capture in virtual time
    Replay(replay::Arguments),
    /// Run a relay
    Relay(relay::Arguments),
    /// Simulate a day of phones and tags under a model of the platform
    Sim(sim::Arguments),
    /// Fetch and open the reports of one's own tag
    Fetch(fetch::Arguments),
    /// Show the whole network at work: phones, tags, a relay and an owner
    Demo(demo::Arguments),
    /// Tell what this installation can do and what is wrong with it
    Doctor(doctor::Arguments),
    /// Write all that a finder keeps into a zip
    Export(export::Arguments),
    /// Erase all that a finder keeps, and prove it
    Erase(erase::Arguments),
}

/// How to print.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct OutputArguments {
    /// One JSON object a line, for programs
    #[arg(long)]
    pub(crate) json: bool,
}
