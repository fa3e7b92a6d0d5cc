//! The packed batch against an answer that Kotlin's packer is checked with too.

#![allow(missing_docs)]

mod common;

use common::{bytes, vectors};
use findmesh_proto::{
    Address, AddressKind,
    packed::{PackedBatch, PackedWriter},
};
use serde_json::{Value, json};

#[test]
fn known_answer_both_ways() {
    let file = vectors("packed-v1.json");
    for case in file["cases"].as_array().unwrap() {
        let packed = bytes(&case["packed"]);
        let batch = PackedBatch::parse(&packed).unwrap();
        let mut writer = PackedWriter::new();
        for (sighting, record) in batch.iter().zip(case["records"].as_array().unwrap()) {
            let address = sighting.frame.address;
            assert_eq!(hex::encode(sighting.frame.data), record["adv"]);
            assert_eq!(address.map_or(Value::Null, |a| json!(a.to_string())), record["address"]);
            assert_eq!(kind(address), record["address_type"]);
            assert_eq!(json!(sighting.rssi), record["rssi"]);
            assert_eq!(json!(sighting.tx_power), record["tx_power"]);
            assert_eq!(json!(sighting.extended_pdu), record["extended"]);
            assert_eq!(json!(sighting.elapsed_nanos), record["elapsed_nanos"]);
            writer.push(&sighting).unwrap();
        }
        assert_eq!(batch.len(), case["records"].as_array().unwrap().len());
        assert_eq!(hex::encode(writer.finish()), hex::encode(packed));
    }
}

fn kind(address: Option<Address>) -> &'static str {
    match address.map(|a| a.kind) {
        Some(AddressKind::Public) => "public",
        Some(AddressKind::Random) => "random",
        Some(AddressKind::Unknown) | None => "unknown",
    }
}
