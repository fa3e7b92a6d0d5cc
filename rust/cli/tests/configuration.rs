//! A finder's configuration on the command line: explained, refused, printed, played.
#![allow(missing_docs)]

mod common;

use std::path::PathBuf;

use common::findmesh;
use serde_json::json;
use tempfile::TempDir;

struct File {
    _folder: TempDir,
    path: PathBuf,
}

impl File {
    fn new(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("finder.toml");
        std::fs::write(&path, text).unwrap();
        Self { _folder: folder, path }
    }

    fn name(&self) -> &str {
        self.path.to_str().unwrap()
    }

    fn doctor(&self) -> common::Run {
        findmesh(&["doctor", "--config", self.name()])
    }
}

#[test]
fn a_configuration_is_explained_in_plain_words() {
    let file = File::new(
        "networks = [\"native\", \"apple\"]\n\n[fixes]\nmax_accuracy_m = 200\n\n[upload]\nmax_delay_ms = 5400000\n",
    );
    let run = file.doctor();
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    for said in [
        "fine; 2 numbers of",
        "Tags of native and apple that say that their owner is away.",
        "an accuracy of 200 m or better",
        "a delay of its own of up to 1 h 30 min",
        "metered networks carry at most 256 KiB a day",
    ] {
        assert!(run.stdout.contains(said), "{said} in\n{}", run.stdout);
    }
    let line = |path: &str| run.stdout.lines().find(|line| line.trim().starts_with(path)).unwrap().to_owned();
    let cells = |path| line(path).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(cells("fixes.max_accuracy_m"), "fixes.max_accuracy_m 200 m 500 m 50 m to 2000 m");
    assert_eq!(cells("upload.max_delay_ms"), "upload.max_delay_ms 1 h 30 min 30 min no time to 12 h");
    assert!(!run.stdout.contains("queue.max_reports"), "as by default");
}

#[test]
fn programs_get_a_line_a_number_and_a_summary() {
    let file = File::new("mode = \"system\"\n[queue]\nmax_reports = 50\n");
    let run = findmesh(&["doctor", "--json", "--config", file.name()]);
    let objects = run.objects();
    let reports = objects.iter().find(|object| object["field"] == "queue.max_reports").unwrap();
    assert_eq!((&reports["value"], &reports["default"]), (&json!(50), &json!(10_000)));
    assert_eq!((&reports["low"], &reports["changed"]), (&json!(1), &json!(true)));
    let speed = objects.iter().find(|object| object["field"] == "fixes.default_speed_mps").unwrap();
    assert_eq!(
        (&speed["value"], &speed["unit"], &speed["changed"]),
        (&json!(1.5), &json!("m/s"), &json!(false))
    );
    let summary = run.summary();
    assert_eq!(
        (&summary["ok"], &summary["changed"], &summary["mode"]),
        (&json!(true), &json!(1), &json!("system"))
    );
    assert!(summary["listens"].as_array().unwrap().len() > 2);
}

#[test]
fn what_is_wrong_is_refused_with_file_line_and_field() {
    let wrong = [
        ("[fixes]\nmax_accuracy_m = 3000\n", 2, "fixes.max_accuracy_m: 3000 is not within 50 to 2000 metres"),
        ("\n[fixes]\nmax_acuracy_m = 300\n", 3, "max_acuracy_m"),
        ("[queue]\nmax_reports = \"many\"\n", 2, "max_reports"),
        ("[queue]\nmax_reports =\n", 2, "max_reports"),
        ("networks = [\"apple\", \"apple\"]\n", 1, "networks: names a network twice"),
        ("[upload]\nmin_spacing_ms = 400000\n", 2, "upload.max_spacing_ms"),
        ("[deployment]\nservice_uuid = \"none\"\n", 2, "service_uuid = \"none\": not a UUID"),
        ("[deployment]\ncompany_id = \"fffff\"\n", 2, "company_id"),
    ];
    for (text, line, why) in wrong {
        let file = File::new(text);
        let commands = [vec!["doctor"], vec!["doctor", "--json"], vec!["replay", "-"]];
        for command in commands {
            let run = findmesh(&[&command[..], &["--config", file.name()]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{text}");
            let place = format!("{}, line {line}", file.name());
            assert!(run.stderr.contains(&place) && run.stderr.contains(why), "{text}: {}", run.stderr);
        }
    }
    let missing = findmesh(&["doctor", "--config", "/nowhere/finder.toml"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("/nowhere/finder.toml"));
}

#[test]
fn the_template_is_a_file_that_changes_nothing() {
    let template = findmesh(&["doctor", "--config-template"]);
    assert_eq!((template.status, template.stderr.as_str()), (0, ""));
    assert!(template.stdout.contains("#max_accuracy_m = 500.0"));
    let run = File::new(&template.stdout).doctor();
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("fine; 0 numbers of"), "{}", run.stdout);
    assert!(!run.stdout.contains("What differs"));
}

#[test]
fn replay_works_by_it() {
    let tag = "{\"adv\":\"1eff4c001219100102030405060708090a0b0c0d0e0f101112131415160000\",\"address\":\"D1:02:03:04:05:06\",\
        \"address_type\":\"random\",\"rssi\":-60,\"time\":1800000000}\n";
    let folder = tempfile::tempdir().unwrap();
    let capture = folder.path().join("air.jsonl");
    std::fs::write(&capture, tag).unwrap();
    let play = |config: &[&str]| {
        let common = ["replay", capture.to_str().unwrap(), "--at", "48,11", "--json"];
        let run = findmesh(&[&common[..], config].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        run.stdout
    };
    assert!(play(&[]).contains("network_not_enabled"));
    let file = File::new("networks = [\"apple\"]\n");
    let played = play(&["--config", file.name()]);
    assert!(!played.contains("network_not_enabled"), "{played}");
}
