//! `findmesh sim day`.

mod common;

use common::findmesh;

const PEOPLE: [&str; 4] = ["--people", "60", "--seed", "3"];

const FIELDS: [&str; 15] = [
    "policy",
    "energy_mah_per_day",
    "radio_s_per_h",
    "wakeups_per_h",
    "scan_starts_per_h",
    "encounters_60s",
    "heard_60s",
    "reported_60s",
    "heard_10s",
    "reported_10s",
    "error_m_p50",
    "error_m_p95",
    "lost_tag_first_report_s_p50",
    "reports_per_day",
    "bytes_per_day",
];

const POLICIES: [&str; 10] = [
    "background",
    "foreground_service",
    "system",
    "opportunistic",
    "airguard_default",
    "airguard_low_power",
    "altbeacon_background",
    "exposure_notifications",
    "opentrace",
    "dp3t",
];

fn sim(more: &[&str]) -> common::Run {
    let arguments: Vec<&str> = ["sim", "day"].into_iter().chain(PEOPLE).chain(more.iter().copied()).collect();
    findmesh(&arguments)
}

#[test]
fn a_line_for_every_policy_with_the_fields_of_the_contract() {
    let run = sim(&["--json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let names: Vec<String> =
        run.objects().iter().map(|row| row["policy"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, POLICIES);
    for row in run.objects() {
        let fields: Vec<&String> = row.as_object().unwrap().keys().collect();
        let mut expected = FIELDS;
        expected.sort_unstable();
        let mut sorted = fields.clone();
        sorted.sort();
        assert_eq!(sorted, expected.iter().collect::<Vec<_>>());
    }
    // In their order, too.
    let first = run.stdout.lines().next().unwrap();
    let places: Vec<usize> =
        FIELDS.iter().map(|field| first.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted());
}

#[test]
fn the_same_arguments_give_the_same_bytes() {
    let arguments = ["--policy", "background", "--json"];
    assert_eq!(sim(&arguments).stdout, sim(&arguments).stdout);
    assert_ne!(sim(&arguments).stdout, sim(&["--policy", "background", "--json", "--tag-in-range"]).stdout);
}

#[test]
fn an_unknown_policy_is_refused_with_the_list() {
    let run = sim(&["--policy", "nonesuch"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    for name in POLICIES.into_iter().chain(["all"]) {
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
}

#[test]
fn people_get_a_table_and_a_picture() {
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("day.svg");
    let run = sim(&["--policy", "all", "--picture", picture.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with("A day of 60 phones, seed 3"), "{}", run.stdout);
    let svg = std::fs::read_to_string(picture).unwrap();
    for name in POLICIES {
        assert!(run.stdout.contains(name) && svg.contains(&format!(">{name}</text>")), "{name}");
    }
}

#[test]
fn a_sweep_begins_with_the_model_as_it_stands() {
    let run = findmesh(&["sim", "day", "--people", "2", "--sensitivity", "--json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let objects = run.objects();
    assert!(objects[0]["constant"].is_null() && objects[0]["row"]["policy"] == "background");
    let receiver: Vec<&serde_json::Value> = objects
        .iter()
        .filter(|object| object["constant"] == "energy.rx")
        .map(|object| &object["factor"])
        .collect();
    assert_eq!(receiver, [&serde_json::json!(0.5), &serde_json::json!(2.0)]);
}

#[test]
fn a_picture_that_cannot_be_written_is_named() {
    let run = sim(&["--policy", "opportunistic", "--picture", "/nonexistent/day.svg"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/nonexistent/day.svg"), "{}", run.stderr);
}

#[test]
fn what_is_wrong_is_named_before_anything_is_simulated() {
    for wrong in
        [["--people", "-5"], ["--people", "0"], ["--people", "1e3"], ["--seed", "-1"], ["--policy", "none"]]
    {
        let run = findmesh(&["sim", "day", wrong[0], wrong[1]]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{wrong:?}");
        assert!(run.stderr.contains(wrong[0]) && run.stderr.contains(wrong[1]), "{}", run.stderr);
    }
    // A million phones would take minutes.
    let run = findmesh(&["sim", "day", "--people", "1000000", "--picture", "/nowhere/day.svg"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("/nowhere/day.svg"), "{}", run.stderr);
}
