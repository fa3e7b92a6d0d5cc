//! Taking everything along, and making everything go.
#![allow(missing_docs, unused_results)]

mod common;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use common::{Run, findmesh, findmesh_with, vectors};
use serde_json::{Value, json};

/// A folder in which a finder has lived that heard a tag.
fn lived(folder: &Path) -> String {
    lived_at(folder, 1_790_000_000)
}

/// The same at some time, Unix seconds.
fn lived_at(folder: &Path, time: i64) -> String {
    let tag = &vectors("native-v1.json")["schedule"]["cases"][2];
    let line = json!({"adv": tag["compact_advert"], "address": tag["compact_address"], "address_type": "random",
        "rssi": -60, "time": time});
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

/// What the proof tells a person to type: how often it finds anything in the files of a folder.
fn repeated(command: &str, folder: &Path) -> String {
    let (command, _) = command.split_once(" (").unwrap();
    let run = Command::new("sh").args(["-c", command]).current_dir(folder).output().unwrap();
    assert_eq!(run.stderr, b"");
    String::from_utf8(run.stdout).unwrap().trim().to_owned()
}

fn files(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn a_person_repeats_the_search_and_finds_what_a_copy_from_before_holds() {
    let home = tempfile::tempdir().unwrap();
    let state = lived(home.path());
    let (state, copy) = (Path::new(&state), home.path().join("copy"));
    std::fs::create_dir(&copy).unwrap();
    for name in files(state).keys() {
        std::fs::copy(state.join(name), copy.join(name)).unwrap();
    }
    let proof = erase(state.to_str().unwrap()).objects().remove(0);
    let command = proof["repeat"].as_str().unwrap();
    let before = [files(state), files(&copy)];
    assert_eq!((repeated(command, &copy).as_str(), repeated(command, state).as_str()), ("1", "0"));
    assert_eq!([files(state), files(&copy)], before, "a search writes nothing");
    let erased = proof["erased"].as_str().unwrap();
    assert!(erased.contains('T') && erased.ends_with('Z'), "{erased}");
}

#[test]
fn without_the_key_nothing_is_exported_and_nothing_dropped() {
    let home = tempfile::tempdir().unwrap();
    let state = lived(home.path());
    std::fs::remove_file(Path::new(&state).join("vault.key")).unwrap();
    let (before, file) = (files(Path::new(&state)), home.path().join("mine.zip"));
    let run = findmesh(&["export", "--state", &state, file.to_str().unwrap()]);
    assert_eq!((run.status, file.exists()), (2, false));
    assert!(run.stderr.contains("vault.key"), "{}", run.stderr);
    assert_eq!(files(Path::new(&state)), before);
}

#[test]
fn what_is_past_its_time_goes_by_the_finders_own_numbers() {
    let home = tempfile::tempdir().unwrap();
    let long_ago = common::now_s() - 40 * 86_400;
    let state = lived_at(home.path(), long_ago);
    let config = home.path().join("finder.toml");
    std::fs::write(&config, "[keep]\ncounter_days = 60\n").unwrap();
    let days = |name: &str, more: &[&str]| {
        let file = home.path().join(name);
        let common = ["export", "--state", &state, file.to_str().unwrap()];
        assert_eq!(findmesh(&[&common[..], more].concat()).status, 0);
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
        let data: Value = serde_json::from_reader(archive.by_name("data.json").unwrap()).unwrap();
        let page = std::io::read_to_string(archive.by_name("index.html").unwrap()).unwrap();
        (data["usage"].as_array().unwrap().len(), page)
    };
    let (kept, page) = days("long.zip", &["--config", config.to_str().unwrap()]);
    assert!(kept == 1 && page.contains("Counts of the last 60 days"));
    let (kept, page) = days("short.zip", &[]);
    assert!(kept == 0 && page.contains("Counts of the last 30 days"));
    std::fs::write(&config, "[keep]\ncounter_days = 91\n").unwrap();
    let run = findmesh(&["erase", "--state", &state, "--yes", "--config", config.to_str().unwrap()]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("keep.counter_days: 91 is not within 1 to 90 days"), "{}", run.stderr);
}
