//! `findmesh fetch` against a relay: what an owner believes, and what not.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod common;

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use common::findmesh;
use findmesh_core::UploadOutcome;
use findmesh_crypto::native::{self, EpochKey, SEPARATED_SLOT, Schedule, TagSecret, mask_status};
use findmesh_crypto::p256;
use findmesh_net::{RelayClient, RelayUrl, UreqTransport};
use findmesh_proto::report::{ALTITUDE_UNKNOWN, POWER_UNKNOWN};
use findmesh_proto::{Deployment, FixSource, Form, Network, Report, SealedReport};
use findmesh_relay::{RelayConfig, RelayHandle};
use serde_json::json;

const SECRET: [u8; 32] = [7; 32];
const DAY: u64 = 86_400;

/// A relay, and a tag that was provisioned `age` days ago.
struct Scene {
    relay: RelayHandle,
    client: RelayClient,
    schedule: Schedule,
    today: u64,
    sealed: std::cell::Cell<u8>,
    folder: tempfile::TempDir,
}

impl Scene {
    fn new(age: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Small pages, so that they have to be followed.
        let config = RelayConfig { page_reports: 2, ..RelayConfig::loopback(folder.path().join("relay")) };
        let relay = RelayHandle::start(config).unwrap();
        let url = RelayUrl::parse(&relay.url()).unwrap();
        let client = RelayClient::new(url, Arc::new(UreqTransport::new()));
        let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / DAY;
        let schedule = Schedule::new(TagSecret::from_bytes(SECRET), today as u32 - age);
        Self { relay, client, schedule, today, sealed: 0.into(), folder }
    }

    fn epoch(&mut self, day: u32) -> EpochKey {
        self.schedule.epoch(day, SEPARATED_SLOT).unwrap()
    }

    fn upload(&self, lookup_id: [u8; 16], body: Vec<u8>) {
        let report = SealedReport::new(Network::Native, lookup_id.to_vec(), body);
        assert_eq!(self.client.upload(&report), UploadOutcome::Held);
    }

    fn report(&self, epoch: &EpochKey, report: &Report) -> Vec<u8> {
        self.sealed.set(self.sealed.get() + 1);
        let uuid = Deployment::COMMON.service_uuid;
        let body =
            native::seal(p256::backend(), &epoch.key, report, &uuid, &[self.sealed.get(); 32]).unwrap();
        self.upload(epoch.lookup_id, body.to_vec());
        body.to_vec()
    }

    fn fetch(&self, more: &[&str]) -> common::Run {
        let secret = hex::encode(SECRET);
        let provisioned = (u64::from(self.schedule.provisioned_day()) * DAY).to_string();
        let url = self.relay.url();
        let mut arguments =
            vec!["fetch", "--relay", &url, "--secret", &secret, "--provisioned", &provisioned];
        arguments.extend(more);
        findmesh(&arguments)
    }
}

fn seen(time: u64, epoch: &EpochKey) -> Report {
    Report {
        time: time as u32,
        lat_e7: 442_000_000,
        lon_e7: -285_000_000,
        accuracy_dm: 140,
        altitude_m: ALTITUDE_UNKNOWN,
        header: 0x10,
        // Battery low, moved.
        status: mask_status(0xA0, epoch.mask),
        rssi: -70,
        tx_power: POWER_UNKNOWN,
        fix_age_s: 4,
        source: FixSource::Gnss,
        moving: true,
        form: Form::Extended,
    }
}

#[test]
fn believes_what_can_be_true_and_counts_the_rest() {
    let mut scene = Scene::new(10);
    // Yesterday's key; noon is well within its life.
    let epoch = scene.epoch(9);
    let noon = (scene.today - 1) * DAY + DAY / 2;
    let good = seen(noon, &epoch);
    let body = scene.report(&epoch, &good);
    scene.upload(epoch.lookup_id, body);
    let compact_header = native::mask_header((epoch.key[0] & 0xC0) | 0x10 | 0x06, epoch.mask);
    scene.report(
        &epoch,
        &Report { time: noon as u32 + 60, form: Form::Compact, header: compact_header, status: 0, ..good },
    );
    scene.report(&epoch, &Report { header: 0x11, ..good });
    scene.report(&epoch, &Report { status: mask_status(0xA1, epoch.mask), ..good });
    scene.report(&epoch, &Report { time: (noon - DAY) as u32, ..good });
    scene.upload(epoch.lookup_id, [vec![1], vec![0; 72]].concat());

    let run = scene.fetch(&["--json"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let objects = run.objects();
    assert_eq!(objects.len(), 3, "{}", run.stdout);
    assert_eq!((&objects[0]["lat"], &objects[0]["lon"]), (&json!(44.2), &json!(-28.5)));
    assert_eq!((&objects[0]["battery"], &objects[0]["tag_moved"]), (&json!("low"), &json!(true)));
    assert_eq!((&objects[1]["battery"], &objects[1]["form"]), (&json!("critical"), &json!("compact")));
    assert_eq!(objects[0]["day"], 9);
    let summary = run.summary();
    let dropped = json!({"authentication": 1, "bit_disagrees_with_slot": 1, "outside_key_life": 1, "unused_status_bits": 1});
    assert_eq!(summary["dropped"], dropped);
    assert_eq!((&summary["fixes"], &summary["reports"]), (&json!(2), &json!(6)));
    // Ten days (k = 2 to 11), one request each, and two more pages of one of them.
    assert_eq!(summary["requests"], 12);
    assert_eq!(summary["widened"], false);
}

#[test]
fn finds_a_tag_whose_clock_fell_behind() {
    let mut scene = Scene::new(40);
    // The key of day 20 was heard nineteen days late.
    let epoch = scene.epoch(20);
    let late = (scene.today - 1) * DAY;
    for minutes in [0, 30, 60] {
        scene.report(&epoch, &seen(late + minutes * 60, &epoch));
    }
    let run = scene.fetch(&["--json"]);
    assert_eq!(run.objects().len(), 4, "{}{}", run.stdout, run.stderr);
    let summary = run.summary();
    assert_eq!((&summary["widened"], &summary["drift"]), (&json!(true), &json!("unconfirmed")));
    let drift = summary["drift_s"].as_i64().unwrap();
    assert!((17 * 86_400..=19 * 86_400).contains(&drift), "{drift}");
    let people = scene.fetch(&[]);
    assert!(people.stdout.contains("h behind; unconfirmed"), "{}", people.stdout);
}

#[test]
fn nothing_is_no_failure() {
    let scene = Scene::new(3);
    let run = scene.fetch(&["--json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!((&run.summary()["fixes"], &run.summary()["widened"]), (&json!(0), &json!(true)));
}

#[test]
fn files_for_other_programs() {
    let mut scene = Scene::new(1);
    let epoch = scene.epoch(0);
    let noon = (scene.today - 1) * DAY + DAY / 2;
    scene.report(&epoch, &seen(noon, &epoch));
    let path = |name: &str| scene.folder.path().join(name).to_str().unwrap().to_owned();
    let (map, geojson, gpx) = (path("map.html"), path("fixes.geojson"), path("fixes.gpx"));
    let run = scene.fetch(&["--map", &map, "--geojson", &geojson, "--gpx", &gpx]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("1 place of 1 report"), "{}", run.stdout);
    let features: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(geojson).unwrap()).unwrap();
    assert_eq!(features["features"][0]["geometry"]["coordinates"], json!([-28.5, 44.2]));
    let track = gpx::read(std::fs::File::open(gpx).unwrap()).unwrap();
    assert_eq!(track.waypoints.len(), 1);
    let page = std::fs::read_to_string(map).unwrap();
    assert!(page.contains("<svg") && !page.contains("http://") && !page.contains("src="));
}

#[test]
fn a_relay_that_is_not_there() {
    let scene = Scene::new(1);
    let url = scene.relay.url();
    drop(scene);
    let secret = "00".repeat(32);
    let run = findmesh(&["fetch", "--relay", &url, "--secret", &secret, "--provisioned", "2026-11-01"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("findmesh: relay: "), "{}", run.stderr);
    for (name, value) in [("--provisioned", "2999-01-01"), ("--since", "2999-01-01")] {
        let times = if name == "--since" {
            ["--provisioned", "0", name, value]
        } else {
            ["--since", "0", name, value]
        };
        let run = findmesh(&[&["fetch", "--relay", &url, "--secret", &secret][..], &times].concat());
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains(name) && run.stderr.contains("in the future"), "{}", run.stderr);
    }
    let plain =
        findmesh(&["fetch", "--relay", "http://example.org", "--secret", &secret, "--provisioned", "0"]);
    assert_eq!(plain.status, 2);
}
