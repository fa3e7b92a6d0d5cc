//! What must hold beside the tests.

mod android;
mod arrows;
mod docs;
mod exports;
mod kotlin_lints;
mod licences;
mod lints;
mod natives;
mod packaging;
mod size;
pub(crate) mod tree;

use crate::run::{Done, Part, all, chosen};

const GATES: [Part; 13] = [
    ("format", lints::format),
    ("lints", lints::clippy),
    ("arrows", arrows::check),
    ("licences", licences::check),
    ("docs", docs::check),
    ("kotlin-lints", kotlin_lints::check),
    ("exports", exports::check),
    ("size", size::check),
    ("android", android::check),
    ("natives", natives::check),
    ("packaging", packaging::check),
    ("shrunk", packaging::shrunk),
    ("newcomer", packaging::newcomer),
];

/// The last ones, which take a quarter of an hour and a gigabyte of jars: only by name (.ci/full).
const BY_NAME: usize = 3;

/// Those that every change must pass, or the named ones; every one runs, whatever fails.
pub(crate) fn run(names: &[String]) -> Done {
    let mut gates = chosen(&GATES, names)?;
    if names.is_empty() {
        gates.truncate(GATES.len() - BY_NAME);
    }
    all(gates.into_iter())
}
