//! RFC 9180, base mode.

use super::{array, backends, bytes, number, rows, vectors};
use crate::{
    aead::{self, Cipher},
    hkdf::Prk,
    hpke::{
        kem::{decap, derive_private_key, encap},
        labeled_expand,
        schedule::Schedule,
    },
    p256::{Point, Scalar},
};
use aes_gcm::{Aes128Gcm, Aes256Gcm, aead::Key};
use serde_json::Value;

const AES_128_GCM: u16 = 1;
const AES_256_GCM: u16 = 2;
const CHACHA20_POLY1305: u16 = 3;
const EXPORT_ONLY: u16 = 0xFFFF;

#[test]
fn key_pairs_are_derived_from_their_material() {
    for row in rows(&vectors("hpke-p256.json")["cases"]) {
        for (material, private, public) in [("ikmR", "skRm", "pkRm"), ("ikmE", "skEm", "pkEm")] {
            let scalar = derive_private_key(&bytes(row, material)).expect("a scalar");
            assert_eq!(*scalar.to_bytes(), array(row, private));
            for backend in backends() {
                assert_eq!(backend.public(&scalar).expect("no fault").to_uncompressed(), array(row, public));
            }
        }
    }
}

#[test]
fn both_sides_come_to_the_shared_secret() {
    for row in rows(&vectors("hpke-p256.json")["cases"]) {
        let (ephemeral, recipient) = (pair(row, "skEm", "pkEm"), pair(row, "skRm", "pkRm"));
        for backend in backends() {
            let sent = encap(backend, (&ephemeral.0, &ephemeral.1), &recipient.1).expect("no fault");
            let received = decap(backend, (&recipient.0, &recipient.1), &ephemeral.1).expect("no fault");
            assert_eq!(*sent, array(row, "shared_secret"));
            assert_eq!(*received, *sent);
        }
    }
}

#[test]
fn the_schedule_gives_keys_messages_and_exports() {
    for row in rows(&vectors("hpke-p256.json")["cases"]) {
        let aead = number(row, "aead_id");
        let schedule = Schedule::base(aead, &array(row, "shared_secret"), &bytes(row, "info"));
        match aead {
            AES_128_GCM => messages::<Aes128Gcm>(row, &schedule, (&*schedule.key::<16>()).into()),
            AES_256_GCM => messages::<Aes256Gcm>(row, &schedule, (&*schedule.key::<32>()).into()),
            // Not one of our ciphers: the schedule alone.
            CHACHA20_POLY1305 => {
                assert_eq!(*schedule.key(), array::<32>(row, "key"));
                assert_eq!(*schedule.base_nonce(), array(row, "base_nonce"));
            }
            EXPORT_ONLY => assert_eq!(row["key"], ""),
            other => panic!("AEAD {other}"),
        }
        exports(row, &schedule);
    }
}

fn pair(row: &Value, private: &str, public: &str) -> (Scalar, Point) {
    let scalar = Scalar::from_bytes(&array(row, private)).expect("a scalar");
    (scalar, Point::from_uncompressed(&bytes(row, public)).expect("a point"))
}

fn messages<C: Cipher>(row: &Value, schedule: &Schedule, key: &Key<C>) {
    assert_eq!(key.as_slice(), bytes(row, "key"));
    assert_eq!(*schedule.base_nonce(), array(row, "base_nonce"));
    for message in rows(&row["encryptions"]) {
        let (nonce, aad) = (array(message, "nonce"), bytes(message, "aad"));
        let mut text = bytes(message, "pt");
        let tag = aead::seal::<C>(key, &nonce, &aad, &mut text).expect("sealed");
        assert_eq!([text.as_slice(), &tag].concat(), bytes(message, "ct"));
        aead::open::<C>(key, &nonce, &aad, &mut text, &tag).expect("opened");
        assert_eq!(text, bytes(message, "pt"));
    }
    assert_eq!(row["encryptions"][0]["nonce"], row["base_nonce"]);
}

fn exports(row: &Value, schedule: &Schedule) {
    let suite = [b"HPKE\x00\x10\x00\x01".as_slice(), &number::<u16>(row, "aead_id").to_be_bytes()].concat();
    let secret = schedule.expand::<32>(b"exp");
    assert_eq!(*secret, array(row, "exporter_secret"));
    for export in rows(&row["exports"]) {
        let context = bytes(export, "exporter_context");
        let value = labeled_expand::<32>(&suite, &Prk::from_bytes(&secret), b"sec", &[&context]);
        assert_eq!(*value, array(export, "exported_value"));
    }
}
