//! Memory of an engine at rest: two processes alike but for an open engine.

use std::error::Error;
use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use findmesh_core::FinderConfig;
use findmesh_engine::{Engine, Quiet, Setup, SystemClock};
use findmesh_net::{RelayClient, RelayUrl};
use findmesh_store::SqliteStore;
use findmesh_testkit::adverts::test_deployment;
use findmesh_testkit::{FakeTransport, FakeVault, seeded_entropy};

use crate::budgets::{Budgets, of};
use crate::report::Report;

/// What its threads do at first is done after this.
const SETTLES: Duration = Duration::from_millis(500);
const WALL_MS: i64 = 1_790_000_000_000;

/// Resident memory that an open engine with a database of its own adds to a process.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) -> Result<(), Box<dyn Error>> {
    report.topic("memory of an engine at rest, SQLite and its threads included");
    let (bare, open) = (ask("bare")?, ask("engine")?);
    report.at_most("bytes.engine_at_rest", open - bare, of(&budgets.bytes, "engine_at_rest"));
    Ok(())
}

/// Starts this program once more and reads what it says of itself.
fn ask(what: &str) -> Result<f64, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).args(["rest", what]).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8(output.stdout)?.trim().parse()?)
}

/// The other process: opens an engine or none, rests, and gives its resident bytes.
pub(crate) fn rest(what: &str) -> Result<f64, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let engine = if what == "engine" { Some(open(&folder.path().join("perf.db"))?) } else { None };
    thread::sleep(SETTLES);
    let bytes = resident_bytes()?;
    drop(engine);
    Ok(bytes)
}

fn open(path: &std::path::Path) -> Result<Engine, Box<dyn Error>> {
    let entropy = seeded_entropy(1);
    let store = SqliteStore::open(path, Arc::new(FakeVault::default()), entropy.clone(), WALL_MS)?.store;
    let config = FinderConfig { deployment: test_deployment(), ..FinderConfig::default() };
    let setup = Setup::new(config, Box::new(store)).entropy(entropy);
    let relay = RelayClient::new(RelayUrl::parse("http://127.0.0.1:9")?, Arc::new(FakeTransport::default()));
    Ok(Engine::open(setup, Arc::new(SystemClock), relay, Arc::new(Quiet), Arc::new(|| {}))?)
}

/// Linux only: other platforms have other words for it.
fn resident_bytes() -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
    Ok(1024.0 * line.trim().trim_end_matches("kB").trim().parse::<f64>()?)
}
