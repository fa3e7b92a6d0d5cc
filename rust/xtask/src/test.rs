//! `cargo xtask test`: everything.

use crate::run::{Done, all, cargo, step};
use crate::{bindings, maven};

/// All parts, or the named ones.
pub fn run(parts: &[String]) -> Done {
    let known: [(&str, fn() -> Done); 3] =
        [("rust", rust), ("bindings", bindings::check), ("kotlin", maven::test)];
    if let Some(stranger) = parts.iter().find(|p| !known.iter().any(|(name, _)| name == p)) {
        return Err(format!("no part '{stranger}': rust, bindings, kotlin"));
    }
    let chosen = known.into_iter().filter(|(name, _)| parts.is_empty() || parts.iter().any(|p| p == name));
    all(chosen.map(|(name, part)| (name, Box::new(part) as Box<dyn FnOnce() -> Done>)).collect())
}

/// Every Rust test, end to end ones included.
fn rust() -> Done {
    // The findmesh command itself is what end-to-end and Kotlin tests start.
    step("build the findmesh command", cargo().args(["build", "--locked", "-p", "findmesh-cli"]))?;
    step("Rust tests", cargo().args(["test", "--locked", "--workspace", "--exclude", "findmesh-bindgen"]))
}
