//! docs/reliability.md names tests; each of them exists.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// What stands between backticks and is made of four words or more, as names of tests are.
fn named(document: &str) -> BTreeSet<String> {
    let quoted = document.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    let is_name = |word: &&str| {
        word.matches('_').count() >= 3
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    quoted.filter(is_name).map(str::to_owned).collect()
}

/// Every function of every Rust file below.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            functions(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let names = text.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<', ' ', '\n']).next());
            found.extend(names.map(str::to_owned));
        }
    }
}

#[test]
fn every_test_that_the_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let named = named(&fs::read_to_string(root.join("docs/reliability.md")).unwrap());
    assert!(named.len() > 40, "{}", named.len());
    let mut found = BTreeSet::new();
    ["rust", "tests"].iter().for_each(|folder| functions(&root.join(folder), &mut found));
    let missing: Vec<&String> = named.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
