//! Every file of tests/vectors says what it is, holds cases, and is read by a test.

#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The vector files, with their names.
fn files() -> Vec<(String, Value)> {
    let folder = fs::read_dir(root().join("tests/vectors")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let json = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    json.map(|path| (name(&path), serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()))
        .collect()
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Rows of `cases`, or of all lists of objects where the file has several.
fn rows(file: &Value) -> usize {
    match file {
        Value::Array(list) => list.iter().filter(|row| row.is_object()).count(),
        Value::Object(object) => object.get("cases").map_or_else(|| object.values().map(rows).sum(), rows),
        _ => 0,
    }
}

/// The text of every test source: Rust and Kotlin.
fn test_sources() -> Vec<String> {
    let mut sources = Vec::new();
    for folder in ["rust", "tests", "android/sdk/src/test", "android/sample/src/test"] {
        collect(&root().join(folder), &mut sources);
    }
    sources
}

fn collect(folder: &Path, sources: &mut Vec<String>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "kt")
            && is_test(&path)
        {
            sources.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// In a folder or file of tests.
fn is_test(path: &Path) -> bool {
    path.components().any(|part| ["tests", "test", "tests.rs"].iter().any(|name| part.as_os_str() == *name))
}

#[test]
fn every_file_has_a_spec_a_source_and_cases() {
    let files = files();
    assert!(!files.is_empty());
    for (name, file) in files {
        for field in ["spec", "source"] {
            assert!(file[field].as_str().is_some_and(|text| !text.is_empty()), "{name} has no {field}");
        }
        assert!(rows(&file) >= 1, "{name} has no cases");
    }
}

#[test]
fn every_file_is_read_by_a_test() {
    let sources = test_sources();
    let read = |name: &str| {
        let texts = [
            format!("\"{name}\""),
            format!("\"{}\"", name.trim_end_matches(".json")),
            format!("vectors/{name}"),
        ];
        sources.iter().any(|source| texts.iter().any(|text| source.contains(text)))
    };
    let idle: Vec<_> = files().into_iter().map(|(name, _)| name).filter(|name| !read(name)).collect();
    assert!(idle.is_empty(), "no test reads {idle:?}");
}

#[test]
fn the_readme_names_every_file() {
    let readme = fs::read_to_string(root().join("tests/vectors/README.md")).unwrap();
    let table: Vec<_> = readme.lines().filter(|line| line.starts_with('|')).collect();
    for (name, _) in files() {
        let named = table.iter().any(|line| line.split([' ', ',', '|']).any(|word| word == name));
        assert!(named, "{name} is not in the table of README.md");
    }
}
