//! `findmesh replay`: the finder engine over a capture, in virtual time.

mod fixes;
mod player;
mod summary;

use std::path::{Path, PathBuf};

use clap::Args;
use findmesh_core::FinderConfig;
use findmesh_net::RelayUrl;

use self::fixes::Fixes;
use self::player::Player;
use crate::args::OutputArguments;
use crate::capture::{self, Kind};
use crate::client;
use crate::config_file::{self, ConfigFile};
use crate::deployment::DeploymentArguments;
use crate::failure::Failure;
use crate::geo::Place;
use crate::input::Input;
use crate::output::Console;
use crate::output::progress::Progress;
use crate::track::Track;

/// Run the finder engine over a capture, exactly as a phone does, in virtual time.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  findmesh replay walk.pcapng --track walk.gpx\n  \
    findmesh replay btsnoop_hci.log --at 44.2003,-28.4951 --relay http://127.0.0.1:8787\n\n\
    Prints what was sighted, reported and suppressed, and why. Without --track and --at the phone has no\n\
    fix, and nothing can be reported. With --relay what was sealed is uploaded, delays included.")]
pub(crate) struct Arguments {
    /// The capture; - is standard input
    #[arg(value_name = "CAPTURE|-")]
    capture: Input,
    /// What it is: auto (told by its content), jsonl, btsnoop, pcap or pcapng
    #[arg(long, value_name = "KIND", default_value = "auto", value_parser = capture::parse_kind)]
    input: Kind,
    /// Where the phone was, by time
    #[arg(long, value_name = "FILE.gpx")]
    track: Option<PathBuf>,
    /// Where the phone was all the time
    #[arg(long, value_name = "LAT,LON", value_parser = Place::parse, conflicts_with = "track",
        allow_hyphen_values = true)]
    at: Option<Place>,
    /// 68 % radius of those fixes, metres
    #[arg(long, value_name = "M", default_value_t = 10.0)]
    accuracy: f32,
    /// The finder's configuration; its deployment, where it names one, is the one that is played for
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
    /// Uploads what was sealed: https, or http to a loopback address
    #[arg(long, value_name = "URL", value_parser = client::parse_url)]
    relay: Option<RelayUrl>,
    /// Keeps the finder's database in this folder
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    deployment: DeploymentArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if matches!(arguments.capture, Input::Standard) && arguments.config.as_deref() == Some(Path::new("-")) {
        return Err(Failure::about("--config", "standard input holds the capture already"));
    }
    let fixes = fixes(arguments)?;
    let mut console = Console::new(arguments.output.json);
    let mut player = Player::new(arguments, config(arguments)?, fixes);
    let reader = capture::read(&arguments.capture, arguments.input, Progress::beside_output(), &mut player)?;
    let played = player.finish()?;
    summary::print(&played, reader.counts(), &mut console)?;
    console.flush()?;
    capture::judge_end(&arguments.capture, &reader)?;
    played.undelivered()
}

fn config(arguments: &Arguments) -> Result<FinderConfig, Failure> {
    let deployment = arguments.deployment.deployment();
    match arguments.config.as_deref().map(config_file::read).transpose()? {
        Some(ConfigFile { config, names_deployment: true }) => Ok(config),
        Some(ConfigFile { config, names_deployment: false }) => Ok(FinderConfig { deployment, ..config }),
        None => Ok(FinderConfig { deployment, ..FinderConfig::default() }),
    }
}

fn fixes(arguments: &Arguments) -> Result<Fixes, Failure> {
    let accuracy = arguments.accuracy;
    if !(accuracy.is_finite() && accuracy >= 0.0) {
        return Err(Failure::about("--accuracy", "metres, 0 or more"));
    }
    match (&arguments.track, arguments.at) {
        (Some(path), _) => Ok(Fixes::along(&Track::open(path)?, accuracy)),
        (None, Some(place)) => Ok(Fixes::standing(place, accuracy)),
        (None, None) => Ok(Fixes::none()),
    }
}
