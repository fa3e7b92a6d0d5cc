//! Known answers from outside: our formats by an independent implementation, Apple's and everybody else's
//! from public sources.

#![allow(missing_docs, clippy::cast_possible_truncation)]

mod common;

use common::{address, array, bytes, fields, vectors};
use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::deployment::{parse_company_id, parse_uuid};
use findmesh_proto::{
    Advert, Deployment, FixSource, Form, Frame, Network, Query, Report, SealedReport, State, UploadBatch,
    advert, frame,
};
use serde_json::{Value, json};

fn deployment(schedule: &Value) -> Deployment {
    Deployment {
        service_uuid: parse_uuid(schedule["service_uuid"].as_str().unwrap()).unwrap(),
        company_id: Some(parse_company_id(schedule["compact_company_id"].as_str().unwrap()).unwrap()),
    }
}

/// Battery low, moved, UWB: the status of every case, before masking.
const EXTENDED_STATUS: u8 = 0b1011_0000;
/// The same where the compact header has it: moved, then two bits of battery.
const COMPACT_STATUS: u8 = 0b0000_1100;

#[test]
fn native_extended_adverts() {
    let schedule = &vectors("native-v1.json")["schedule"];
    let deployment = deployment(schedule);
    for case in schedule["cases"].as_array().unwrap() {
        let key: [u8; 32] = array(&case["key"]);
        let [mask, _] = array(&case["mask"]);
        let near_owner = case["near_owner"].as_bool().unwrap();
        let data = bytes(&case["extended_advert"]);
        let written = extended_advert(&deployment.service_uuid, &key, EXTENDED_STATUS ^ mask, near_owner);
        assert_eq!(hex::encode(&written), hex::encode(&data));

        let frame = Frame { data: &data, address: None };
        let Ok(Some(advert @ Advert::Findmesh(ours))) = advert::decode(&frame, &deployment) else {
            panic!("not decoded");
        };
        assert_eq!((ours.form, ours.key), (Form::Extended, Some(key)));
        assert_eq!(ours.status_masked ^ mask, EXTENDED_STATUS);
        assert_eq!(advert.state() == State::NearOwner, near_owner);
        assert_eq!(advert.state() == State::Separated, !near_owner);
        let header = if near_owner { "11" } else { "10" };
        let status = hex::encode([ours.status_masked]);
        assert_eq!(fields(&advert), json!({"version": "01", "status_masked": status, "header": header}));
    }
}

#[test]
fn native_compact_adverts() {
    let schedule = &vectors("native-v1.json")["schedule"];
    let deployment = deployment(schedule);
    for case in schedule["cases"].as_array().unwrap() {
        let key: [u8; 32] = array(&case["key"]);
        let [_, mask] = array(&case["mask"]);
        let near_owner = case["near_owner"].as_bool().unwrap();
        let data = bytes(&case["compact_advert"]);
        let sender = address(&case["compact_address"], &json!("random")).unwrap();
        let header = compact_header(&key, COMPACT_STATUS ^ mask, near_owner);
        let (written_address, written) = compact_advert(deployment.company_id.unwrap(), &key, header);
        assert_eq!((hex::encode(written), written_address), (hex::encode(&data), sender));

        let frame = Frame { data: &data, address: Some(sender) };
        let Ok(Some(advert @ Advert::Findmesh(ours))) = advert::decode(&frame, &deployment) else {
            panic!("not decoded");
        };
        assert_eq!((ours.form, ours.key), (Form::Compact, Some(key)));
        assert_eq!((ours.header, ours.status_masked, ours.near_owner), (header, 0, near_owner));
        assert_eq!(advert.key(), Some(key.as_slice()));
        assert_eq!(fields(&advert), json!({"version": "01", "header": hex::encode([header])}));
    }
}

#[test]
fn native_plaintexts() {
    for case in vectors("native-v1.json")["report"].as_array().unwrap() {
        let plaintext = bytes(&case["plaintext"]);
        let report = Report::decode(&plaintext).unwrap();
        assert_eq!(hex::encode(report.encode()), hex::encode(&plaintext));
        let want = &case["fields"];
        let number = |name: &str| want[name].as_i64().unwrap();
        assert_eq!(i64::from(report.time), number("time"));
        assert_eq!(i64::from(report.lat_e7), number("lat_e7"));
        assert_eq!(i64::from(report.lon_e7), number("lon_e7"));
        assert_eq!(i64::from(report.accuracy_dm), number("accuracy_dm"));
        assert_eq!(i64::from(report.altitude_m), number("altitude_m"));
        assert_eq!(i64::from(report.header), number("header"));
        assert_eq!(i64::from(report.status), number("status"));
        assert_eq!(i64::from(report.rssi), number("rssi"));
        assert_eq!(i64::from(report.tx_power), number("tx_power"));
        assert_eq!(i64::from(report.fix_age_s), number("fix_age_s"));
        let flags = number("flags") as u8;
        assert_eq!(report.source, FixSource::from_bits(flags));
        assert_eq!(report.moving, flags & 4 != 0);
        assert_eq!(report.form == Form::Compact, flags & 8 != 0);
    }
}

#[test]
fn native_frames() {
    let file = vectors("native-v1.json");
    let case = &file["report"][0];
    let id = bytes(&file["schedule"]["cases"][2]["lookup_id"]);
    assert_eq!(file["schedule"]["cases"][2]["key"], case["key"]);

    let upload = UploadBatch::of(SealedReport::new(Network::Native, id.clone(), bytes(&case["body"])));
    let framed = bytes(&file["frames"]["upload_of_first_report"]);
    assert_eq!(hex::encode(frame::encode(&upload).unwrap()), hex::encode(&framed));
    assert_eq!(frame::decode::<UploadBatch>(&framed).unwrap(), upload);

    let query = Query::for_id(Network::Native, id, 0);
    let framed = bytes(&file["frames"]["query_for_it"]);
    assert_eq!(hex::encode(frame::encode(&query).unwrap()), hex::encode(&framed));
    assert_eq!(frame::decode::<Query>(&framed).unwrap(), query);
}

#[test]
fn apple_adverts() {
    for case in vectors("apple-adverts.json")["cases"].as_array().unwrap() {
        let name = &case["name"];
        let data = bytes(&case["adv"]);
        let frame = Frame { data: &data, address: address(&case["address"], &case["address_type"]) };
        let advert = advert::decode(&frame, &Deployment::COMMON).unwrap().unwrap();
        assert_eq!(advert.network(), "apple", "{name}");
        assert_eq!(advert.reports_to(), Some(Network::Apple), "{name}");
        assert_eq!(advert.kind(), case["kind"], "{name}");
        assert_eq!(advert.state().as_str(), case["state"], "{name}");
        assert_eq!(advert.key().map(hex::encode), case["key"].as_str().map(str::to_owned), "{name}");
        assert_eq!(advert.battery().unwrap().as_str(), case["battery"], "{name}");
        assert_eq!(fields(&advert), case["fields"], "{name}");
    }
}
