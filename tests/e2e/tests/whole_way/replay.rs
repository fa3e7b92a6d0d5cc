//! A capture and a track, replayed by the command: the same every time, and all the way to the owner.

use std::fs;
use std::path::{Path, PathBuf};

use findmesh_e2e::command::{Run, run};
use findmesh_e2e::{Phone, Place, RelayProcess, ScriptedServer, world};
use findmesh_proto::capture::CaptureReader;
use findmesh_testkit::adverts::{SampleAdvert, apple_separated};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::{compact, owner, tag};

const POINTS: i64 = 72;
/// Seconds between two points of the track.
const STEP: i64 = 10;
/// Degrees north in one step: somebody walks.
const NORTH: f64 = 0.000_1;

fn start_s() -> i64 {
    world::start().wall_ms / 1_000
}

fn rfc3339(seconds: i64) -> String {
    let at = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
    format!("{}T{:02}:{:02}:{:02}Z", at.date(), at.hour(), at.minute(), at.second())
}

/// Where the walker is, by the clock.
fn latitude(seconds: i64) -> f64 {
    Place::MARKET.latitude + NORTH * ((seconds - start_s()) as f64 / STEP as f64)
}

fn track() -> String {
    let point = |n| {
        let at = start_s() + n * STEP;
        let (lat, lon) = (latitude(at), Place::MARKET.longitude);
        format!("<trkpt lat=\"{lat:.7}\" lon=\"{lon:.7}\"><time>{}</time></trkpt>\n", rfc3339(at))
    };
    let points: String = (0..POINTS).map(point).collect();
    format!(
        "<gpx version=\"1.1\" creator=\"a test\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>\n\
         {points}</trkseg></trk></gpx>\n"
    )
}

fn line(advert: &SampleAdvert, seconds: i64) -> Value {
    json!({"adv": hex::encode(&advert.data), "address": advert.address.to_string(), "address_type": "random",
        "rssi": -70, "time": seconds})
}

/// One tag all along, one for two minutes, one near its owner, one of another network.
fn capture() -> String {
    let (all, some) = (compact(1), tag(2).extended(0));
    let (near, other) = (tag(3).near_owner(0, 48), apple_separated(1));
    let mut lines = Vec::new();
    for n in 0..POINTS {
        let at = start_s() + n * STEP;
        lines.push(line(&all, at));
        lines.push(line(&near, at));
        lines.push(line(&other, at));
        lines.extend((20..32).contains(&n).then(|| line(&some, at)));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn write() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("walk.jsonl"), capture()).unwrap();
        fs::write(folder.path().join("walk.gpx"), track()).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn replay(&self, more: &[&str]) -> Run {
        let capture = self.path("walk.jsonl");
        let arguments = ["replay", &capture, "--json"].into_iter().chain(more.iter().copied());
        let run = run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        run
    }
}

/// What does not come from randomness: all but the sealed bytes and the delay.
fn without_randomness(run: &Run) -> Vec<Value> {
    let mut lines = run.objects();
    for line in &mut lines {
        if let Some(report) = line.get_mut("report").and_then(Value::as_object_mut) {
            report.remove("body");
            report.remove("due");
        }
    }
    lines
}

#[test]
fn a_replay_without_seals_is_the_same_to_the_byte() {
    let files = Files::write();
    let (first, second) = (files.replay(&[]), files.replay(&[]));
    assert_eq!(first.stdout, second.stdout);
    assert_eq!(first.summary()["reported"], 0);
}

#[test]
fn a_replay_with_seals_differs_in_what_is_random_only() {
    let files = Files::write();
    let track = files.path("walk.gpx");
    let (first, second) = (files.replay(&["--track", &track]), files.replay(&["--track", &track]));
    assert_eq!(without_randomness(&first), without_randomness(&second));
    let summary = first.summary();
    assert!(summary["reported"].as_u64().unwrap() >= 2, "{summary}");
    assert_eq!(summary["suppressed"]["near_owner"], POINTS, "{summary}");
    assert_eq!(summary["suppressed"]["network_not_enabled"], POINTS, "{summary}");
}

#[test]
fn the_owners_read_where_the_walker_was() {
    let (relay, files) = (RelayProcess::start(), Files::write());
    let run = files.replay(&["--track", &files.path("walk.gpx"), "--relay", &relay.url()]);
    let summary = run.summary();
    assert_eq!((&summary["uploaded"], &summary["queued"]), (&summary["reported"], &0.into()), "{summary}");
    let mut read = 0;
    for number in [1, 2] {
        let fetched = owner(number).fetch(&relay.url());
        assert!(!fetched.places.is_empty(), "tag {number}: {fetched:?}");
        for place in &fetched.places {
            let off = (place.latitude() - latitude(place.time())).abs();
            assert!(off <= 1e-6 && (place.longitude() - Place::MARKET.longitude).abs() <= 1e-6, "{place:?}");
        }
        read += fetched.places.len();
    }
    assert_eq!(summary["reported"], read, "each of them once");
    assert!(owner(3).fetch(&relay.url()).places.is_empty());
}

/// Everything that a phone sends after it heard a capture along the way.
fn sent_by_phone(number: u32) -> Vec<Vec<u8>> {
    let server = ScriptedServer::start();
    let mut phone = Phone::new(number, &server.url());
    let mut reader = CaptureReader::new(None);
    reader.push(capture().as_bytes());
    reader.finish();
    let begin = phone.boot_ms();
    for item in reader.by_ref() {
        let item = item.unwrap();
        let seconds = item.time.unwrap() / 1_000_000_000;
        phone.waits_until(begin + (seconds - start_s()) as u64 * 1_000);
        phone.place = Place { latitude: latitude(seconds), ..Place::MARKET };
        let (data, address) = (item.data, item.address.unwrap());
        phone.sees(&[SampleAdvert { data, address, extended_pdu: false }]);
    }
    phone.waits_out_delays();
    assert_eq!(phone.works(60).remaining, 0);
    server.reports().into_iter().map(|report| report.body).collect()
}

#[test]
fn the_same_seeds_seal_the_same_bytes() {
    let (first, second, other) = (sent_by_phone(7), sent_by_phone(7), sent_by_phone(8));
    assert!(first.len() >= 2);
    assert_eq!(first, second);
    assert_eq!(first.len(), other.len());
    assert!(first.iter().all(|body| !other.contains(body)));
}

/// Real captures, which stay outside of the repository.
fn real_captures() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures");
    if !folder.exists() {
        eprintln!("skipped: no captures beside the checkout");
        return None;
    }
    Some(folder)
}

#[test]
fn real_captures_are_counted_and_never_reported() {
    let Some(folder) = real_captures() else { return };
    // Adverts of Apple tags near their owners, adverts, records, adverts with a wrong CRC.
    let expected = [
        ("air_findmy_256.pcap", 18, 170, 221, 18),
        ("air_findmy_251_derived.pcap", 18, 170, 221, 18),
        ("air_ch37_findmy_noise_256.pcap", 9, 127, 382, 76),
        ("android_tile_ibeacon_1002.btsnoop", 0, 412, 430, 0),
    ];
    for (name, apple, adverts, records, bad_crc) in expected {
        let path = folder.join(name).display().to_string();
        let replay = || run(["replay", &path, "--at", "42.6977,23.3219", "--json"]);
        let (first, second) = (replay(), replay());
        assert_eq!((first.status, &first.stdout), (0, &second.stdout), "{}", first.stderr);
        let summary = first.summary();
        let count = |pointer| summary.pointer(pointer).and_then(Value::as_u64).unwrap_or(0);
        let counted = ["/sighted/apple", "/adverts", "/records", "/rejected/bad_crc"].map(count);
        assert_eq!(counted, [apple, adverts, records, bad_crc], "{name}: {summary}");
        assert_eq!([count("/suppressed/near_owner"), count("/reported"), count("/queued")], [apple, 0, 0]);
    }
}
