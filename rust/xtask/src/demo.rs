//! `cargo xtask demo`: the main job, end to end.

use std::fs;
use std::path::Path;

use crate::run::{Done, build_command, program, quoted, step};
use crate::{maven, paths};

/// Builds what is needed, then lets `findmesh demo` play; one phone is the sample app when the machine can run it.
pub(crate) fn run(words: &[String]) -> Done {
    let out = paths::target().join("demo");
    build_command()?;
    let mut demo = program(&paths::command().display().to_string());
    let _ = demo.arg("demo").arg("--out").arg(&out);
    match maven::missing() {
        None => {
            maven::test_library()?;
            let _ = demo.arg("--phone-command").arg(phone_command(&out)?);
        }
        Some(what) => eprintln!("   the third phone is simulated too: {what}"),
    }
    step("demo", demo.args(words))
}

/// The sample app under the real framework classes, compiled beforehand, as a script: its talk goes to a file beside
/// the page and is shown only when it fails.
fn phone_command(out: &Path) -> Result<String, String> {
    step("build the sample app", maven::command()?.args(["-Pdemo", "test-compile"]))?;
    fs::create_dir_all(out).map_err(|e| format!("{}: {e}", out.display()))?;
    let (script, log) = (out.join("android-phone.sh"), out.join("android-phone.log"));
    let mvn = maven::command()?;
    let mut words = vec![quoted(mvn.get_program())];
    words.extend(mvn.get_args().map(quoted));
    words.extend(["-Pdemo", "test"].map(str::to_owned));
    let log = quoted(log.as_os_str());
    let text = format!("#!/bin/sh\n{} >{log} 2>&1 || {{ cat {log}; exit 1; }}\n", words.join(" "));
    fs::write(&script, text).map_err(|e| format!("{}: {e}", script.display()))?;
    Ok(format!("sh {}", quoted(script.as_os_str())))
}
