//! Keys of a tag in Apple's Find My network.

use clap::Args;
use findmesh_crypto::apple::{self, KeyPair, LAST_INDEX, PrivateKey, Schedule, SymmetricKey};
use serde_json::Value;

use super::{PIECE, check_range, people};
use crate::args::OutputArguments;
use crate::commands::private_keys;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::output::Console;
use crate::output::progress::Progress;
use crate::output::value::Object;

/// Keys of a tag in Apple's Find My network: one line a step of its chain. Step 0 is that of the symmetric key as given;
/// the primary chain steps every 15 minutes, the secondary one once a day.
#[derive(Args)]
#[command(after_help = "Examples:\n  \
    findmesh keys apple --private-key 0102…1c --symmetric-key 4041…5f --from-index 1 --to-index 96\n  \
    findmesh keys apple --private-key 0102…1c --symmetric-key 4041…5f --secondary-symmetric-key 6061…7f \\\n    \
    --from-index 0 --to-index 7 --json")]
pub(super) struct AppleArguments {
    /// The tag's private key, 56 hex digits
    #[arg(long, value_name = "HEX")]
    private_key: String,
    /// First symmetric key of the primary chain, 64 hex digits
    #[arg(long, value_name = "HEX")]
    symmetric_key: String,
    /// First symmetric key of the secondary chain: its steps are printed after the primary ones
    #[arg(long, value_name = "HEX")]
    secondary_symmetric_key: Option<String>,
    /// First step
    #[arg(long, value_name = "I", allow_hyphen_values = true)]
    from_index: u32,
    /// Last step
    #[arg(long, value_name = "J", allow_hyphen_values = true)]
    to_index: u32,
    /// The status byte of the adverts [default: 20, an accessory with a full battery]
    #[arg(long, value_name = "HEX", default_value = "20", hide_default_value = true, value_parser = hex_value::byte)]
    status: u8,
    #[command(flatten)]
    output: OutputArguments,
    // Taken, so that a script names its deployment for every network alike; these keys do not depend on it.
    #[command(flatten)]
    _deployment: DeploymentArguments,
}

/// The members that people read.
const NAMES: [&str; 5] = ["private_key", "key", "lookup_id", "address", "advert"];
/// What tags send in the last byte of the advert.
const HINT: u8 = 0;

pub(super) fn run(arguments: &AppleArguments) -> Result<(), Failure> {
    if arguments.to_index > LAST_INDEX {
        return Err(Failure::about("--to-index", format!("steps are 0 to {LAST_INDEX}")));
    }
    check_range("--to-index", ("--from-index", arguments.from_index), arguments.to_index, 1)?;
    let chains = chains(arguments)?;
    let mut console = Console::new(arguments.output.json);
    let several = chains.len() > 1;
    for (name, schedule) in chains {
        print(arguments, schedule, several.then_some(name), &mut console)?;
    }
    console.flush()
}

/// The chains that are asked for, by name.
fn chains(arguments: &AppleArguments) -> Result<Vec<(&'static str, Schedule)>, Failure> {
    let private_key = private_keys::apple(&arguments.private_key)?;
    let chain = |name, argument, digits: &str| {
        let symmetric_key = hex_value::fixed(digits).map_err(|e| Failure::about(argument, e))?;
        let private_key: PrivateKey = private_key.clone();
        Ok((name, Schedule::new(private_key, SymmetricKey::from_bytes(symmetric_key))))
    };
    let primary = chain("primary", "--symmetric-key", &arguments.symmetric_key);
    let secondary = arguments.secondary_symmetric_key.as_deref();
    let secondary = secondary.map(|digits| chain("secondary", "--secondary-symmetric-key", digits));
    std::iter::once(primary).chain(secondary).collect()
}

fn print(
    arguments: &AppleArguments,
    mut schedule: Schedule,
    chain: Option<&'static str>,
    console: &mut Console,
) -> Result<(), Failure> {
    let progress = Progress::beside_output();
    let piece = u32::try_from(PIECE).unwrap_or(u32::MAX);
    for first in (arguments.from_index..=arguments.to_index).step_by(PIECE) {
        let last = first.saturating_add(piece - 1).min(arguments.to_index);
        let pairs = schedule.keys(first..=last).map_err(|e| Failure::about("--to-index", e))?;
        for pair in &pairs {
            let line = line(arguments, chain, pair);
            console.either(&line, || people(heading(chain, pair.index), &NAMES, &line))?;
        }
        progress.say(&format!("step {last} of {}", arguments.to_index));
    }
    Ok(())
}

fn line(arguments: &AppleArguments, chain: Option<&'static str>, pair: &KeyPair) -> Value {
    let (address, advert) = apple::advert(&pair.key, arguments.status, HINT);
    Object::new()
        .with("network", "apple")
        .with_some("chain", chain)
        .with("index", pair.index)
        .with("private_key", hex::encode(*pair.private_key.expose()))
        .with("key", hex::encode(pair.key))
        .with("lookup_id", hex::encode(pair.lookup_id))
        .with("address", address.to_string())
        .with("advert", hex::encode(advert))
        .into()
}

fn heading(chain: Option<&str>, index: u32) -> String {
    chain.map_or_else(|| format!("step {index}"), |chain| format!("step {index}, {chain} chain"))
}
