//! `findmesh seal`: what a finder makes of a sighting.

mod apple;
mod fhn;
mod native;

use clap::{Args, ValueEnum};
use findmesh_proto::{FixSource, Form, Network};

use crate::args::OutputArguments;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::output::Console;
use crate::output::value::Object;
use crate::time::Moment;

/// Seal a report for the owner of a key.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  findmesh seal --network native --key f237a4ce…5e9f --time 2026-11-22T09:30:00Z \\\n    \
    --lat -33.8688 --lon 151.2093 --accuracy 12.5 --source gnss --json\n  \
    findmesh seal --network fhn --key e6cec9ca…3e03 --time 2026-11-22T09:30:00Z --lat 22.5 --lon 114.1 --altitude 12\n\n\
    An apple report holds accuracy and status, its time rounded down to 15 minutes, an fhn report accuracy and\n\
    altitude. What a network's reports have no place for is left out, and said."
)]
pub(crate) struct Arguments {
    /// Network of the key: native, apple or fhn
    #[arg(long, value_name = "NETWORK")]
    network: Network,
    /// The key on the air: native 64 hex digits, apple 56, fhn 40 (secp160r1) or 64 (secp256r1)
    #[arg(long, value_name = "HEX")]
    key: String,
    /// When the tag was seen
    #[arg(long, value_name = "T", value_parser = Moment::parse, allow_hyphen_values = true)]
    time: Moment,
    /// Latitude in degrees, WGS 84
    #[arg(long, value_name = "D", allow_hyphen_values = true)]
    lat: f64,
    /// Longitude in degrees, WGS 84
    #[arg(long, value_name = "D", allow_hyphen_values = true)]
    lon: f64,
    /// 68 % radius in metres
    #[arg(long, value_name = "M", allow_hyphen_values = true)]
    accuracy: Option<f64>,
    /// Metres above the ellipsoid
    #[arg(long, value_name = "M", allow_hyphen_values = true)]
    altitude: Option<f64>,
    /// Header byte as seen [default: a separated tag's]
    #[arg(long, value_name = "HEX", value_parser = hex_value::byte)]
    header: Option<u8>,
    /// Status byte as seen, masked [default: 00]
    #[arg(long, value_name = "HEX", value_parser = hex_value::byte)]
    status: Option<u8>,
    /// Received power in dBm
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    rssi: Option<i8>,
    /// Transmit power in dBm
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    tx_power: Option<i8>,
    /// Seconds between sighting and fix [default: 0]
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    age: Option<f64>,
    /// What gave the fix
    #[arg(long)]
    source: Option<Source>,
    /// The finder was moving
    #[arg(long)]
    moving: bool,
    /// Form of the advert [default: extended]
    #[arg(long)]
    form: Option<FormArgument>,
    /// Bytes of the nonce of an fhn report: 16, or 20 on secp160r1 [default: 16]
    #[arg(long, value_name = "BYTES", value_parser = ["16", "20"])]
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

/// A report, ready for a relay.
struct Sealed {
    lookup_id: Vec<u8>,
    body: Vec<u8>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let network = arguments.network;
    let sealed = match network {
        Network::Native => native::seal(arguments)?,
        Network::Apple => apple::seal(arguments)?,
        Network::Fhn => fhn::seal(arguments)?,
    };
    arguments.tell_left_out();
    let (lookup_id, body) = (hex::encode(sealed.lookup_id), hex::encode(sealed.body));
    let line = Object::new()
        .with("network", network.as_str())
        .with("lookup_id", lookup_id.as_str())
        .with("body", body.as_str());
    let mut console = Console::new(arguments.output.json);
    console.either(&line.into(), || {
        format!("network    {network}\nlookup id  {lookup_id}\nbody       {body}")
    })?;
    console.flush()
}

impl Arguments {
    /// Says which arguments the network's reports have no place for.
    fn tell_left_out(&self) {
        let given = [
            ("--altitude", self.altitude.is_some(), self.network == Network::Fhn),
            ("--header", self.header.is_some(), false),
            ("--status", self.status.is_some(), self.network == Network::Apple),
            ("--rssi", self.rssi.is_some(), false),
            ("--tx-power", self.tx_power.is_some(), false),
            ("--age", self.age.is_some(), false),
            ("--source", self.source.is_some(), false),
            ("--moving", self.moving, false),
            ("--form", self.form.is_some(), false),
        ];
        let left_out = given.iter().filter(|(_, given, has_place)| *given && !has_place);
        let names: Vec<&str> = left_out.map(|(name, _, _)| *name).collect();
        if self.network != Network::Native && !names.is_empty() {
            let names = names.join(", ");
            eprintln!(
                "findmesh: reports of the {} network have no place for {names}: left out",
                self.network
            );
        }
    }

    /// Nonces of two lengths are a matter of one network.
    fn refuse_nonce_form(&self) -> Result<(), Failure> {
        match self.nonce_form {
            Some(_) => {
                let text = format!("reports of the {} network have one form only", self.network);
                Err(Failure::about("--nonce-form", text))
            }
            None => Ok(()),
        }
    }

    /// Metres, 0 or more.
    fn accuracy(&self) -> Result<Option<f64>, Failure> {
        match self.accuracy {
            Some(metres) if metres.is_nan() || metres < 0.0 => {
                Err(Failure::about("--accuracy", "metres, 0 or more"))
            }
            accuracy => Ok(accuracy),
        }
    }

    /// Degrees × 10⁷: latitude, longitude.
    fn place(&self) -> Result<(i32, i32), Failure> {
        let lat = findmesh_proto::report::latitude_e7(self.lat).map_err(|e| Failure::about("--lat", e))?;
        let lon = findmesh_proto::report::longitude_e7(self.lon).map_err(|e| Failure::about("--lon", e))?;
        Ok((lat, lon))
    }

    /// Unix seconds that 32 bits hold.
    fn time(&self) -> Result<u32, Failure> {
        let seconds = u32::try_from(self.time.rounded());
        seconds.map_err(|_| Failure::about("--time", "a report holds times of 1970 to 2106"))
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
