//! Captures that people recorded. They stand beside the checkout and are not part of it: where they are
//! missing the test says so and passes.

#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use findmesh_proto::capture::{CaptureCounts, CaptureItem, CaptureReader};
use findmesh_proto::{Deployment, advert};
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures");
    let there = folder.join("expected.json").is_file();
    if !there {
        eprintln!("skipped: no captures beside the checkout");
    }
    there.then_some(folder)
}

fn read(name: &str, chunk: usize) -> Option<(Vec<CaptureItem>, CaptureCounts)> {
    let bytes = std::fs::read(folder()?.join(name)).unwrap();
    let mut reader = CaptureReader::new(None);
    let mut items = Vec::new();
    for piece in bytes.chunks(chunk) {
        reader.push(piece);
        items.extend(reader.by_ref().map(Result::unwrap));
    }
    reader.finish();
    items.extend(reader.by_ref().map(Result::unwrap));
    reader.ended().unwrap();
    Some((items, *reader.counts()))
}

fn expected(name: &str) -> Option<Value> {
    let text = std::fs::read_to_string(folder()?.join("expected.json")).unwrap();
    Some(serde_json::from_str::<Value>(&text).unwrap()[name].clone())
}

/// Checks a file against its expectations; gives its adverts by network and kind.
fn check(name: &str) -> Option<BTreeMap<(&'static str, &'static str), usize>> {
    let (items, counts) = read(name, 1 << 16)?;
    let want = expected(name)?;
    let number = |field: &str| want[field].as_u64().unwrap();
    assert_eq!(counts.records, number("records"));
    assert_eq!(counts.bad_crc, number("adverts_with_wrong_crc"));
    assert_eq!(counts.adverts + counts.bad_crc, number("adverts"));
    assert_eq!(counts.malformed, 0);
    assert_eq!(read(name, 7)?, (items.clone(), counts), "in pieces");
    check_samples(&items, &want["samples"]);

    let addresses: BTreeSet<_> = items.iter().filter_map(|item| item.address).collect();
    let mut kinds = BTreeMap::new();
    for item in &items {
        if let Ok(Some(advert)) = advert::decode(&item.frame(), &Deployment::COMMON) {
            *kinds.entry((advert.network(), advert.kind())).or_default() += 1;
        }
    }
    assert!(addresses.len() as u64 <= number("distinct_addresses"));
    Some(kinds)
}

fn check_samples(items: &[CaptureItem], samples: &Value) {
    for sample in samples.as_array().unwrap() {
        let frame = sample["frame"].as_u64().unwrap();
        let item = items.iter().find(|item| item.n == frame).unwrap();
        assert_eq!(hex::encode(&item.data), sample["adv_hex"].as_str().unwrap());
        let address = item.address.unwrap();
        assert_eq!(address.to_string().to_lowercase(), sample["addr"].as_str().unwrap());
        assert_eq!(format!("{:?}", address.kind).to_lowercase(), sample["addr_type"].as_str().unwrap());
        assert_eq!(item.rssi.map(i64::from), sample["rssi"].as_i64());
        let micros = item.time.unwrap() % 1_000_000_000 / 1000;
        let time = sample["time"].as_str().unwrap();
        assert!(time.contains(&format!(".{micros:06}")), "{time} {micros}");
    }
}

#[test]
fn air_capture_256() {
    let Some(kinds) = check("air_findmy_256.pcap") else {
        return;
    };
    assert_eq!(kinds, BTreeMap::from([(("apple", "nearby"), 18)]));
}

#[test]
fn air_capture_251() {
    let Some(kinds) = check("air_findmy_251_derived.pcap") else {
        return;
    };
    assert_eq!(kinds, BTreeMap::from([(("apple", "nearby"), 18)]));
}

#[test]
fn noisy_air_capture() {
    let Some(kinds) = check("air_ch37_findmy_noise_256.pcap") else {
        return;
    };
    assert_eq!(kinds, BTreeMap::from([(("apple", "nearby"), 9)]));
}

#[test]
fn android_log() {
    let Some(kinds) = check("android_tile_ibeacon_1002.btsnoop") else {
        return;
    };
    assert_eq!(kinds, BTreeMap::from([(("ibeacon", "advert"), 11), (("tile", "advert"), 4)]));
}
