//! The public conformance corpus (tests/vectors/corpus.json), answered by our decoders. Lookup ids and
//! encrypted objects need keys: the command line answers those in its own test.

#![allow(missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{address, bytes, fields, vectors};
use findmesh_proto::deployment::{parse_company_id, parse_uuid};
use findmesh_proto::{Advert, Deployment, Frame, advert};
use serde_json::{Map, Value, json};

fn deployment(case: &Value) -> Deployment {
    let mut deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);
    if let Some(text) = case["company_id"].as_str() {
        deployment.company_id = Some(parse_company_id(text).unwrap());
    }
    if let Some(text) = case["service_uuid"].as_str() {
        deployment.service_uuid = parse_uuid(text).unwrap();
    }
    deployment
}

fn answer(case: &Value) -> Value {
    let data = bytes(&case["adv"]);
    let frame = Frame { data: &data, address: address(&case["address"], &case["address_type"]) };
    match advert::decode(&frame, &deployment(case)) {
        Ok(Some(advert)) => good(&advert),
        decoded => json!({"network": "unknown", "kind": "unknown", "rejected": decoded.is_err()}),
    }
}

fn good(advert: &Advert<'_>) -> Value {
    json!({
        "network": advert.network(),
        "kind": advert.kind(),
        "state": advert.state().as_str(),
        "battery": advert.battery().map(findmesh_proto::Battery::as_str),
        "key": advert.key().map(hex::encode),
        "fields": fields(advert),
    })
}

/// What proto can know: no lookup id, and nothing from behind an encryption.
fn expected(case: &Value) -> Value {
    let mut expect = case["expect"].clone();
    expect.as_object_mut().unwrap().retain(|name, _| name != "lookup_id");
    if let Some(fields) = expect["fields"].as_object_mut()
        && fields.get("encrypted") == Some(&json!(true))
    {
        fields.retain(|name, _| !["objects", "mic_valid"].contains(&name.as_str()));
    }
    expect
}

/// The names under `path` at which `got` is not what `expect` says. An expected null is met by nothing.
fn differences(path: &str, expect: &Value, got: &Value) -> Vec<String> {
    let Some(expect) = expect.as_object() else {
        return if same(expect, got) { Vec::new() } else { vec![format!("{path}: {expect} is {got}")] };
    };
    expect
        .iter()
        .flat_map(|(name, value)| differences(&format!("{path}.{name}"), value, &got[name]))
        .collect()
}

/// Equal, 21 and 21.0 included.
fn same(expect: &Value, got: &Value) -> bool {
    expect == got || expect.as_f64().is_some_and(|number| got.as_f64() == Some(number))
}

#[test]
fn our_decoders_answer_the_corpus() {
    let corpus = vectors("corpus.json");
    let wrong: Vec<_> = corpus["cases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| differences(case["id"].as_str().unwrap(), &expected(case), &answer(case)))
        .collect();
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_corpus_covers_what_it_claims() {
    let corpus = vectors("corpus.json");
    let cases = corpus["cases"].as_array().unwrap();
    let ids: BTreeSet<_> = cases.iter().map(|case| case["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), cases.len(), "ids are unique");
    assert!(cases.len() >= 300, "{} cases", cases.len());
    let malformed = cases.iter().filter(|case| case["expect"]["rejected"] == json!(true)).count();
    assert!(malformed >= 80, "{malformed} malformed cases");

    let mut networks: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for expect in cases.iter().map(|case| &case["expect"]) {
        let kinds = networks.entry(expect["network"].as_str().unwrap_or("open")).or_default();
        kinds.extend(expect["kind"].as_str());
    }
    for (network, kinds) in [
        ("findmesh", ["extended", "compact"].as_slice()),
        ("apple", &["separated", "nearby"]),
        ("fhn", &["eid160", "eid256"]),
        ("samsung", &["tag", "phone"]),
        ("eddystone", &["uid", "url", "tlm", "eid"]),
        ("mibeacon", &["advert"]),
        ("tile", &["advert"]),
        ("chipolo", &["advert"]),
        ("pebblebee", &["advert"]),
        ("dult", &["advert"]),
        ("ibeacon", &["advert"]),
        ("altbeacon", &["advert"]),
        ("fast_pair", &["model_id", "account_key_filter"]),
        ("unknown", &["unknown"]),
    ] {
        assert!(kinds.iter().all(|kind| networks[network].contains(kind)), "{network}");
    }
}

#[test]
fn every_case_says_where_it_comes_from() {
    const INPUTS: [&str; 7] =
        ["adv", "address", "address_type", "company_id", "service_uuid", "bindkey", "expect"];
    for case in vectors("corpus.json")["cases"].as_array().unwrap() {
        let case: &Map<_, _> = case.as_object().unwrap();
        for name in ["id", "note", "origin"] {
            assert!(case[name].as_str().is_some_and(|text| !text.is_empty()), "{name} of {case:?}");
        }
        let known = |name: &str| INPUTS.contains(&name) || ["id", "note", "origin"].contains(&name);
        assert!(case.keys().all(|name| known(name)), "{case:?}");
    }
}
