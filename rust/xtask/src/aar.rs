//! `cargo xtask aar`: what an app developer puts into a build.

use std::fs;

use crate::run::Done;
use crate::{gradle, paths};

/// Builds the release AARs and publishes them into target/maven.
pub(crate) fn run(words: &[String]) -> Done {
    if let Some(word) = words.first() {
        return Err(format!("aar: '{word}' is not understood"));
    }
    let _ = fs::remove_dir_all(paths::target().join("maven"));
    gradle::run("release AARs", &["publishReleasePublicationToLocalRepository"])
}
