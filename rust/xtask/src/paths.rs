//! Where things are.

use std::path::PathBuf;

/// The checkout.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The host build of libfindmesh.so with the test hooks, as the Kotlin tests load it.
pub(crate) fn test_library() -> PathBuf {
    target().join("kotlin-host").join("libfindmesh.so")
}

/// The findmesh command of the dev profile.
pub(crate) fn command() -> PathBuf {
    target().join("debug").join("findmesh")
}
