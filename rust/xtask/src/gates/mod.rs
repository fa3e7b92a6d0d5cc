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
mod tree;

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

/// All gates, or the named ones; every one runs, whatever fails.
pub(crate) fn run(names: &[String]) -> Done {
    all(chosen(&GATES, names)?.into_iter())
}
