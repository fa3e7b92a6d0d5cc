//! `findmesh doctor`: what this installation can do, and what is wrong with it.

mod checks;

use std::path::PathBuf;

use clap::Args;
use findmesh_net::RelayUrl;

use self::checks::Check;
use crate::args::OutputArguments;
use crate::client;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::{Object, plural};

/// Tell what this installation can do and what is wrong with it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh doctor\n  \
    findmesh doctor --relay https://relay.example --state ./state\n\n\
    Exit status 1 when something is wrong.")]
pub(crate) struct Arguments {
    /// A relay to reach: https, or http to a loopback address
    #[arg(long, value_name = "URL", value_parser = client::parse_url)]
    relay: Option<RelayUrl>,
    /// Folder of a finder's database, as replay keeps it
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut console = Console::new(arguments.output.json);
    let palette = console.palette();
    let mut wrong = 0_u64;
    for check in checks(arguments) {
        wrong += u64::from(!check.ok);
        let object = Object::new()
            .with("check", check.name)
            .with("ok", check.ok)
            .with("detail", check.detail.as_str())
            .with_some("facts", check.facts.clone());
        console.either(&object.into(), || {
            let mark =
                if check.ok { palette.good("ok  ").to_string() } else { palette.warn("bad ").to_string() };
            format!("{mark}{:<16} {}", check.name, check.detail)
        })?;
    }
    console.flush()?;
    if wrong == 0 { Ok(()) } else { Err(Failure::No(format!("doctor: {} failed", plural(wrong, "check")))) }
}

fn checks(arguments: &Arguments) -> Vec<Check> {
    let mut checks = vec![
        checks::version(),
        checks::processor(),
        checks::backend(),
        checks::cryptography(),
        checks::randomness(),
    ];
    checks.extend(arguments.state.as_deref().map(checks::database));
    checks.extend(
        arguments.relay.as_ref().map(|relay| checks::relay(relay, &arguments.deployment.deployment())),
    );
    checks
}
