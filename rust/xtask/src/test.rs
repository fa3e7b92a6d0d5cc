//! `cargo xtask test`: everything.

use crate::run::{Done, Part, all, build_command, cargo, chosen, step};
use crate::{bindings, maven};

const PARTS: [Part; 3] = [("rust", rust), ("bindings", bindings::check), ("kotlin", maven::test)];

/// All parts, or the named ones.
pub(crate) fn run(parts: &[String]) -> Done {
    all(chosen(&PARTS, parts)?.into_iter())
}

/// Every Rust test, end to end ones included.
fn rust() -> Done {
    build_command()?;
    step("Rust tests", cargo().args(["test", "--locked", "--workspace", "--exclude", "findmesh-bindgen"]))
}
