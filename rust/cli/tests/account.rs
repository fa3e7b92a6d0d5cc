//! Taking everything along, and making everything go.
#![allow(missing_docs, unused_results)]

mod common;

use std::path::Path;

use common::{Run, findmesh, findmesh_with, vectors};
use serde_json::{Value, json};

/// A folder in which a finder has lived that heard a tag.
fn lived(folder: &Path) -> String {
    let tag = &vectors("native-v1.json")["schedule"]["cases"][2];
    let line = json!({"adv": tag["compact_advert"], "address": tag["compact_address"], "address_type": "random",
        "rssi": -60, "time": 1_790_000_000});
    let state = folder.join("state").to_str().unwrap().to_owned();
    let arguments = ["replay", "-", "--at", "48.2,16.4", "--state", &state, "--json"];
    assert_eq!(findmesh_with(&arguments, format!("{line}\n").as_bytes()).status, 0);
    state
}

fn erase(state: &str) -> Run {
    findmesh(&["erase", "--state", state, "--yes", "--json"])
}

#[test]
fn an_export_is_an_archive_of_data_and_a_page() {
    let home = tempfile::tempdir().unwrap();
    let (state, file) = (lived(home.path()), home.path().join("mine.zip"));
    let file = file.to_str().unwrap();
    let export = || findmesh(&["export", "--state", &state, file, "--json"]);
    assert_eq!(export().status, 0);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["data.json", "index.html"]);
    let data: Value = serde_json::from_reader(archive.by_name("data.json").unwrap()).unwrap();
    assert_eq!(data["consent"][0]["purpose"], "crowd_reporting");
    assert_eq!(data["queue"].as_array().unwrap().len(), 1);
    assert_eq!(export().status, 2, "it is left alone");
}

#[test]
fn an_erasure_shows_its_proof_and_needs_a_yes() {
    let home = tempfile::tempdir().unwrap();
    let state = lived(home.path());
    assert_eq!(findmesh(&["erase", "--state", &state]).status, 2);
    let erased = erase(&state);
    assert_eq!((erased.status, erased.stderr.as_str()), (0, ""));
    let proof = &erased.objects()[0];
    assert_eq!((&proof["holds"], &proof["search"]["found_after"]), (&true.into(), &0.into()));
    assert!(proof["search"]["found_before"].as_u64() > Some(0), "{proof}");
    assert_eq!((&proof["rows"]["consent"], &proof["rows"]["queue"]), (&1.into(), &1.into()));
    assert_eq!(erase(home.path().join("nowhere").to_str().unwrap()).status, 2);
}
