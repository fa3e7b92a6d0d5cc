//! `findmesh demo`.
#![allow(missing_docs)]

mod common;

use common::{findmesh, golden, text};
use serde_json::{Value, json};

fn demo(out: &std::path::Path, more: &[&str]) -> common::Run {
    let mut arguments = vec!["demo", "--out", out.to_str().unwrap(), "--date", "2026-11-21"];
    arguments.extend(more);
    findmesh(&arguments)
}

fn members<'a>(objects: &'a [Value], name: &str) -> Vec<&'a Value> {
    objects.iter().filter_map(|object| object.get(name)).collect()
}

#[test]
fn a_morning() {
    let folder = tempfile::tempdir().unwrap();
    let run = demo(folder.path(), &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    golden("demo.txt", &run.stdout.replace(text(&json!(folder.path())), "OUT"));
    let page = std::fs::read_to_string(folder.path().join("index.html")).unwrap();
    assert!(page.contains("<svg class=\"map\"") && page.contains("prefers-color-scheme: dark"));
    for foreign in ["http://", "https://", "url(", "<script", "<link", "src="] {
        assert!(!page.contains(foreign), "the page needs nothing but itself: {foreign}");
    }
}

#[test]
fn nothing_is_lost_or_doubled_and_every_tag_is_found() {
    let folder = tempfile::tempdir().unwrap();
    for seed in ["1", "2", "3"] {
        let run = demo(folder.path(), &["--seed", seed, "--json"]);
        assert_eq!(run.status, 0, "seed {seed}: {}", run.stderr);
        let objects = run.objects();
        let summary = run.summary();
        assert_eq!((&summary["sealed"], &summary["uploaded"]), (&summary["uploaded"], &summary["read"]));
        assert!(summary["worst_error_m"].as_f64().unwrap() < 60.0, "seed {seed}: {summary}");
        for tag in members(&objects, "tag") {
            let found = !tag["fixes"].as_array().unwrap().is_empty();
            assert_eq!(found, text(&tag["what"]) != "Apple tag", "seed {seed}: {tag}");
        }
        for phone in members(&objects, "phone") {
            assert_eq!(phone["suppressed"]["network_not_enabled"], phone["sighted"]["apple"], "seed {seed}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_page() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let page = |folder: &std::path::Path| {
        assert_eq!(demo(folder, &["--seed", "9"]).status, 0);
        std::fs::read(folder.join("index.html")).unwrap()
    };
    assert_eq!(page(a.path()), page(b.path()));
}

#[test]
fn a_command_can_play_a_phone() {
    let folder = tempfile::tempdir().unwrap();
    let result = json!({"phone": "android", "sighted": {"findmesh": 7}, "sealed": 0, "uploaded": 0,
        "suppressed": {"no_fix": 3}, "screen": "screen.png", "screens": ["screen.png"]});
    let command = format!(
        "printf '\\211PNG\\r\\n\\032\\n' > \"$(dirname \"$FINDMESH_DEMO_RESULT\")/screen.png\"; \
        test -s \"$FINDMESH_DEMO_SCENARIO\" && echo '{result}' > \"$FINDMESH_DEMO_RESULT\""
    );
    let run = demo(folder.path(), &["--phone-command", &command, "--json"]);
    let objects = run.objects();
    let ben = members(&objects, "phone")[1];
    assert_eq!(
        (&ben["phone"], &ben["sighted"]),
        (&json!("android"), &json!({"findmesh": 7})),
        "{}",
        run.stderr
    );
    let page = std::fs::read_to_string(folder.path().join("index.html")).unwrap();
    assert_eq!(page.matches("data:image/png;base64,").count(), 2);

    let script = std::fs::read_to_string(folder.path().join("android-scenario.json")).unwrap();
    let script: Value = serde_json::from_str(&script).unwrap();
    assert_eq!(
        script["deployment"],
        json!({"service_uuid": "2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f", "company_id": "ffff"})
    );
    assert!(text(&script["relay"]).starts_with("http://127.0.0.1:"));
    let events = script["events"].as_array().unwrap();
    let times: Vec<u64> = events.iter().map(|event| event["t_ms"].as_u64().unwrap()).collect();
    assert!(times.is_sorted() && *times.last().unwrap() < script["end_ms"].as_u64().unwrap());
    assert!(
        events.iter().any(|event| event["extended"] == true)
            && events.iter().any(|event| event["fix"]["lat"].is_number())
    );
}

#[test]
fn a_command_that_fails_is_no_demo() {
    let folder = tempfile::tempdir().unwrap();
    let run = demo(folder.path(), &["--phone-command", "exit 3"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--phone-command"), "{}", run.stderr);
}
