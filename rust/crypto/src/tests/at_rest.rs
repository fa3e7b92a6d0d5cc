//! Columns and keyed hashes.

use crate::at_rest::{AtRestError, DataKey, HashKey, OVERHEAD, keyed_hash, open_column, seal_column};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;

const NONCE: [u8; 12] = [8; 12];
const PLACE: &[u8] = b"pending/location/17";

fn key(byte: u8) -> DataKey {
    DataKey::from_bytes([byte; 32])
}

#[test]
fn a_column_is_version_nonce_ciphertext_tag() {
    let sealed = seal_column(&key(1), &NONCE, PLACE, b"47.3").expect("sealed");
    assert_eq!(sealed.len(), 4 + OVERHEAD);
    assert_eq!(sealed[0], 1);
    assert_eq!(sealed[1..13], NONCE);
    assert_eq!(open_column(&key(1), PLACE, &sealed).expect("opened").as_slice(), b"47.3");
}

#[test]
fn another_key_or_place_or_bit_is_refused() {
    let sealed = seal_column(&key(1), &NONCE, PLACE, b"47.3").expect("sealed");
    assert_eq!(open_column(&key(2), PLACE, &sealed), Err(AtRestError::Authentication));
    assert_eq!(open_column(&key(1), b"pending/location/18", &sealed), Err(AtRestError::Authentication));
    for index in 1..sealed.len() {
        let mut changed = sealed.clone();
        changed[index] ^= 0x10;
        assert_eq!(open_column(&key(1), PLACE, &changed), Err(AtRestError::Authentication));
    }
}

#[test]
fn short_columns_and_other_versions_say_so() {
    let mut sealed = seal_column(&key(1), &NONCE, PLACE, b"").expect("sealed");
    for length in 0..OVERHEAD {
        assert_eq!(open_column(&key(1), PLACE, &sealed[..length]), Err(AtRestError::TooShort { length }));
    }
    sealed[0] = 2;
    assert_eq!(open_column(&key(1), PLACE, &sealed), Err(AtRestError::UnknownVersion { version: 2 }));
}

#[test]
fn a_keyed_hash_is_hmac_sha256_of_length_domain_and_bytes_cut_to_16() {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&[4; 32]).expect("any length");
    mac.update(b"\0\0\0\0\0\0\0\x03tag\x01\x02");
    let expected = mac.finalize().into_bytes();
    let key = HashKey::from_bytes([4; 32]);
    assert_eq!(keyed_hash(&key, "tag", &[1, 2])[..], expected[..16]);
}

#[test]
fn domains_and_bytes_do_not_run_together() {
    let key = HashKey::from_bytes([4; 32]);
    assert_ne!(keyed_hash(&key, "ab", b"c"), keyed_hash(&key, "a", b"bc"));
    assert_ne!(keyed_hash(&key, "a", b"c"), keyed_hash(&HashKey::from_bytes([5; 32]), "a", b"c"));
}

proptest! {
    #[test]
    fn what_was_sealed_opens(
        secret in any::<[u8; 32]>(),
        nonce in any::<[u8; 12]>(),
        aad in any::<Vec<u8>>(),
        plain in any::<Vec<u8>>(),
    ) {
        let key = DataKey::from_bytes(secret);
        let sealed = seal_column(&key, &nonce, &aad, &plain).expect("sealed");
        prop_assert_eq!(open_column(&key, &aad, &sealed).expect("opened").to_vec(), plain);
    }
}
