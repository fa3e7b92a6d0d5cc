//! `findmesh doctor`: what this installation can do, and what is wrong with it.

mod checks;
mod configuration;
mod explanation;
mod health;
mod reasons;
mod template;
mod words;

use std::path::{Path, PathBuf};

use clap::Args;
use findmesh_net::RelayUrl;

use self::checks::Check;
use crate::args::OutputArguments;
use crate::client;
use crate::config_file;
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::value::{Object, plural};
use crate::phone::Look;
use crate::time::Moment;

/// Tell what this installation can do and what is wrong with it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh doctor\n  \
    findmesh doctor --relay https://relay.example --state ./state\n  \
    findmesh doctor --state ./state --config finder.toml\n  \
    findmesh doctor --config-template > finder.toml\n  findmesh doctor --config finder.toml\n\n\
    Exit status 1 when something is wrong, 2 when a configuration is.")]
pub(crate) struct Arguments {
    /// A relay to reach: https, or http to a loopback address
    #[arg(long, value_name = "URL", value_parser = client::parse_url)]
    relay: Option<RelayUrl>,
    /// Folder of a finder's database, as replay keeps it: tells what that finder did of late and why it does nothing;
    /// the folder stays as it is
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Explains a finder's configuration in plain words: what it does, and what differs from the defaults; with --state
    /// the numbers by which that finder works
    #[arg(long, value_name = "FILE.toml", conflicts_with = "relay")]
    config: Option<PathBuf>,
    /// Prints a configuration with every default, its meaning and its range
    #[arg(long, conflicts_with_all = ["config", "relay", "state", "json"])]
    config_template: bool,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut console = Console::new(arguments.output.json);
    if arguments.config_template {
        console.lines(template::template().as_bytes())?;
        return console.flush();
    }
    if let (Some(path), None) = (&arguments.config, &arguments.state) {
        configuration::run(path, &mut console)?;
        return console.flush();
    }
    let palette = console.palette();
    let mut wrong = 0_u64;
    let look =
        arguments.state.as_deref().map(|state| look(state, arguments.config.as_deref())).transpose()?;
    for check in checks(arguments, look.as_ref()) {
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
    if let Some(Ok(Some(look))) = &look {
        health::print(look, &mut console)?;
    }
    console.flush()?;
    if wrong == 0 { Ok(()) } else { Err(Failure::No(format!("doctor: {} failed", plural(wrong, "check")))) }
}

/// `Err` inside: the folder cannot be looked into, which is an answer.
type Looked = Result<Option<Look>, Failure>;

fn look(state: &Path, config: Option<&Path>) -> Result<Looked, Failure> {
    let config = config_file::finder(config)?;
    Ok(Look::into_folder(state, config, Moment::now().millis()))
}

fn checks(arguments: &Arguments, look: Option<&Looked>) -> Vec<Check> {
    let mut checks = vec![
        checks::version(),
        checks::processor(),
        checks::backend(),
        checks::cryptography(),
        checks::randomness(),
    ];
    if let (Some(folder), Some(look)) = (&arguments.state, look) {
        checks.push(checks::database(folder, look));
        checks.extend(look.iter().flatten().map(checks::finder));
    }
    checks.extend(
        arguments.relay.as_ref().map(|relay| checks::relay(relay, &arguments.deployment.deployment())),
    );
    checks
}
