//! `cargo xtask torture [--kills N]`: phones that are killed with SIGKILL a thousand times, and every power cut.

use crate::run::{Done, build_command, cargo, step};

/// Unless said otherwise.
const KILLS: u32 = 1_000;

pub(crate) fn run(words: &[String]) -> Done {
    let kills = kills(words)?;
    build_command()?;
    let mut phones = cargo();
    let _ = phones.args(["test", "--locked", "-p", "findmesh-e2e", "--test", "torture", "--", "--nocapture"]);
    step(&format!("{kills} kills"), phones.env("FINDMESH_TORTURE_KILLS", kills.to_string()))?;
    let mut store = cargo();
    let _ =
        store.args(["test", "--locked", "-p", "findmesh-store", "--test", "power_loss", "--test", "kill"]);
    step("power cuts, and a store that is killed", store.args(["--", "--nocapture"]))
}

fn kills(words: &[String]) -> Result<u32, String> {
    match words {
        [] => Ok(KILLS),
        [option, kills] if option == "--kills" => kills.parse().map_err(|e| format!("--kills {kills}: {e}")),
        _ => Err("torture [--kills N]".to_owned()),
    }
}
