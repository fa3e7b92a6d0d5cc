//! `findmesh seal`: what a finder makes of a sighting.

use std::time::Duration;

use clap::{Args, ValueEnum};
use findmesh_crypto::native;
use findmesh_crypto::p256;
use findmesh_proto::advert::findmesh::compact_header;
use findmesh_proto::report::{self, ALTITUDE_UNKNOWN, POWER_UNKNOWN};
use findmesh_proto::{FixSource, Form, Network, Report};

use crate::args::OutputArguments;
use crate::commands::open::require_native;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::output::Console;
use crate::output::value::Object;
use crate::random;
use crate::time::Moment;

/// Header byte of a separated tag's extended advert.
const EXTENDED_HEADER: u8 = 0x10;

/// Seal a report for the owner of a key.
#[derive(Args)]
#[command(
    after_help = "Example:\n  findmesh seal --network native --key f237a4ce…5e9f --time 2026-11-22T09:30:00Z \\\n    \
    --lat -33.8688 --lon 151.2093 --accuracy 12.5 --source gnss --json"
)]
pub(crate) struct Arguments {
    /// Network of the key: native
    #[arg(long, value_name = "NETWORK")]
    network: Network,
    /// The key on the air, 64 hex digits
    #[arg(long, value_name = "HEX")]
    key: String,
    /// When the tag was seen
    #[arg(long, value_name = "T", value_parser = Moment::parse, allow_hyphen_values = true)]
    time: Moment,
    /// Latitude in degrees, WGS 84
    #[arg(long, value_name = "D", allow_negative_numbers = true)]
    lat: f64,
    /// Longitude in degrees, WGS 84
    #[arg(long, value_name = "D", allow_negative_numbers = true)]
    lon: f64,
    /// 68 % radius in metres
    #[arg(long, value_name = "M", allow_negative_numbers = true)]
    accuracy: Option<f64>,
    /// Metres above the ellipsoid
    #[arg(long, value_name = "M", allow_negative_numbers = true)]
    altitude: Option<f64>,
    /// Header byte as seen [default: a separated tag's]
    #[arg(long, value_name = "HEX", value_parser = hex_value::byte)]
    header: Option<u8>,
    /// Status byte as seen, masked
    #[arg(long, value_name = "HEX", default_value = "00", value_parser = hex_value::byte)]
    status: u8,
    /// Received power in dBm
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    rssi: Option<i8>,
    /// Transmit power in dBm
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    tx_power: Option<i8>,
    /// Seconds between sighting and fix [default: 0]
    #[arg(
        long,
        value_name = "S",
        default_value_t = 0.0,
        hide_default_value = true,
        allow_negative_numbers = true
    )]
    age: f64,
    /// What gave the fix
    #[arg(long)]
    source: Option<Source>,
    /// The finder was moving
    #[arg(long)]
    moving: bool,
    /// Form of the advert
    #[arg(long, default_value = "extended")]
    form: FormArgument,
    /// Length of the nonce (fhn)
    #[arg(long, value_name = "BYTES", value_parser = ["16", "20"], hide = true)]
    nonce_form: Option<String>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

/// Names of [`FixSource`].
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Source {
    Gnss,
    Network,
    Fixed,
}

/// Names of [`Form`].
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormArgument {
    Extended,
    Compact,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    require_native("seal", arguments.network)?;
    if arguments.nonce_form.is_some() {
        return Err(Failure::about("--nonce-form", "the native network has one form only"));
    }
    let key = hex_value::fixed(&arguments.key).map_err(|e| Failure::about("--key", e))?;
    let report = report(arguments, &key)?;
    let body = seal(&key, &report, &arguments.deployment.service_uuid())?;
    let lookup_id = native::lookup_id(&key);
    let line = Object::new()
        .with("network", arguments.network.as_str())
        .with("lookup_id", hex::encode(lookup_id))
        .with("body", hex::encode(body));
    let mut console = Console::new(arguments.output.json);
    console.either(&line.into(), || {
        format!("network    native\nlookup id  {}\nbody       {}", hex::encode(lookup_id), hex::encode(body))
    })?;
    console.flush()
}

fn seal(
    key: &[u8; 32],
    report: &Report,
    service_uuid: &[u8; 16],
) -> Result<[u8; native::BODY_LENGTH], Failure> {
    let random = random::bytes()?;
    native::seal(p256::backend(), key, report, service_uuid, &random)
        .map_err(|e| Failure::No(format!("seal: {e}")))
}

fn report(arguments: &Arguments, key: &[u8; 32]) -> Result<Report, Failure> {
    let form = arguments.form.into();
    let time = u32::try_from(arguments.time.rounded());
    Ok(Report {
        time: time.map_err(|_| Failure::about("--time", "a report holds times of 1970 to 2106"))?,
        lat_e7: report::latitude_e7(arguments.lat).map_err(|e| Failure::about("--lat", e))?,
        lon_e7: report::longitude_e7(arguments.lon).map_err(|e| Failure::about("--lon", e))?,
        accuracy_dm: report::accuracy_dm(not_negative("--accuracy", arguments.accuracy)?),
        altitude_m: altitude(arguments.altitude)?,
        header: arguments.header.unwrap_or_else(|| default_header(form, key)),
        status: arguments.status,
        rssi: arguments.rssi.unwrap_or(POWER_UNKNOWN),
        tx_power: arguments.tx_power.unwrap_or(POWER_UNKNOWN),
        fix_age_s: age(arguments.age)?,
        source: arguments.source.map_or(FixSource::Unknown, Into::into),
        moving: arguments.moving,
        form,
    })
}

const fn default_header(form: Form, key: &[u8; 32]) -> u8 {
    match form {
        Form::Extended => EXTENDED_HEADER,
        Form::Compact => compact_header(key, 0, false),
    }
}

fn not_negative(name: &str, value: Option<f64>) -> Result<Option<f64>, Failure> {
    match value {
        Some(metres) if metres.is_nan() || metres < 0.0 => Err(Failure::about(name, "metres, 0 or more")),
        other => Ok(other),
    }
}

/// Whole seconds; the format's end stands for all that is longer.
fn age(seconds: f64) -> Result<u16, Failure> {
    if seconds.is_nan() || seconds < 0.0 {
        return Err(Failure::about("--age", "seconds, 0 or more"));
    }
    let millis = Duration::try_from_secs_f64(seconds).map_or(u128::MAX, |age| age.as_millis());
    Ok(report::age_s(u64::try_from(millis).unwrap_or(u64::MAX)))
}

fn altitude(metres: Option<f64>) -> Result<i16, Failure> {
    match (metres, report::altitude_m(metres)) {
        (Some(metres), ALTITUDE_UNKNOWN) => {
            Err(Failure::about("--altitude", format!("{metres} does not fit into a report")))
        }
        (_, altitude) => Ok(altitude),
    }
}

impl From<Source> for FixSource {
    fn from(source: Source) -> Self {
        match source {
            Source::Gnss => Self::Gnss,
            Source::Network => Self::Network,
            Source::Fixed => Self::Fixed,
        }
    }
}

impl From<FormArgument> for Form {
    fn from(form: FormArgument) -> Self {
        match form {
            FormArgument::Extended => Self::Extended,
            FormArgument::Compact => Self::Compact,
        }
    }
}
