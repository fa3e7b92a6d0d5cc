//! `findmesh decode` over the public conformance corpus.
#![allow(missing_docs)]

mod common;

use std::collections::BTreeMap;

use common::{findmesh_with, text, vectors};
use serde_json::Value;

/// An answer may say more than the label, and null is met by nothing.
fn meets(expected: &Value, given: &Value) -> bool {
    match expected {
        Value::Null => given.is_null(),
        Value::Object(members) => {
            members.iter().all(|(name, value)| meets(value, given.get(name).unwrap_or(&Value::Null)))
        }
        Value::Array(items) => {
            let given = given.as_array().map(Vec::as_slice).unwrap_or_default();
            items.len() == given.len() && items.iter().zip(given).all(|(item, given)| meets(item, given))
        }
        Value::Number(number) => number.as_f64() == given.as_f64(),
        other => other == given,
    }
}

/// Cases by the arguments that name their deployment.
fn by_deployment() -> BTreeMap<Vec<String>, Vec<Value>> {
    let mut groups = BTreeMap::<_, Vec<_>>::new();
    for case in vectors("corpus.json")["cases"].as_array().unwrap() {
        let mut arguments = Vec::new();
        for (name, argument) in [("company_id", "--company-id"), ("service_uuid", "--service-uuid")] {
            if let Some(value) = case.get(name) {
                arguments.extend([argument.to_owned(), text(value).to_owned()]);
            }
        }
        groups.entry(arguments).or_default().push(case.clone());
    }
    groups
}

#[test]
fn every_case_of_the_corpus() {
    let mut adverts = 0;
    for (arguments, cases) in by_deployment() {
        let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
        let fixed = ["decode", "--json", "-"];
        let arguments: Vec<&str> = fixed.into_iter().chain(arguments.iter().map(String::as_str)).collect();
        let run = findmesh_with(&arguments, lines.as_bytes());
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert_eq!(run.summary()["adverts"], cases.len());
        for (case, line) in cases.iter().zip(run.objects()) {
            let mut expected = case["expect"].clone();
            let rejected = expected.as_object_mut().unwrap().remove("rejected");
            assert!(meets(&expected, &line), "{case}\n{line}");
            if let Some(rejected) = rejected {
                assert_eq!(line.get("rejected").is_some(), rejected == true, "{case}\n{line}");
            }
            adverts += 1;
        }
    }
    assert!(adverts >= 300, "{adverts}");
}

/// The same adverts for people: a line each, none of them with anything that a terminal would obey.
#[test]
fn every_case_has_a_line_for_people() {
    let cases: Vec<Value> = by_deployment().into_values().flatten().collect();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let run = findmesh_with(&["decode", "-"], lines.as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let shown = run.stdout.lines().skip(1).take_while(|line| !line.is_empty()).count();
    assert_eq!(shown, cases.len());
    assert!(!run.stdout.chars().any(|c| c.is_control() && c != '\n'));
}
