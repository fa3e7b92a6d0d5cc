//! A phone that runs elsewhere: a command that is given its script, and tells what came of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use findmesh_proto::Deployment;

use super::event::PhoneScript;
use super::result::PhoneResult;
use crate::failure::Failure;

/// The script, in the demo's folder.
const SCENARIO: &str = "android-scenario.json";
/// What the command writes, in the demo's folder.
const RESULT: &str = "android-result.json";

/// Runs `command` in a shell with the paths of script and result in `FINDMESH_DEMO_SCENARIO` and
/// `FINDMESH_DEMO_RESULT`; its output goes to standard error.
pub(crate) fn run_command(
    command: &str,
    script: &PhoneScript,
    (relay, deployment, begin_ms): (&str, &Deployment, i64),
    out: &Path,
) -> Result<PhoneResult, Failure> {
    let (scenario, result) = (out.join(SCENARIO), out.join(RESULT));
    let text = script.scenario(relay, deployment, begin_ms).to_string();
    std::fs::write(&scenario, text).map_err(|e| Failure::about(scenario.display(), e))?;
    // What an earlier demo left behind must not pass for an answer.
    let _ = std::fs::remove_file(&result);
    let status = Command::new("sh")
        .args(["-c", command])
        .env("FINDMESH_DEMO_SCENARIO", &scenario)
        .env("FINDMESH_DEMO_RESULT", &result)
        .stdin(Stdio::null())
        .stdout(std::io::stderr())
        .status()
        .map_err(|e| Failure::about("--phone-command", e))?;
    if !status.success() {
        return Err(Failure::about("--phone-command", status));
    }
    read(&result)
}

fn read(path: &PathBuf) -> Result<PhoneResult, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| Failure::about(path.display(), e))?;
    let mut result: PhoneResult =
        serde_json::from_str(&text).map_err(|e| Failure::about(path.display(), e))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    result.screen = result.screen.map(|screen| folder.join(screen));
    result.screens = result.screens.iter().map(|screen| folder.join(screen)).collect();
    Ok(result)
}
