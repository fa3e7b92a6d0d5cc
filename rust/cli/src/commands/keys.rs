//! `findmesh keys`: what a tag sends, and what opens the reports about it.

mod apple;
mod fhn;
mod native;

use clap::{Args, Subcommand};
use findmesh_crypto::native::{Schedule, TagSecret};
use serde_json::Value;

use crate::failure::Failure;
use crate::hex_value;
use crate::time::Moment;

/// Keys of one call: what a slip of the keyboard asks for beyond them would keep the command busy for hours. 28 years
/// of a chain that steps every 15 minutes.
const MOST_KEYS: u32 = 1_000_000;
/// Keys that are derived together, on all cores, before they are printed.
const PIECE: usize = 4096;

/// Which network's keys.
#[derive(Args)]
#[command(arg_required_else_help = true)]
#[command(
    after_help = "Examples:\n  findmesh keys native --secret 000102…1e1f --provisioned 2026-11-01 --day 7 --slot 255\n  \
    findmesh keys apple --private-key 0102…1c --symmetric-key 4041…5f --from-index 1 --to-index 96\n  \
    findmesh keys fhn --eik 000102…1e1f --counter 1024"
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    network: KeyNetwork,
}

#[derive(Subcommand)]
enum KeyNetwork {
    /// Keys of a findmesh tag
    Native(Box<native::NativeArguments>),
    /// Keys of a tag in Apple's Find My network
    Apple(Box<apple::AppleArguments>),
    /// Keys of a tag in Google's Find Hub network
    Fhn(Box<fhn::FhnArguments>),
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.network {
        KeyNetwork::Native(arguments) => native::run(arguments),
        KeyNetwork::Apple(arguments) => apple::run(arguments),
        KeyNetwork::Fhn(arguments) => fhn::run(arguments),
    }
}

/// A tag's schedule from the two arguments that every owner command takes.
pub(crate) fn schedule(secret: &str, provisioned: Moment) -> Result<Schedule, Failure> {
    let secret = hex_value::fixed(secret).map_err(|e| Failure::about("--secret", e))?;
    let day = u32::try_from(provisioned.day())
        .map_err(|_| Failure::about("--provisioned", "a time before 1970 or too far ahead"))?;
    Ok(Schedule::new(TagSecret::from_bytes(secret), day))
}

/// A heading, and under it the members of a line that have these names.
fn people(heading: String, names: &[&str], line: &Value) -> String {
    names.iter().fold(heading, |text, name| match line.get(*name).and_then(Value::as_str) {
        Some(value) => format!("{text}\n  {:<17} {value}", name.replace('_', " ")),
        None => text,
    })
}

/// Refuses a range that runs backwards, or holds more than [`MOST_KEYS`] keys.
fn check_range(argument: &str, from: (&str, u32), to: u32, step: u32) -> Result<(), Failure> {
    let (from_argument, from) = from;
    let Some(length) = to.checked_sub(from) else {
        return Err(Failure::about(argument, format!("{to} is before {from_argument} {from}")));
    };
    let keys = u64::from(length / step) + 1;
    if keys > u64::from(MOST_KEYS) {
        return Err(Failure::about(
            argument,
            format!("{keys} keys; at most {MOST_KEYS} are derived at once"),
        ));
    }
    Ok(())
}
