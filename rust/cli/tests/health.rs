//! `findmesh doctor --state`: what a finder did of late and why it does nothing.
#![allow(missing_docs, unused_results)]

mod common;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use common::{Run, findmesh, findmesh_with, now_s, vectors};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder in which a finder has lived that heard a tag an hour ago, with more arguments.
struct Home(TempDir);

impl Home {
    fn after(more: &[&str]) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let tag = &vectors("native-v1.json")["schedule"]["cases"][2];
        let line = json!({"adv": tag["compact_advert"], "address": tag["compact_address"],
            "address_type": "random", "rssi": -60, "time": now_s() - 3_600});
        let state = home.state();
        let common = ["replay", "-", "--at", "48.2,16.4", "--state", state.to_str().unwrap(), "--json"];
        findmesh_with(&[&common[..], more].concat(), format!("{line}\n").as_bytes());
        home
    }

    fn state(&self) -> PathBuf {
        self.0.path().join("state")
    }

    fn doctor(&self, more: &[&str]) -> Run {
        let state = self.state();
        findmesh(&[&["doctor", "--state", state.to_str().unwrap()][..], more].concat())
    }

    fn files(&self) -> BTreeMap<OsString, Vec<u8>> {
        let entries = fs::read_dir(self.state()).unwrap().map(Result::unwrap);
        entries.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect()
    }
}

fn line(run: &Run, name: &str) -> Value {
    run.objects().into_iter().find(|line| !line[name].is_null()).unwrap()[name].clone()
}

fn check(run: &Run, name: &str) -> Value {
    run.objects().into_iter().find(|line| line["check"] == name).unwrap()
}

#[test]
fn health_and_usage_are_told_to_programs_and_people() {
    let home = Home::after(&[]);
    let run = home.doctor(&["--json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(
        check(&run, "database")["facts"],
        json!({"exists": true, "queued": 1, "pending": 0, "incident": null})
    );
    assert_eq!(check(&run, "finder")["facts"], json!({"on": true, "reasons": []}));
    let health = line(&run, "health");
    assert_eq!((&health["granted"], &health["on"]), (&json!(["crowd_reporting"]), &json!(true)));
    assert_eq!(health["participation"], "away_from_my_places");
    assert_eq!((&health["queue"]["reports"], &health["queue"]["pending"]), (&json!(1), &json!(0)));
    for moment in ["last_scan", "last_sighting", "last_report"] {
        assert!(health[moment].as_str().unwrap().ends_with('Z'), "{moment}");
    }
    assert_eq!(health["last_upload"], Value::Null);
    let gaps = &health["gaps"];
    // Since then nobody listened: the open gap counts.
    assert_eq!((&gaps["count"], &gaps["days"]), (&json!(1), &json!(7)));
    let longest = gaps["longest_s"].as_u64().unwrap();
    assert!((3_500..4_200).contains(&longest) && gaps["p50_s"] == gaps["longest_s"], "{gaps}");
    let usage: Vec<Value> = run.objects().into_iter().filter(|line| !line["usage"].is_null()).collect();
    let sum = |name: &str| usage.iter().map(|day| day["usage"][name].as_u64().unwrap()).sum::<u64>();
    assert_eq!((sum("reported"), sum("tag_adverts"), sum("uploaded"), sum("scans")), (1, 1, 0, 1));

    let text = home.doctor(&[]).stdout;
    for said in [
        "switched on",
        "Last moments",
        "the relay took one  never",
        "  1 report of 89 B, the oldest of",
        "1 gap: half of them at most",
        "Usage by UTC day",
    ] {
        assert!(text.contains(said), "{said} in\n{text}");
    }
}

#[test]
fn a_reason_stands_with_its_words_and_since_when() {
    let home = Home::after(&["--relay", "http://127.0.0.1:9"]);
    let run = home.doctor(&["--json"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    assert_eq!(check(&run, "finder")["ok"], false);
    let reasons = line(&run, "health")["reasons"].clone();
    assert_eq!(
        (&reasons[0]["code"], &reasons[0]["severity"]),
        (&json!("relay_unreachable"), &json!("degrading"))
    );
    assert_eq!(reasons[0]["words"], "The relay does not answer, or says later.");
    assert!(reasons[0]["since"].as_str().unwrap().ends_with('Z'), "{reasons}");
    let text = home.doctor(&[]).stdout;
    assert!(text.contains("The relay does not answer, or says later. (degrading, since 2"), "{text}");
}

#[test]
fn what_a_person_wishes_is_nothing_wrong() {
    let home = Home::after(&[]);
    let state = home.state();
    assert_eq!(findmesh(&["erase", "--state", state.to_str().unwrap(), "--yes"]).status, 0);
    let run = home.doctor(&["--json"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    let health = line(&run, "health");
    let found: Vec<_> =
        health["reasons"].as_array().unwrap().iter().map(|r| (&r["code"], &r["since"])).collect();
    assert_eq!(found, [(&json!("consent_missing"), &Value::Null), (&json!("paused_by_user"), &Value::Null)]);
    assert_eq!((&health["on"], &health["granted"]), (&json!(false), &json!([])));
}

#[test]
fn a_look_changes_nothing_whatever_it_finds() {
    let whole = Home::after(&[]);
    let (damaged, keyless) = (Home::after(&[]), Home::after(&[]));
    fs::write(damaged.state().join("findmesh.sqlite"), [0x58; 5_000]).unwrap();
    fs::remove_file(keyless.state().join("vault.key")).unwrap();
    for (home, status, said) in [
        (&whole, 0, "1 report queued"),
        (&damaged, 1, "the file is damaged"),
        (&keyless, 1, "vault.key is not there"),
    ] {
        let before = home.files();
        let run = home.doctor(&[]);
        assert_eq!(run.status, status, "{}", run.stdout);
        assert!(run.stdout.contains(said), "{said} in\n{}", run.stdout);
        assert_eq!(home.files(), before, "{said}");
    }
}

#[test]
fn a_folder_that_a_finder_works_in_is_left_alone() {
    let home = Home::after(&[]);
    let lock = fs::File::open(home.state().join("findmesh.sqlite.lock")).unwrap();
    lock.lock().unwrap();
    let run = home.doctor(&["--json"]);
    assert_eq!(run.status, 1);
    let detail = check(&run, "database")["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("a finder works here now"), "{detail}");
    let nowhere = findmesh(&["doctor", "--state", Path::new("/nowhere").to_str().unwrap(), "--json"]);
    assert_eq!((nowhere.status, &check(&nowhere, "database")["facts"]), (0, &json!({"exists": false})));
}

#[test]
fn the_finders_own_numbers_count() {
    let home = Home::after(&[]);
    let config = home.0.path().join("finder.toml");
    fs::write(&config, "[queue]\nmax_reports = 1\n[health]\ngap_days = 3\n").unwrap();
    let run = home.doctor(&["--json", "--config", config.to_str().unwrap()]);
    assert_eq!(run.status, 1, "the queue is full by these");
    let health = line(&run, "health");
    assert_eq!((&health["reasons"][0]["code"], &health["gaps"]["days"]), (&json!("queue_full"), &json!(3)));
    fs::write(&config, "[queue]\nmax_reports = 0\n").unwrap();
    let refused = home.doctor(&["--config", config.to_str().unwrap()]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("queue.max_reports: 0 is not within 1 to 100000"), "{}", refused.stderr);
}
