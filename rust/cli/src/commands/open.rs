//! `findmesh open`: what an owner reads in sealed reports.

mod file;
mod opened;
mod opener;

use clap::{ArgGroup, Args};
use findmesh_proto::Network;

use self::opener::Opener;
use crate::args::OutputArguments;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::hex_value;
use crate::input::Input;
use crate::output::Console;

/// Open sealed reports.
#[derive(Args)]
#[command(group = ArgGroup::new("reports").required(true).args(["body", "file"]))]
#[command(
    after_help = "Examples:\n  findmesh open --network native --private-key db6e7c27…a2bd --body 017e3789…a579\n  \
    findmesh open --network apple --private-key c4c7aaba…3b90 reports.jsonl\n  \
    findmesh open --network fhn --private-key 0002e3d0…3a79 reports.jsonl --json\n\n\
    A file holds lines like {\"lookup_id\":\"b78a89…\",\"body\":\"017e37…\"}; only body is needed."
)]
pub(crate) struct Arguments {
    /// Network of the key: native, apple or fhn
    #[arg(long, value_name = "NETWORK")]
    network: Network,
    /// The private key: native 64 hex digits, apple 56, fhn 42 (secp160r1) or 64 (secp256r1)
    #[arg(long, value_name = "HEX")]
    private_key: String,
    /// One sealed report
    #[arg(long, value_name = "HEX", value_parser = hex_value::bytes)]
    body: Option<::std::vec::Vec<u8>>,
    /// Sealed reports, a JSON object a line; - is standard input
    #[arg(value_name = "FILE|-")]
    file: Option<Input>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let service_uuid = arguments.deployment.service_uuid();
    let opener = Opener::new(arguments.network, &arguments.private_key, service_uuid)?;
    let mut console = Console::new(arguments.output.json);
    let result = match (&arguments.body, &arguments.file) {
        (Some(body), _) => one(&opener, body, &mut console),
        (None, Some(input)) => file::open(&opener, input, &mut console),
        (None, None) => Err(Failure::about("open", "--body or a file is needed")),
    };
    console.flush()?;
    result
}

fn one(opener: &Opener, body: &[u8], console: &mut Console) -> Result<(), Failure> {
    let opened = opener.open(&[body]).pop();
    let opened = opened.ok_or_else(|| Failure::about("open", "no report"))?.map_err(Failure::No)?;
    console.either(&opened.object(), || opened.text())
}
