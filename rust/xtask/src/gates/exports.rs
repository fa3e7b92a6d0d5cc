//! A release library has no test hooks.

use crate::run::{Done, exported_names};

/// The names of the release build that the size gate also uses.
pub(crate) fn check() -> Done {
    let names = exported_names(&super::size::release_library()?)?;
    if !names.lines().any(|n| n == "Java_dev_findmesh_internal_FastPath_ingest") {
        return Err("the release library lacks the data plane: is this the right file?".to_owned());
    }
    match names.lines().find(|n| n.contains("dev_findmesh_internal_Test")) {
        Some(hook) => Err(format!("the release library exports a test hook: {hook}")),
        None => Ok(()),
    }
}
