//! `findmesh decode --stats`.
#![allow(missing_docs)]

mod common;

use std::fmt::Write;

use common::{capture, findmesh, findmesh_with, golden};
use serde_json::json;

/// Of the vectors: 2026-09-21T14:13:20Z.
const TIME: i64 = 1_790_000_000;

fn line(adv: &str, address: &str, rssi: i64, time: i64) -> String {
    json!({"adv": adv, "address": address, "address_type": "random", "rssi": rssi, "time": TIME + time})
        .to_string()
}

/// Two hours: a Tile whose id changes every 15 minutes under one address, tags near their owner whose address changes
/// every 10 minutes, a separated tag that keeps its key, a passer-by, something without an address.
fn street() -> String {
    let mut lines = Vec::new();
    for seconds in (0..7_200).step_by(30) {
        let id = format!("{:016x}", 0xABCD + seconds / 900);
        lines.push(line(&format!("0201060303edfe0d16edfe0200{id}"), "C1:94:5F:17:81:FD", -70, seconds));
        let address = format!("DA:44:05:30:00:{:02X}", seconds / 600);
        lines.push(line("07ff4c0012020002", &address, -60 - seconds / 600, seconds + 1));
        if seconds % 60 == 0 {
            let key = "ab".repeat(22);
            lines.push(line(&format!("1eff4c00121910{key}0000"), "C1:02:03:04:05:06", -81, seconds + 2));
        }
    }
    lines.push(line("0201060809486561647068", "5A:00:00:00:00:01", -90, 3_000));
    lines.push(json!({"adv": "02011a", "time": TIME + 3_001}).to_string());
    lines.iter().fold(String::new(), |mut text, line| {
        writeln!(text, "{line}").unwrap();
        text
    })
}

#[test]
fn for_people() {
    let run = findmesh_with(&["decode", "--stats", "--top", "4", "-"], street().as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    golden("stats.txt", &run.stdout);
}

#[test]
fn for_programs() {
    let run = findmesh_with(&["decode", "--stats", "--top", "2", "--json", "-"], street().as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let [stats, summary] = &run.objects()[..] else { panic!("two lines: {}", run.stdout) };
    let stats = &stats["stats"];
    assert_eq!(
        (&stats["begin"], &stats["end"]),
        (&json!("2026-09-21T14:13:20Z"), &json!("2026-09-21T16:12:51Z"))
    );
    let networks = stats["networks"].as_array().unwrap();
    let find = |network: &str, kind: &str| {
        networks.iter().find(|row| row["network"] == network && row["kind"] == kind).unwrap()
    };
    let tile = find("tile", "advert");
    assert_eq!(
        (&tile["adverts"], &tile["addresses"], &tile["identity_changes"]),
        (&json!(240), &json!(1), &json!(7))
    );
    assert_eq!((&tile["rotation_s"], &tile["address_life_s"]), (&json!(900.0), &json!(null)));
    let nearby = find("apple", "nearby");
    assert_eq!((&nearby["addresses"], &nearby["states"]), (&json!(12), &json!({"near_owner": 240})));
    assert_eq!((&nearby["rotation_s"], &nearby["address_life_s"]), (&json!(null), &json!(570.0)));
    assert_eq!(find("apple", "separated")["states"], json!({"separated": 120}));
    assert_eq!(find("unknown", "unknown")["adverts"], 2);
    let shares: f64 = networks.iter().map(|row| row["share"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 0.001, "{shares}");
    assert_eq!((&stats["senders_seen"], stats["senders"].as_array().unwrap().len()), (&json!(15), 2));
    let first = &stats["senders"][0];
    let expected = json!({"address": "C1:94:5F:17:81:FD", "network": "tile", "kind": "advert", "adverts": 240,
        "first": "2026-09-21T14:13:20Z", "last": "2026-09-21T16:12:50Z", "rssi_mean": -70, "identity_changes": 7,
        "rotation_s": 900.0});
    assert_eq!(first, &expected);
    assert_eq!(summary["summary"]["adverts"], 602);
}

#[test]
fn nothing_is_nothing() {
    let run = findmesh_with(&["decode", "--stats", "-"], b"");
    assert_eq!((run.status, run.stdout.as_str()), (0, "0 adverts of 0 addresses in 0 records\n"));
    let run = findmesh_with(&["decode", "--stats", "--json", "-"], b"");
    assert_eq!(run.objects()[0], json!({"stats": {"networks": [], "senders_seen": 0, "senders": []}}));
    assert_eq!(findmesh(&["decode", "--top", "3", "-"]).status, 2);
}

#[test]
fn counts_of_a_real_capture() {
    let Some(path) = capture("air_findmy_256.pcap") else { return };
    let run = findmesh(&["decode", "--stats", "--json", path.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let stats = run.objects()[0]["stats"].clone();
    let adverts: u64 =
        stats["networks"].as_array().unwrap().iter().map(|row| row["adverts"].as_u64().unwrap()).sum();
    assert_eq!((run.summary()["adverts"].as_u64(), &stats["senders_seen"]), (Some(adverts), &json!(8)));
}
