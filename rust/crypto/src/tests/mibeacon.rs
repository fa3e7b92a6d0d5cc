//! MiBeacon: adverts of real devices with their keys, and the cipher's own vectors.

use super::{array, bytes, number, rows, vectors};
use crate::mibeacon::{BindKey, OpenError, Opened, apply_keystream, decrypt, open};
use findmesh_proto::{Address, Advert, Deployment, Frame, advert};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Service data under FE95 in an advert.
fn decoded<'a>(data: &'a [u8]) -> advert::mibeacon::Advert<'a> {
    let frame = Frame { data, address: None };
    match advert::decode(&frame, &Deployment::COMMON) {
        Ok(Some(Advert::Mibeacon(advert))) => advert,
        other => panic!("{other:?}"),
    }
}

fn opened(row: &Value, key: &BindKey) -> Result<Opened, OpenError> {
    let sender = row["addr"].as_str().map(|text| text.parse::<Address>().expect("an address"));
    open(&decoded(&bytes(row, "adv_hex")), sender, key)
}

fn key(row: &Value) -> BindKey {
    BindKey::from_slice(&bytes(row, "key")).expect("a key")
}

/// The rows that come with a key.
fn sealed_rows() -> Vec<Value> {
    let file = vectors("adverts.json");
    let sealed = |row: &&Value| row["expect"]["ecosystem"] == "mibeacon" && row["key"].is_string();
    let sealed: Vec<_> = rows(&file["cases"]).iter().filter(sealed).cloned().collect();
    assert_eq!(sealed.len(), 52);
    sealed
}

fn objects(opened: &Opened) -> Value {
    let object = |object: advert::mibeacon::Object<'_>| json!({"id": hex::encode(object.id.to_be_bytes()), "data": hex::encode(object.data)});
    opened.objects().iter().map(object).collect()
}

#[test]
fn adverts_open_with_their_keys() {
    for row in sealed_rows() {
        let (expect, opened) = (&row["expect"], opened(&row, &key(&row)));
        if expect["decrypt"] == "failed" {
            assert_eq!(opened, Err(OpenError::Mic), "{}", row["id"]);
            continue;
        }
        let opened = opened.unwrap_or_else(|error| panic!("{}: {error}", row["id"]));
        assert_eq!(objects(&opened), expect["objects"], "{}", row["id"]);
        assert_eq!(opened.objects().is_truncated(), expect["object_truncated"] == true, "{}", row["id"]);
        assert_eq!(opened.mic_valid(), (expect["decrypt"] == "ok").then_some(true), "{}", row["id"]);
    }
}

#[test]
fn another_key_does_not_open() {
    for row in sealed_rows().iter().filter(|row| row["expect"]["decrypt"] == "ok") {
        let mut wrong = bytes(row, "key");
        wrong[0] ^= 1;
        assert_eq!(
            opened(row, &BindKey::from_slice(&wrong).expect("a key")),
            Err(OpenError::Mic),
            "{}",
            row["id"]
        );
    }
}

/// Header, counter, ciphertext and code: no bit of them may change, but for those that make another frame of it.
#[test]
fn a_changed_bit_does_not_open() {
    let rows = sealed_rows();
    let row = rows.iter().find(|row| row["id"] == "mibeacon-005").expect("a frame that names its address");
    let good = bytes(row, "adv_hex");
    let at_product = 3 + 4 + 2;
    for bit in at_product * 8..good.len() * 8 {
        let mut changed = good.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(open(&decoded(&changed), None, &key(row)), Err(OpenError::Mic), "bit {bit}");
    }
}

#[test]
fn what_is_missing_is_said() {
    let rows = sealed_rows();
    let of = |id: &str| rows.iter().find(|row| row["id"] == id).expect("a row");
    let (standard, legacy, without_mac) = (of("mibeacon-005"), of("mibeacon-135"), of("mibeacon-007"));
    assert_eq!(opened(standard, &key(legacy)), Err(OpenError::KeyLength));
    assert_eq!(opened(legacy, &key(standard)), Err(OpenError::KeyLength));
    let data = bytes(without_mac, "adv_hex");
    assert_eq!(open(&decoded(&data), None, &key(without_mac)), Err(OpenError::NoAddress));
    let elsewhere = "00:00:00:00:00:01".parse().ok();
    assert_eq!(open(&decoded(&data), elsewhere, &key(without_mac)), Err(OpenError::Mic));
    let data = bytes(standard, "adv_hex");
    assert!(open(&decoded(&data), elsewhere, &key(standard)).is_ok(), "the frame's own address counts");
    for clear in ["0e1695fe10505b052a0c0b0a38c1a4", "131695fe50505b052a0c0b0a38c1a4041002c400"] {
        let data = hex::decode(clear).expect("hex");
        assert_eq!(open(&decoded(&data), None, &key(standard)), Err(OpenError::NotSealed));
    }
}

#[test]
fn nothing_is_printed() {
    let rows = sealed_rows();
    let opened = opened(&rows[1], &key(&rows[1])).expect("opens");
    let plain = rows[1]["expect"]["objects"][0]["data"].as_str().expect("data");
    let text = format!("{opened:?} {:?} {:?}", opened.objects(), key(&rows[1]));
    assert!(text.contains("redacted") && !text.contains(plain), "{text}");
}

#[test]
fn the_cipher_has_its_known_answers() {
    for row in rows(&vectors("aes-ccm.json")["cases"]) {
        let (key, mut text) = (array(row, "key"), bytes(row, "ct"));
        match number(row, "ivSize") {
            96 => check_code(row, &key),
            104 => {
                apply_keystream(&key, &array(row, "iv"), &mut text);
                assert_eq!(text, bytes(row, "msg"), "{}", row["tcId"]);
            }
            other => panic!("nonce of {other} bits"),
        }
    }
}

fn check_code(row: &Value, key: &[u8; 16]) {
    let (nonce, aad, ct, mut tag) =
        (array(row, "iv"), bytes(row, "aad"), bytes(row, "ct"), array(row, "tag"));
    let mut text = ct.clone();
    assert!(decrypt(key, &nonce, &aad, &mut text, &tag).is_ok(), "{}", row["tcId"]);
    assert_eq!(text, bytes(row, "msg"), "{}", row["tcId"]);
    tag[3] ^= 0x80;
    let mut text = ct.clone();
    assert!(decrypt(key, &nonce, &aad, &mut text, &tag).is_err(), "{}", row["tcId"]);
    assert_eq!(text, vec![0; ct.len()], "what was not authentic is not given out");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever bytes a legacy frame holds, they come out as many and go back in.
    #[test]
    fn legacy_keystreams_are_their_own_inverse(key: [u8; 16], nonce: [u8; 13], text: Vec<u8>) {
        let mut twice = text.clone();
        apply_keystream(&key, &nonce, &mut twice);
        prop_assert_eq!(twice.len(), text.len());
        apply_keystream(&key, &nonce, &mut twice);
        prop_assert_eq!(twice, text);
    }
}
