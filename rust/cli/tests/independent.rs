//! The command against answers that another implementation of the formats gave.
#![allow(missing_docs)]

mod common;

use common::{findmesh, findmesh_with, text, vectors};
use serde_json::{Value, json};

const FILE: &str = "native-v1-command.json";

fn cases(name: &str) -> Vec<Value> {
    vectors(FILE)[name].as_array().unwrap().clone()
}

#[test]
fn decode_agrees() {
    let cases = cases("decode");
    let lines: Vec<String> = cases.iter().map(Value::to_string).collect();
    let run = findmesh_with(&["decode", "--json", "-"], lines.join("\n").as_bytes());
    assert_eq!(run.status, 0, "{}", run.stderr);
    for (case, line) in cases.iter().zip(run.objects()) {
        let expect = &case["expect"];
        for name in ["network", "kind", "state", "key", "lookup_id"] {
            assert_eq!(line.get(name), expect.get(name), "{name} of {case}");
        }
        if let Some(rejected) = expect.get("rejected") {
            assert_eq!(&json!(line.get("rejected").is_some()), rejected, "{case}");
        }
    }
    assert_eq!(run.summary()["adverts"], cases.len());
}

#[test]
fn keys_agree() {
    let secret = text(&vectors(FILE)["tag_secret"]).to_owned();
    let fixed = ["keys", "native", "--json", "--provisioned", "0", "--secret", &secret];
    for case in cases("keys") {
        let (day, slot) = (case["day"].to_string(), case["slot"].to_string());
        let run = findmesh(&[&fixed[..], &["--day", &day, "--slot", &slot]].concat());
        let line = run.objects().remove(0);
        for (name, value) in case.as_object().unwrap() {
            assert_eq!(&line[name], value, "{name} of day {day}, slot {slot}");
        }
    }
}

#[test]
fn open_agrees() {
    for case in cases("open") {
        let (key, body) = (text(&case["private_key"]), text(&case["body"]));
        let run = findmesh(&["open", "--json", "--network", "native", "--private-key", key, "--body", body]);
        if case["expect"].is_null() {
            assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", case["why"]);
            assert!(!run.stderr.is_empty(), "{}", case["why"]);
        } else {
            assert_eq!(run.objects(), [case["expect"].clone()], "{}", run.stderr);
        }
    }
}
