//! The Kotlin half: Maven, fed from the one list of versions.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{Done, build_command, cargo, program, step, there};
use crate::{java, paths};

/// What a machine needs for the Kotlin half, and the line that installs it.
const NEEDS: [(&str, &str, &str); 3] = [
    ("java", "-version", "a JDK 17"),
    ("mvn", "--version", "Maven"),
    ("aapt2", "version", "aapt2: on Debian and Ubuntu, apt-get install aapt"),
];

/// The first thing that is missing.
pub(crate) fn missing() -> Option<String> {
    let absent = NEEDS.iter().find(|(name, argument, _)| !there(name, argument));
    absent.map(|(name, _, install)| format!("{name} is missing; install {install}"))
}

/// Builds the library with the test hooks, away from the plain build so that neither rebuilds the other.
pub(crate) fn test_library() -> Done {
    let features = ["build", "--locked", "-p", "findmesh-ffi", "--features", "test-hooks"];
    step("build libfindmesh.so with test hooks", cargo().args(features))?;
    let built = paths::target().join("debug").join("libfindmesh.so");
    let kept = paths::test_library();
    let folder = paths::target().join("kotlin-host");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    fs::copy(&built, &kept).map(|_| ()).map_err(|e| format!("{}: {e}", kept.display()))
}

/// Every Kotlin test under the real framework classes.
pub(crate) fn test() -> Done {
    if let Some(what) = missing() {
        return Err(what);
    }
    test_library()?;
    build_command()?;
    let mut mvn = command()?;
    let _ = mvn.args(newest_api());
    step("Kotlin tests", mvn.arg("test"))
}

/// API 36 in a JVM of its own, in the place of API 35: no line of ours is for one of the two alone, and a third level
/// would cost as much time as each of the others.
fn newest_api() -> Vec<String> {
    if let Some(java) = java::new_enough() {
        return vec![format!("-Dfindmesh.java21={}", java.display()), "-Drobolectric.sdks=26,34".to_owned()];
    }
    eprintln!(
        "   API 36 is left out: no Java 21 or later (JAVA21_HOME, JAVA_HOME, /usr/lib/jvm); API 35 is the newest"
    );
    Vec::new()
}

/// ktlint.
pub(crate) fn lint() -> Done {
    if let Some(what) = missing() {
        return Err(what);
    }
    let mut mvn = program("mvn");
    let _ = mvn.args(["-q", "-B", "-f", "android/lint/pom.xml", "verify"]).args(versions()?);
    step("ktlint", &mut mvn)
}

/// Maven over android/, with paths and versions handed in.
pub(crate) fn command() -> Result<Command, String> {
    over(&paths::root().join("android/pom.xml"))
}

/// The same over another project.
pub(crate) fn over(pom: &Path) -> Result<Command, String> {
    let mut mvn = program("mvn");
    let _ = mvn
        .args(["-q", "-B", "-f"])
        .arg(pom)
        .arg(format!("-Dfindmesh.native.path={}", paths::test_library().display()))
        .arg(format!("-Dfindmesh.cli={}", paths::command().display()))
        .args(versions()?);
    Ok(mvn)
}

/// `-Dversion.NAME=VALUE` for each line of the catalogue's [versions].
fn versions() -> Result<Vec<String>, String> {
    let list = catalogue()?;
    Ok(list.iter().filter_map(|(name, v)| Some(format!("-Dversion.{name}={}", v.as_str()?))).collect())
}

/// One of the catalogue's versions.
pub(crate) fn version(name: &str) -> Result<String, String> {
    let list = catalogue()?;
    let found = list.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    found.ok_or_else(|| format!("libs.versions.toml: no version '{name}'"))
}

fn catalogue() -> Result<toml::Table, String> {
    let file = paths::root().join("gradle/libs.versions.toml");
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    let mut table: toml::Table = toml::from_str(&text).map_err(|e| format!("libs.versions.toml: {e}"))?;
    match table.remove("versions") {
        Some(toml::Value::Table(list)) => Ok(list),
        _ => Err("libs.versions.toml: no [versions]".to_owned()),
    }
}
