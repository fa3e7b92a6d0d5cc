//! `findmesh relay`: the relay on its embedded default.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use findmesh_relay::{Relay, RelayConfig};
use tokio::signal::unix::{SignalKind, signal};

use crate::failure::Failure;
use crate::logging;
use crate::output::Console;

/// Run a relay until it is interrupted.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  findmesh relay\n  findmesh relay --listen 127.0.0.1:0 --data /var/lib/findmesh\n  \
    findmesh relay --config relay.toml\n\n\
    Says on standard output where it listens, logs to standard error, stops in order on SIGINT and SIGTERM."
)]
pub(crate) struct Arguments {
    /// Where to listen; port 0 takes a free one [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Folder of the database; made when missing [default: findmesh-relay]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Settings; options here win over it
    #[arg(long, value_name = "FILE.toml")]
    config: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    logging::start("info");
    let config = config(arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| Failure::about("relay", e))?;
    runtime.block_on(serve(config)).map_err(|e| Failure::about("relay", e))
}

fn config(arguments: &Arguments) -> Result<RelayConfig, Failure> {
    let mut config = match &arguments.config {
        Some(path) => RelayConfig::from_file(path).map_err(|e| Failure::about(path.display(), e))?,
        None => RelayConfig::default(),
    };
    config.listen = arguments.listen.unwrap_or(config.listen);
    config.data_dir = arguments.data.clone().unwrap_or(config.data_dir);
    Ok(config)
}

async fn serve(config: RelayConfig) -> Result<(), Box<dyn std::error::Error>> {
    // Asked for before anything listens, so that no signal is missed.
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let relay = Relay::bind(config).await?;
    announce(&relay.url());
    let stopped = async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    relay.run_until(stopped).await?;
    eprintln!("findmesh: relay stopped in order");
    Ok(())
}

/// A relay serves whether or not anybody reads where it listens.
fn announce(url: &str) {
    let mut console = Console::new(false);
    let _ = console.line(format_args!("listening on {url}")).and_then(|()| console.flush());
}
