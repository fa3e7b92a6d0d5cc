//! `findmesh seal` and `findmesh open` for the Find My and Find Hub networks.
#![allow(missing_docs, clippy::string_slice)]

mod common;

use common::{findmesh, findmesh_with, golden, text, vectors};
use serde_json::{Value, json};

fn cases(file: &str, list: &str) -> Vec<Value> {
    let list = vectors(file)[list].clone();
    let cases = list.get("cases").cloned().unwrap_or(list);
    cases.as_array().unwrap().clone()
}

fn open(network: &str, key: &Value, more: &[&str], input: &[u8]) -> common::Run {
    findmesh_with(&[&["open", "--network", network, "--private-key", text(key)], more].concat(), input)
}

fn degrees(e7: &Value) -> f64 {
    e7.as_f64().unwrap() / 1e7
}

/// Unix seconds of what the command prints.
fn unix(time: &Value) -> Value {
    if time.is_null() {
        return Value::Null;
    }
    let parsed = text(time);
    let (date, clock) = parsed.trim_end_matches('Z').split_once('T').unwrap();
    let numbers = |text: &str, by| text.split(by).map(|n| n.parse::<i64>().unwrap()).collect::<Vec<_>>();
    let (date, clock) = (numbers(date, '-'), numbers(clock, ':'));
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let years: i64 = (1970..date[0]).map(|year| 365 + i64::from(leap(year))).sum();
    let lengths = [31, 28 + i64::from(leap(date[0])), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let days: i64 =
        years + lengths.iter().take(usize::try_from(date[1]).unwrap() - 1).sum::<i64>() + date[2] - 1;
    json!(days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2])
}

#[test]
fn apple_reports_of_the_vectors() {
    let cases = cases("apple-v1.json", "reports");
    assert!(cases.len() >= 12);
    for case in &cases {
        let run = open("apple", &case["private_key"], &["--json", "--body", text(&case["body"])], b"");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", case["name"]);
        let line = &run.objects()[0];
        assert_eq!(unix(&line["time"]), case["time"], "{}", case["name"]);
        assert_eq!(
            (&line["lat"], &line["lon"]),
            (&json!(degrees(&case["lat_e7"])), &json!(degrees(&case["lon_e7"])))
        );
        let accuracy = if case["accuracy_m"] == 255 { Value::Null } else { case["accuracy_m"].clone() };
        assert_eq!((&line["accuracy_m"], &line["confidence"]), (&accuracy, &case["confidence"]));
        assert_eq!(line["status"], format!("{:02x}", case["status"].as_u64().unwrap()));
    }
}

#[test]
fn fhn_reports_of_the_vectors() {
    for case in cases("fhn-v1.json", "sealed") {
        let run = open("fhn", &case["private_key"], &["--json", "--body", text(&case["body"])], b"");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{case}");
        let (line, expected) = (&run.objects()[0], &case["expect"]);
        assert_eq!(unix(&line["time"]), expected["time"], "{case}");
        assert_eq!(
            (&line["lat"], &line["lon"]),
            (&json!(degrees(&expected["lat_e7"])), &json!(degrees(&expected["lon_e7"])))
        );
        assert_eq!(line["altitude_m"], expected["altitude_m"]);
        let accuracy = expected["accuracy_dm"].as_f64().map(|decimetres| decimetres / 10.0);
        assert_eq!(line["accuracy_m"].as_f64(), accuracy, "{case}");
    }
}

/// A private key, its key on air, and the lookup id, of every kind of key.
fn pairs() -> Vec<(&'static str, Value, Value, Value)> {
    let apple = &cases("apple-v1.json", "schedule")[1];
    let pick =
        |case: &Value, key: &str| (case["private_key"].clone(), case[key].clone(), case["lookup_id"].clone());
    let ephemerals = cases("fhn-v1.json", "ephemerals");
    let on = |curve: &str| pick(ephemerals.iter().find(|case| case["curve"] == curve).unwrap(), "eid");
    let with = |network, (private_key, key, id)| (network, private_key, key, id);
    vec![with("apple", pick(apple, "key")), with("fhn", on("secp160r1")), with("fhn", on("secp256r1"))]
}

fn seal(network: &str, key: &Value, more: &[&str]) -> common::Run {
    let fixed = ["seal", "--network", network, "--key", text(key), "--time", "1790000000"];
    findmesh(&[&fixed[..], &["--lat", "-33.5", "--lon", "-70.12345678"], more].concat())
}

#[test]
fn what_is_sealed_opens() {
    for (network, private_key, key, id) in pairs() {
        let common =
            ["--accuracy", "17.04", "--altitude", "-3.5", "--status", "60", "--rssi", "-71", "--json"];
        let sealed = seal(network, &key, &common);
        assert_eq!(sealed.status, 0, "{}", sealed.stderr);
        assert!(sealed.stderr.contains("--rssi") && sealed.stderr.lines().count() == 1, "{}", sealed.stderr);
        let line = &sealed.objects()[0];
        assert_eq!((&line["network"], &line["lookup_id"]), (&json!(network), &id));
        let run = open(network, &private_key, &["-", "--json"], sealed.stdout.as_bytes());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let expected = match network {
            // Rounded down to 15 minutes.
            "apple" => {
                json!({"time": "2026-09-21T14:00:00Z", "lat": -33.5, "lon": -70.123_456_8, "accuracy_m": 17,
                "confidence": 0, "status": "60"})
            }
            _ => {
                json!({"time": "2026-09-21T14:13:20Z", "lat": -33.5, "lon": -70.123_456_8, "accuracy_m": 17.0,
                "altitude_m": -4})
            }
        };
        assert_eq!(run.objects(), [expected]);
    }
}

#[test]
fn what_is_left_out_is_not_known() {
    for (network, private_key, key, _) in pairs() {
        let sealed = seal(network, &key, &["--json"]);
        assert_eq!((sealed.status, sealed.stderr.as_str()), (0, ""));
        let run = open(network, &private_key, &["-", "--json"], sealed.stdout.as_bytes());
        assert_eq!(run.objects()[0]["accuracy_m"], Value::Null, "{network}");
    }
}

#[test]
fn both_nonces_of_fhn() {
    let (_, private_key, key, _) = pairs().swap_remove(1);
    for (nonce, form) in [("16", "01"), ("20", "02")] {
        let sealed = seal("fhn", &key, &["--nonce-form", nonce, "--json"]);
        assert!(text(&sealed.objects()[0]["body"]).starts_with(form));
        assert_eq!(open("fhn", &private_key, &["-"], sealed.stdout.as_bytes()).status, 0);
    }
    let (_, _, long_key, _) = pairs().swap_remove(2);
    let refused = seal("fhn", &long_key, &["--nonce-form", "20"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("--nonce-form"), "{}", refused.stderr);
}

#[test]
fn a_wrong_key_and_a_flipped_bit_are_no() {
    let others =
        [cases("apple-v1.json", "schedule")[2].clone(), cases("fhn-v1.json", "ephemerals")[3].clone()];
    for ((network, private_key, key, _), other) in pairs().into_iter().zip(&others) {
        let body = text(&seal(network, &key, &["--json"]).objects()[0]["body"]).to_owned();
        let last = if body.ends_with('0') { "1" } else { "0" };
        let flipped = format!("{}{last}", &body[..body.len() - 1]);
        for (key, body) in [(&other["private_key"], body.as_str()), (&private_key, flipped.as_str())] {
            let run = open(network, key, &["--body", body, "--json"], b"");
            assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{network}");
            assert!(run.stderr.contains("does not open with this private key"), "{}", run.stderr);
        }
        let cut = open(network, &private_key, &["--body", &body[..20]], b"");
        assert_eq!((cut.status, cut.stdout.as_str()), (1, ""));
        assert!(cut.stderr.contains("bytes"), "{}", cut.stderr);
    }
}

#[test]
fn thousands_of_lines_stand_in_their_order() {
    let (_, private_key, key, id) = pairs().swap_remove(1);
    let sealed = |seconds: &str| {
        let fixed = ["seal", "--network", "fhn", "--key", text(&key), "--lat", "1", "--lon", "2", "--json"];
        findmesh(&[&fixed[..], &["--time", seconds]].concat()).stdout
    };
    let reports = ["10", "20", "30"].map(sealed);
    let mut input = String::new();
    for n in 0..4_200 {
        match n {
            4_095 => input.push_str("no json\n"),
            4_096 => input.push('\n'),
            4_098 => input.push_str(&format!("{{\"lookup_id\":\"00\",\"body\":{}}}\n", json!("01"))),
            n => input.push_str(&reports[n % 3]),
        }
    }
    let run = open("fhn", &private_key, &["-", "--json"], input.as_bytes());
    assert_eq!(run.status, 2);
    let said: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(said.len(), 3, "{}", run.stderr);
    assert!(
        said[0].contains("line 4096: column 2") && said[1].contains("line 4099: lookup_id"),
        "{}",
        run.stderr
    );
    let seconds: Vec<_> = run.objects().iter().map(|line| unix(&line["time"])).collect();
    let skipped = [4_095, 4_096, 4_098];
    let expected: Vec<_> =
        (0..4_200).filter(|n| !skipped.contains(n)).map(|n| json!([10, 20, 30][n % 3])).collect();
    assert_eq!(seconds, expected);
    let upper = text(&id).to_uppercase();
    let line =
        json!({"lookup_id": upper, "body": serde_json::from_str::<Value>(&reports[0]).unwrap()["body"]});
    assert_eq!(open("fhn", &private_key, &["-"], line.to_string().as_bytes()).status, 0);
}

#[test]
fn what_people_read() {
    let apple = &cases("apple-v1.json", "reports")[0];
    let apple = open("apple", &apple["private_key"], &["--body", text(&apple["body"])], b"");
    let fhn = &cases("fhn-v1.json", "sealed")[0];
    let fhn = open("fhn", &fhn["private_key"], &["--body", text(&fhn["body"])], b"");
    golden("open-of-others.txt", &format!("{}{}", apple.stdout, fhn.stdout));
}

#[test]
fn unusable_arguments() {
    let place = ["--time", "0", "--lat", "0", "--lon", "0"];
    for (network, key, more, reason) in [
        ("apple", "00", &place[..], "--key: 56 hex digits wanted, 2 given"),
        ("fhn", "00", &place, "--key: 40 hex digits (secp160r1) or 64 (secp256r1) wanted, 2 given"),
        ("fhn", "zz", &place, "--key: 'z' at digit 1 is no hex digit"),
        ("apple", &"11".repeat(28), &place, "--time: a report holds times from 2001"),
        ("apple", &"11".repeat(28), &["--time", "1790000000", "--lat", "91", "--lon", "0"], "--lat: "),
        ("fhn", &"11".repeat(20), &[&place[..], &["--altitude", "NaN"]].concat(), "--altitude: "),
        (
            "fhn",
            &"11".repeat(20),
            &[&place[..], &["--accuracy", "-1"]].concat(),
            "--accuracy: metres, 0 or more",
        ),
        ("apple", &"11".repeat(28), &[&place[..], &["--nonce-form", "16"]].concat(), "--nonce-form: "),
    ] {
        let run = findmesh(&[&["seal", "--network", network, "--key", key], more].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{reason}: {}", run.stderr);
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
    for (network, key, reason) in [
        ("apple", "00".repeat(32), "--private-key: 56 hex digits wanted, 64 given"),
        (
            "fhn",
            "00".repeat(20),
            "--private-key: 42 hex digits (secp160r1) or 64 (secp256r1) wanted, 40 given",
        ),
        ("fhn", "00".repeat(21), "--private-key: a private key lies between"),
    ] {
        let run = findmesh(&["open", "--network", network, "--private-key", &key, "--body", "00"]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{reason}");
        assert!(run.stderr.contains(reason), "{reason}: {}", run.stderr);
    }
    // Half of all strings are no points.
    let no_point = (0..32).map(|n| format!("{n:040x}")).find(|key| {
        findmesh(&[&["seal", "--network", "fhn", "--key", key], &place[..]].concat()).status == 1
    });
    assert!(no_point.is_some());
}
