//! What must hold beside the tests.

mod android;
mod arrows;
mod docs;
mod exports;
mod kotlin_lints;
mod licences;
mod lints;
mod size;
mod tree;

use crate::run::{Done, all};

const GATES: [(&str, fn() -> Done); 9] = [
    ("format", lints::format),
    ("lints", lints::clippy),
    ("arrows", arrows::check),
    ("licences", licences::check),
    ("docs", docs::check),
    ("kotlin-lints", kotlin_lints::check),
    ("exports", exports::check),
    ("size", size::check),
    ("android", android::check),
];

/// All gates, or the named ones; every one runs, whatever fails.
pub fn run(names: &[String]) -> Done {
    if let Some(stranger) = names.iter().find(|n| !GATES.iter().any(|(gate, _)| gate == n)) {
        return Err(format!("no gate '{stranger}'"));
    }
    let chosen = GATES.into_iter().filter(|(gate, _)| names.is_empty() || names.iter().any(|n| n == gate));
    all(chosen.map(|(gate, check)| (gate, Box::new(check) as Box<dyn FnOnce() -> Done>)).collect())
}
