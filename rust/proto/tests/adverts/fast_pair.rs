//! Fast Pair frames.

use findmesh_proto::advert::{Advert, fast_pair};
use findmesh_proto::{Rejection, State};
use serde_json::{Value, json};

use crate::common::annotated;
use crate::{Want, read, refused, service_data};

const DISCOVERABLE: &str = "
    06 16 2cfe                          # service data, 6 bytes
    00000a                              # model
";

const KNOWN: &str = "
    10 16 2cfe                          # service data, 16 bytes
    00                                  # version 0, no flags
    40 02044aa1                         # account key filter, 4 bytes
    21 c7c8                             # salt, 2 bytes
    33 40 c0 ff                         # battery levels: left, right, case
";

const AUDIO_SHARING: &str = "
    0a 16 2cfe                          # service data, 10 bytes
    00                                  # version 0, no flags
    37 0a0b0c                           # model, 3 bytes
    18 02                               # capabilities
";

#[track_caller]
fn check(data: &[u8], kind: &'static str, fields: Value) {
    let advert = read(data, None).unwrap().unwrap();
    Want { network: "fast_pair", kind, state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn model() {
    check(&annotated(DISCOVERABLE), "model_id", json!({"model_id": "00000a"}));
    check(&annotated(AUDIO_SHARING), "model_id", json!({"model_id": "0a0b0c"}));
}

#[test]
fn accounts() {
    let data = annotated(KNOWN);
    check(&data, "account_key_filter", json!({"account_key_filter": "02044aa1"}));
    let Ok(Some(Advert::FastPair(advert))) = read(&data, None) else { panic!("another network's") };
    let all: Vec<_> = advert.fields.map(|field| (field.kind, hex::encode(field.data))).collect();
    assert_eq!(all, [(0, "02044aa1".into()), (1, "c7c8".into()), (3, "40c0ff".into())]);
}

#[test]
fn a_device_without_accounts() {
    check(&service_data(0xFE2C, &[0, 0]), "account_key_filter", json!({"account_key_filter": ""}));
}

/// A filter with which no notification is to be shown.
#[test]
fn a_quiet_filter_is_one_too() {
    let payload = [0, 0x21, 1, 2, 0x42, 5, 6, 7, 8];
    let want = json!({"account_key_filter": "05060708"});
    check(&service_data(0xFE2C, &payload), "account_key_filter", want);
}

#[test]
fn reserved_flags_are_reported() {
    let want = json!({"account_key_filter": "05060708", "flags": "0a"});
    check(&service_data(0xFE2C, &[0x0A, 0x40, 5, 6, 7, 8]), "account_key_filter", want);
}

/// Fields before one that is cut stand, as AD structures do.
#[test]
fn a_cut_field_hides_none_before_it() {
    let want = json!({"account_key_filter": "05060708"});
    check(&service_data(0xFE2C, &[0, 0x40, 5, 6, 7, 8, 0x21, 1]), "account_key_filter", want);
}

#[test]
fn frames_are_checked() {
    let cases: [(&[u8], fast_pair::Rejection); 6] = [
        (&[], fast_pair::Rejection::Short),
        (&[0], fast_pair::Rejection::Content),
        (&[0x10, 0x40, 5, 6, 7, 8], fast_pair::Rejection::Version),
        (&[0xF0], fast_pair::Rejection::Version),
        (&[0, 0x40, 5, 6, 7], fast_pair::Rejection::Content),
        (&[0, 0x21, 5, 6, 0x18, 1], fast_pair::Rejection::Content),
    ];
    for (payload, reason) in cases {
        assert_eq!(refused(&service_data(0xFE2C, payload), None), Rejection::FastPair(reason));
    }
    assert_eq!(read(&annotated(KNOWN), None).unwrap().unwrap().state(), State::Unknown);
}
