//! The crates of libfindmesh.so, with what their packages say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::Part;
use crate::gates::tree;
use crate::run::{cargo, output};

/// Both kinds of phones.
const TARGETS: [&str; 2] = ["aarch64-linux-android", "armv7-linux-androideabi"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    authors: Vec<String>,
    repository: Option<String>,
    manifest_path: String,
}

/// Others' crates in the library, by name.
pub(super) fn shipped() -> Result<Vec<Part>, String> {
    let mut metadata = cargo();
    let _ = metadata.args(["metadata", "--locked", "--format-version", "1"]);
    let text = output("cargo metadata", &mut metadata)?;
    let metadata: Metadata = serde_json::from_str(&text).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages: BTreeMap<(&str, &str), &Package> =
        metadata.packages.iter().map(|p| ((p.name.as_str(), p.version.as_str()), p)).collect();
    let mut parts = BTreeSet::new();
    for target in TARGETS {
        for node in tree::normal("findmesh-ffi", target)? {
            if node.name.starts_with("findmesh-") {
                continue;
            }
            let package = packages
                .get(&(node.name.as_str(), node.version.as_str()))
                .ok_or_else(|| format!("cargo metadata lacks {}", node.name))?;
            let _ = parts.insert(Part {
                holders: holders(package),
                home: package.repository.clone().unwrap_or_default(),
                name: node.name,
                version: node.version,
                licence: node.licence.trim_end_matches("| (*)").to_owned(),
            });
        }
    }
    Ok(parts.into_iter().collect())
}

/// As the licence files say; the authors where they say nothing.
fn holders(package: &Package) -> Vec<String> {
    let folder = Path::new(&package.manifest_path).parent().unwrap_or(Path::new(""));
    let mut found: Vec<String> = licence_files(folder).iter().flat_map(|text| claims(text)).collect();
    found.sort();
    found.dedup();
    if found.is_empty() {
        found = package.authors.iter().map(|author| without_address(author)).collect();
    }
    found
}

fn licence_files(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let named = |name: &str| {
        ["licen", "copying", "copyright", "notice"].iter().any(|start| name.to_lowercase().starts_with(start))
    };
    let mut files: Vec<_> =
        entries.flatten().filter(|e| named(&e.file_name().to_string_lossy())).map(|e| e.path()).collect();
    files.sort();
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect()
}

/// What stands after "Copyright (c)" in lines that claim one.
fn claims(text: &str) -> Vec<String> {
    text.lines().filter_map(claim).collect()
}

fn claim(line: &str) -> Option<String> {
    let rest = line.trim().strip_prefix("Copyright ")?.trim_start();
    let marked = ["(c)", "(C)", "©"].iter().find_map(|mark| rest.strip_prefix(mark));
    let who = marked.unwrap_or(rest).trim().trim_end_matches('.').replace(['\t', ';'], " ");
    // A year, or the sign: the rest is what licences say about copyright.
    let claims = marked.is_some() || who.starts_with(|c: char| c.is_ascii_digit());
    (claims && !who.is_empty() && !who.contains('[') && !who.contains('<')).then_some(who)
}

fn without_address(author: &str) -> String {
    author.split('<').next().unwrap_or(author).trim().replace(['\t', ';'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_told_from_what_licences_say() {
        let text = "Copyright (c) 2019-2026 The Project Developers\n   Copyright 2023 Some Body.\nCopyright © X\n\
            Copyright [yyyy] [name of copyright owner]\nCopyright (c) <year> <owner>\nCopyright License. Subject to\n\
            copyright notice that is included in";
        assert_eq!(claims(text), ["2019-2026 The Project Developers", "2023 Some Body", "X"]);
        assert_eq!(without_address("A B <a@b>"), "A B");
    }
}
