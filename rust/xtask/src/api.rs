//! What Android apps link against: android/*/api/*.api, compared or written.

use crate::maven;
use crate::run::{Done, step};

/// `cargo xtask api [--write]`.
pub(crate) fn run(words: &[String]) -> Done {
    let write = match words {
        [] => false,
        [flag] if flag == "--write" => true,
        _ => return Err("api takes nothing or --write".to_owned()),
    };
    if let Some(what) = maven::missing() {
        return Err(what);
    }
    let mut mvn = maven::command()?;
    let modules = ["-pl", "sdk,testing,ui"];
    let _ = mvn.args(modules).args(["test", "-Dtest=ApiTest", "-Dsurefire.failIfNoSpecifiedTests=false"]);
    let _ = mvn.args(write.then_some("-Dfindmesh.api.write=true"));
    step("public API", &mut mvn)
}
