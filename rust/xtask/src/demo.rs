//! `cargo xtask demo`: the main job, end to end.

use crate::run::{Done, cargo, program, step};
use crate::{maven, paths};

/// Builds what is needed, then lets `findmesh demo` play; one phone is the sample app when the machine can run it.
pub(crate) fn run(words: &[String]) -> Done {
    let out = paths::target().join("demo");
    step(
        "build the findmesh command",
        cargo().args(["build", "--locked", "-p", "findmesh-cli"]),
    )?;
    let mut demo = program(&paths::command().display().to_string());
    let _ = demo.arg("demo").arg("--out").arg(&out);
    match maven::missing() {
        None => {
            maven::test_library()?;
            let _ = demo.arg("--phone-command").arg(phone_command()?);
        }
        Some(what) => eprintln!("   the third phone is simulated too: {what}"),
    }
    step("demo", demo.args(words))
}

/// The sample app under the real framework classes, as one shell word list.
fn phone_command() -> Result<String, String> {
    let mvn = maven::command()?;
    let mut words = vec![mvn.get_program().to_string_lossy().into_owned()];
    words.extend(mvn.get_args().map(|a| a.to_string_lossy().into_owned()));
    words.extend(["-Pdemo", "test"].map(str::to_owned));
    Ok(words.join(" "))
}
