//! Keys of a tag in Google's Find Hub network.

use clap::{ArgGroup, Args};
use findmesh_crypto::fhn::{self, Curve, Ephemeral, Flags, IdentityKey, ROTATION_SECONDS, TagBattery};
use serde_json::Value;

use super::{PIECE, check_range, people};
use crate::args::OutputArguments;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::output::Console;
use crate::output::progress::Progress;
use crate::output::value::Object;

/// Keys of a tag in Google's Find Hub network: one line for each 1024 seconds of its clock.
///
/// The low ten bits of a counter are cleared, as the tag does. The advert is that of a tag in normal mode that does not
/// tell its battery.
#[derive(Args)]
#[command(group = ArgGroup::new("range").required(true).args(["counter", "from_counter"]))]
#[command(after_help = "Examples:\n  \
    findmesh keys fhn --eik 000102…1e1f --counter 1024\n  \
    findmesh keys fhn --eik 000102…1e1f --from-counter 0 --to-counter 86400 --curve secp256r1 --json")]
pub(super) struct FhnArguments {
    /// The ephemeral identity key, 64 hex digits
    #[arg(long, value_name = "HEX")]
    eik: String,
    /// The tag's clock, seconds
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    counter: Option<u32>,
    /// First moment of a range of the tag's clock, seconds
    #[arg(
        long,
        value_name = "T",
        requires = "to_counter",
        conflicts_with = "counter",
        allow_hyphen_values = true
    )]
    from_counter: Option<u32>,
    /// Last moment of the range
    #[arg(long, value_name = "U", requires = "from_counter", allow_hyphen_values = true)]
    to_counter: Option<u32>,
    /// The curve: secp160r1, or secp256r1 for tags with extended adverts
    #[arg(long, default_value = "secp160r1", value_parser = parse_curve)]
    curve: Curve,
    #[command(flatten)]
    output: OutputArguments,
    // Taken, so that a script names its deployment for every network alike; these keys do not depend on it.
    #[command(flatten)]
    _deployment: DeploymentArguments,
}

/// The members that people read.
const NAMES: [&str; 5] = ["private_key", "key", "lookup_id", "hashed_flags_mask", "advert"];

pub(super) fn run(arguments: &FhnArguments) -> Result<(), Failure> {
    let eik = hex_value::fixed(&arguments.eik).map_err(|e| Failure::about("--eik", e))?;
    let identity = IdentityKey::from_bytes(eik);
    let counters = counters(arguments)?;
    let mut console = Console::new(arguments.output.json);
    let progress = Progress::beside_output();
    let mut done = 0;
    for piece in counters.chunks(PIECE) {
        let derived = fhn::ephemeral_batch(&identity, arguments.curve, piece);
        for ephemeral in derived.map_err(|e| Failure::about("--eik", e))? {
            let line = line(&ephemeral);
            console.either(&line, || people(format!("counter {}", ephemeral.counter), &NAMES, &line))?;
        }
        done += piece.len();
        progress.say(&format!("{done} of {} keys", counters.len()));
    }
    console.flush()
}

/// Each multiple of 1024 whose key is on air between the two ends.
fn counters(arguments: &FhnArguments) -> Result<Vec<u32>, Failure> {
    let (from, to) = match (arguments.counter, arguments.from_counter, arguments.to_counter) {
        (Some(counter), _, _) => (counter, counter),
        (None, Some(from), Some(to)) => (from, to),
        _ => return Err(Failure::about("keys", "--counter, or --from-counter and --to-counter are needed")),
    };
    check_range("--to-counter", ("--from-counter", from), to, ROTATION_SECONDS)?;
    Ok((fhn::masked(from)..=to).step_by(ROTATION_SECONDS as usize).collect())
}

fn line(ephemeral: &Ephemeral) -> Value {
    let flags = Flags { unwanted_tracking: false, battery: TagBattery::Unsupported };
    let advert = fhn::advert(&ephemeral.eid, Some(flags.masked(ephemeral.flags_mask)), false);
    Object::new()
        .with("network", "fhn")
        .with("curve", ephemeral.eid.curve().as_str())
        .with("counter", ephemeral.counter)
        .with("private_key", hex::encode(&*ephemeral.private_key.expose()))
        .with("key", hex::encode(ephemeral.eid.as_slice()))
        .with("lookup_id", hex::encode(ephemeral.lookup_id))
        .with("hashed_flags_mask", hex::encode([ephemeral.flags_mask]))
        .with("advert", hex::encode(advert))
        .into()
}

fn parse_curve(text: &str) -> Result<Curve, String> {
    let curve = Curve::ALL.into_iter().find(|curve| curve.as_str() == text);
    curve.ok_or_else(|| "secp160r1 or secp256r1".to_owned())
}
