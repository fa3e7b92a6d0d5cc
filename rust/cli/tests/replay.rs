//! `findmesh replay`.
#![allow(missing_docs)]

mod common;

use std::sync::Arc;

use common::{capture, findmesh, findmesh_with, golden, text, vectors};
use findmesh_net::{RelayClient, RelayUrl, UreqTransport};
use findmesh_proto::{Network, Query};
use findmesh_relay::{RelayConfig, RelayHandle};
use serde_json::{Value, json};

/// Of the vectors: 2026-09-21T14:13:20Z.
const TIME: i64 = 1_790_000_000;

/// A separated tag every 10 s for half an hour, one near its owner between, an Apple tag at the end.
fn walk() -> String {
    let cases = &vectors("native-v1.json")["schedule"]["cases"];
    let (separated, near) = (&cases[2], &cases[0]);
    let mut lines = Vec::new();
    for i in 0..180 {
        lines.push(json!({"adv": separated["compact_advert"], "address": separated["compact_address"],
            "address_type": "random", "rssi": -60 - i % 7, "time": TIME + i * 10}));
        lines.push(json!({"adv": near["extended_advert"], "rssi": -50, "time": TIME + i * 10 + 1}));
    }
    let apple = format!("1eff4c00121910{}0000", "ab".repeat(22));
    lines.push(
        json!({"adv": apple, "address": "C1:02:03:04:05:06", "address_type": "random", "time": TIME + 1800}),
    );
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn replay(more: &[&str]) -> common::Run {
    let mut arguments = vec!["replay", "-"];
    arguments.extend(more);
    findmesh_with(&arguments, walk().as_bytes())
}

fn open(body: &str) -> Value {
    let key = vectors("native-v1.json")["schedule"]["cases"][2]["private_key"].clone();
    findmesh(&["open", "--network", "native", "--private-key", text(&key), "--body", body, "--json"])
        .objects()[0]
        .clone()
}

#[test]
fn what_was_sighted_reported_and_suppressed() {
    let run = replay(&["--at", "-33.8688,151.2093", "--json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let summary = run.summary();
    assert_eq!(summary["adverts"], 361);
    assert_eq!(summary["sighted"], json!({"apple": 1, "findmesh": 360}));
    assert_eq!((&summary["reported"], &summary["queued"]), (&json!(1), &json!(1)));
    assert_eq!(summary["suppressed"]["near_owner"], 180);
    assert_eq!(summary["suppressed"]["network_not_enabled"], 1);
    let report = run.objects().iter().find_map(|line| line.get("report").cloned()).unwrap();
    let place = open(text(&report["body"]));
    assert_eq!((&place["lat"], &place["lon"]), (&json!(-33.8688), &json!(151.2093)));
    assert_eq!((&place["time"], &place["source"]), (&json!("2026-09-21T14:13:20Z"), &json!("fixed")));
}

#[test]
fn for_people() {
    // Without a fix nothing is sealed, so that nothing random is printed.
    let run = replay(&[]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    golden("replay.txt", &run.stdout);
    assert_eq!(replay(&["--json"]).summary()["suppressed"]["no_fix"], 1);
}

#[test]
fn places_come_from_the_track() {
    let folder = tempfile::tempdir().unwrap();
    let track = folder.path().join("walk.gpx");
    let point = |seconds: i64, lat: f64| {
        let time = if seconds < 10 { format!("14:13:{}Z", 20 + seconds) } else { "14:14:20Z".to_owned() };
        format!("<trkpt lat=\"{lat}\" lon=\"-28.5\"><time>2026-09-21T{time}</time></trkpt>")
    };
    let gpx = format!(
        "<gpx version=\"1.1\" creator=\"test\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>{}{}</trkseg></trk></gpx>",
        point(0, 44.2),
        point(60, 44.2006)
    );
    std::fs::write(&track, gpx).unwrap();
    let run = replay(&["--track", track.to_str().unwrap(), "--accuracy", "5", "--json"]);
    let report = run.objects().iter().find_map(|line| line.get("report").cloned()).unwrap();
    let place = open(text(&report["body"]));
    let lat = place["lat"].as_f64().unwrap();
    assert!((44.2..=44.2006).contains(&lat), "{place}");
    assert_eq!(place["source"], "gnss");
}

#[test]
fn a_relay_gets_it_after_its_delay() {
    let folder = tempfile::tempdir().unwrap();
    let relay = RelayHandle::start(RelayConfig::loopback(folder.path())).unwrap();
    let run = replay(&["--at", "1,2", "--relay", &relay.url(), "--json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!((&run.summary()["uploaded"], &run.summary()["queued"]), (&json!(1), &json!(0)));
    let client = RelayClient::new(RelayUrl::parse(&relay.url()).unwrap(), Arc::new(UreqTransport::new()));
    let id = hex::decode(text(&vectors("native-v1.json")["schedule"]["cases"][2]["lookup_id"])).unwrap();
    let held = client.query(&Query::for_id(Network::Native, id, 0)).unwrap();
    assert_eq!(held.reports.len(), 1);
}

#[test]
fn a_relay_that_is_not_there() {
    let run = replay(&["--at", "1,2", "--relay", "http://127.0.0.1:9", "--json"]);
    assert_eq!(run.status, 2);
    assert_eq!(run.summary()["queued"], 1);
    assert!(run.stderr.contains("did not take 1 report"), "{}", run.stderr);
}

#[test]
fn state_survives() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let arguments = ["--at", "1,2", "--state", state.to_str().unwrap(), "--json"];
    assert_eq!(replay(&arguments).summary()["reported"], 1);
    let again = replay(&arguments);
    // The same walk once more tells nothing new.
    assert_eq!((&again.summary()["reported"], &again.summary()["queued"]), (&json!(0), &json!(1)));
    let doctor = findmesh(&["doctor", "--state", state.to_str().unwrap(), "--json"]);
    let database = doctor.objects().into_iter().find(|line| line["check"] == "database").unwrap();
    assert_eq!(database["facts"]["queued"], 1);
}

#[test]
fn the_air_captures_report_nothing() {
    for (name, near_owner, bad_crc) in [
        ("air_findmy_256.pcap", 18, 18),
        ("air_findmy_251_derived.pcap", 18, 18),
        ("air_ch37_findmy_noise_256.pcap", 9, 76),
    ] {
        let Some(path) = capture(name) else { return };
        let run = findmesh(&["replay", path.to_str().unwrap(), "--at", "42.36,-71.06", "--json"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
        let summary = run.summary();
        assert_eq!(summary["suppressed"], json!({"near_owner": near_owner}), "{name}");
        assert_eq!(
            (&summary["reported"], &summary["rejected"]["bad_crc"]),
            (&json!(0), &json!(bad_crc)),
            "{name}"
        );
    }
    let Some(path) = capture("android_tile_ibeacon_1002.btsnoop") else {
        return;
    };
    let run = findmesh(&["replay", path.to_str().unwrap(), "--json"]);
    assert_eq!((run.status, &run.summary()["adverts"]), (0, &json!(412)));
}

#[test]
fn a_cut_capture_is_played_as_far_as_it_goes() {
    let walk = walk();
    let cut = &walk.as_bytes()[..walk.len() - 20];
    let run = findmesh_with(&["replay", "-", "--at", "1,2", "--json"], cut);
    assert_eq!(run.status, 2);
    assert_eq!(run.summary()["adverts"], 360);
    assert!(run.stderr.contains("the input is cut"), "{}", run.stderr);
}

#[test]
fn a_capture_with_years_of_silence_in_it() {
    let line = |time: i64| format!("{{\"adv\":\"02011a\",\"time\":{time}}}\n");
    let input = [line(0), line(3_000_000_000), line(5)].concat();
    let run = findmesh_with(&["replay", "-", "--at", "1,2", "--json"], input.as_bytes());
    assert_eq!((run.status, &run.summary()["adverts"]), (0, &json!(3)), "{}", run.stderr);
}

#[test]
fn unusable_arguments() {
    for more in [
        &["--at", "91,0"][..],
        &["--accuracy", "-3"],
        &["--track", "/nowhere.gpx"],
        &["--relay", "http://a.b"],
    ] {
        assert_eq!(replay(more).status, 2, "{more:?}");
    }
}
