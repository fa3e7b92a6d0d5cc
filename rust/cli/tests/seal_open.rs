//! `findmesh seal` and `findmesh open`, against the vectors of docs/formats.md.
#![allow(missing_docs, clippy::string_slice)]

mod common;

use common::{findmesh, findmesh_with, golden, text, vectors};
use serde_json::{Value, json};

fn report(n: usize) -> Value {
    vectors("native-v1.json")["report"][n].clone()
}

fn open(key: &Value, more: &[&str], input: &[u8]) -> common::Run {
    let mut arguments = vec!["open", "--network", "native", "--private-key", text(key)];
    arguments.extend(more);
    findmesh_with(&arguments, input)
}

#[test]
fn opens_the_reports_of_the_vectors() {
    let whole = report(0);
    let run = open(&whole["private_key"], &["--body", text(&whole["body"]), "--json"], b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = json!({
        "time": "2026-09-21T14:13:20Z", "lat": 22.5431, "lon": 114.0579, "accuracy_m": 12.5, "altitude_m": 12,
        "near_owner": false, "header": "10", "status": "20", "rssi": -71, "tx_power": 0, "fix_age_s": 3,
        "source": "gnss", "moving": false, "form": "extended",
    });
    assert_eq!(run.objects(), [expected]);

    let unknown = report(1);
    let run = open(&unknown["private_key"], &["--body", text(&unknown["body"]), "--json"], b"");
    let expected = json!({
        "time": "2026-10-21T14:13:20Z", "lat": -33.8688, "lon": -70.6693, "accuracy_m": null, "altitude_m": null,
        "near_owner": false, "header": "94", "status": "00", "rssi": null, "tx_power": null, "fix_age_s": 65535,
        "source": "network", "moving": true, "form": "compact",
    });
    assert_eq!(run.objects(), [expected]);
}

#[test]
fn what_people_read() {
    let whole = report(0);
    let run = open(&whole["private_key"], &["--body", text(&whole["body"])], b"");
    golden("open.txt", &run.stdout);
}

#[test]
fn a_wrong_key_a_flipped_bit_and_a_cut_body_are_no() {
    let (good, other) = (report(0), report(1));
    let body = text(&good["body"]);
    let flipped = format!("{}0", &body[..145]);
    let version = format!("02{}", &body[2..]);
    // x = 1 is no point.
    let no_point = format!("01{}01{}", "00".repeat(31), &body[66..]);
    for (key, body, reason) in [
        (&other["private_key"], body, "does not open with this private key"),
        (&good["private_key"], &flipped, "does not open with this private key"),
        (&good["private_key"], &body[..144], "has 73 bytes"),
        (&good["private_key"], &version, "version 2"),
        (&good["private_key"], &no_point, "not a point"),
    ] {
        let run = open(key, &["--body", body, "--json"], b"");
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{reason}");
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
}

#[test]
fn a_file_is_opened_line_by_line() {
    let (good, other) = (report(0), report(1));
    let line = json!({"lookup_id": "b78a89288219142ce24e8819c8203254", "body": good["body"]});
    let foreign = json!({"body": other["body"]});
    let input = format!("{line}\n\n{foreign}\n{line}\n");
    let run = open(&good["private_key"], &["-", "--json"], input.as_bytes());
    assert_eq!((run.status, run.objects().len()), (1, 2), "{}", run.stderr);
    assert!(run.stderr.contains("line 3: the report does not open"), "{}", run.stderr);

    let all = open(&good["private_key"], &["-", "--json"], format!("{line}\n").as_bytes());
    assert_eq!((all.status, all.objects().len()), (0, 1));
    let broken = open(&good["private_key"], &["-"], b"{\"lookup_id\":\"00\"}\n");
    assert_eq!(broken.status, 2);
    assert!(broken.stderr.contains("line 1") && broken.stderr.contains("body"), "{}", broken.stderr);
}

#[test]
fn what_is_sealed_opens() {
    let case = report(0);
    let sealed = findmesh(&[
        "seal",
        "--network",
        "native",
        "--key",
        text(&case["key"]),
        "--time",
        "1790000000.4",
        "--lat",
        "-33.5",
        "--lon",
        "-70.12345678",
        "--accuracy",
        "12.46",
        "--altitude",
        "-3.5",
        "--rssi",
        "-71",
        "--tx-power",
        "-4",
        "--age",
        "70000",
        "--source",
        "fixed",
        "--moving",
        "--form",
        "compact",
        "--json",
    ]);
    assert_eq!(sealed.status, 0, "{}", sealed.stderr);
    let line = &sealed.objects()[0];
    assert_eq!(line["network"], "native");
    assert_eq!(line["lookup_id"], "b78a89288219142ce24e8819c8203254");
    assert_eq!(text(&line["body"]).len(), 146);
    let run = open(&case["private_key"], &["-", "--json"], sealed.stdout.as_bytes());
    let expected = json!({
        "time": "2026-09-21T14:13:20Z", "lat": -33.5, "lon": -70.1234568, "accuracy_m": 12.5, "altitude_m": -4,
        "near_owner": false, "header": "d0", "status": "00", "rssi": -71, "tx_power": -4, "fix_age_s": 65535,
        "source": "fixed", "moving": true, "form": "compact",
    });
    assert_eq!(run.objects(), [expected], "{}", run.stderr);
}

#[test]
fn another_deployment_cannot_open() {
    let case = report(0);
    let body = text(&case["body"]);
    let uuid = "00000000-0000-4000-8000-000000000000";
    let run = open(&case["private_key"], &["--body", body, "--service-uuid", uuid], b"");
    assert_eq!(run.status, 1);
}

#[test]
fn keys_that_are_no_points_are_refused() {
    for row in vectors("native-v1.json")["keys"].as_array().unwrap() {
        let key = text(&row["key"]);
        let run = findmesh(&[
            "seal",
            "--network",
            "native",
            "--key",
            key,
            "--time",
            "0",
            "--lat",
            "0",
            "--lon",
            "0",
        ]);
        assert_eq!(run.status, i32::from(row["accepted"] == false), "{}: {}", row["why"], run.stderr);
    }
}

#[test]
fn unusable_arguments() {
    let key = "00".repeat(32);
    let seal = |more: &[&str]| {
        let mut arguments =
            vec!["seal", "--network", "native", "--key", &key, "--time", "0", "--lat", "0", "--lon", "0"];
        arguments.extend(more);
        findmesh(&arguments)
    };
    for more in [&["--accuracy", "-1"][..], &["--header", "1"], &["--nonce-form", "16"], &["--rssi", "-300"]]
    {
        let run = seal(more);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}: {}", run.stderr);
    }
    let far = findmesh(&[
        "seal",
        "--network",
        "native",
        "--key",
        &key,
        "--time",
        "0",
        "--lat",
        "90.1",
        "--lon",
        "0",
    ]);
    assert_eq!(far.status, 2);
    assert!(far.stderr.contains("latitude"), "{}", far.stderr);
}
