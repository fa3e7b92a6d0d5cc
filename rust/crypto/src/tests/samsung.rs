//! Keys of SmartTags.

use super::{array, bytes, number, rows, vectors};
use crate::samsung::{
    MasterSecret, PRIVACY_IDS, PrivacyKey, SigningKey, aging_counter, aging_time, privacy_id, privacy_ids,
    signature, verify,
};
use findmesh_proto::{Advert, Deployment, Frame, advert};
use serde_json::Value;

/// The tag's frame in an advert.
fn advert_of(data: &[u8]) -> Vec<u8> {
    [&[23, 0x16, 0x5A, 0xFD], data].concat()
}

fn tag(advert: &[u8]) -> advert::samsung::Tag<'_> {
    let frame = Frame { data: advert, address: None };
    match advert::decode(&frame, &Deployment::COMMON) {
        Ok(Some(Advert::Samsung(advert::samsung::Advert::Tag(tag)))) => tag,
        other => panic!("{other:?}"),
    }
}

fn cases() -> Vec<Value> {
    rows(&vectors("samsung-keys.json")["cases"]).to_vec()
}

#[test]
fn three_keys_are_derived_of_the_master_secret() {
    for row in cases() {
        let master = MasterSecret::from_bytes(array(&row, "master_secret"));
        assert_eq!(master.privacy_key().expose(), &array(&row, "privacy_key"));
        assert_eq!(master.signing_key().expose(), &array(&row, "signing_key"));
        assert_eq!(master.authentication_key().expose(), &array(&row, "authentication_key"));
    }
}

#[test]
fn privacy_ids_are_right_and_end() {
    for row in cases() {
        let (key, iv, seed) =
            (PrivacyKey::from_bytes(array(&row, "privacy_key")), array(&row, "iv"), array(&row, "seed"));
        let all: Vec<_> = privacy_ids(&key, &iv, &seed).collect();
        assert_eq!(all.len(), usize::from(PRIVACY_IDS));
        for row in rows(&row["privacy_ids"]) {
            let index: u16 = number(row, "index");
            assert_eq!(privacy_id(&key, &iv, &seed, index), Some(array(row, "id")));
            assert_eq!(all[usize::from(index) - 1], array(row, "id"));
        }
        assert_eq!(privacy_id(&key, &iv, &seed, 0), None);
        assert_eq!(privacy_id(&key, &iv, &seed, PRIVACY_IDS + 1), None);
    }
}

#[test]
fn adverts_verify_and_changed_ones_do_not() {
    for row in cases() {
        let (key, iv) = (SigningKey::from_bytes(array(&row, "signing_key")), array(&row, "iv"));
        for advert in rows(&row["adverts"]) {
            let data = advert_of(&bytes(advert, "data"));
            let tag = tag(&data);
            assert_eq!(signature(&key, &iv, tag.signed()), tag.signature());
            assert!(verify(&key, &iv, &tag));
            assert_eq!(aging_time(tag.aging_counter()), number::<i64>(advert, "time"));
            check_changes(&key, &iv, &data);
        }
    }
}

/// Every bit of the frame counts, but for those of byte 0 that make it another format.
fn check_changes(key: &SigningKey, iv: &[u8; 16], data: &[u8]) {
    for bit in (0..3).chain(8..160) {
        let mut changed = data.to_vec();
        changed[4 + bit / 8] ^= 1 << (bit % 8);
        assert!(!verify(key, iv, &tag(&changed)), "bit {bit}");
    }
}

#[test]
fn the_clock_goes_up_each_quarter_of_an_hour_and_ends() {
    let start = 1_593_648_000;
    assert_eq!(aging_counter(start - 1), None);
    assert_eq!([start, start + 899, start + 900].map(aging_counter), [Some(0), Some(0), Some(1)]);
    let last = 0xFF_FFFF;
    assert_eq!(aging_counter(aging_time(last) + 899), Some(last));
    assert_eq!(aging_counter(aging_time(last) + 900), None);
    assert_eq!([i64::MIN, i64::MAX].map(aging_counter), [None, None]);
    // Heard at 2026-09-21 23:16 UTC.
    assert_eq!(aging_counter(1_790_032_560), Some(218_205));
}
