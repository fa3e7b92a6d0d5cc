//! What does not open, and what it says.

use super::{COMMON, backends, report};
use crate::native::{
    BODY_LENGTH, EpochKey, OpenError, PrivateKey, PrivateKeyError, SealError, TagSecret, chain_key,
    epoch_key, open, seal,
};
use crate::p256::{P256, backend};
use findmesh_proto::ReportError;

fn epoch(day: u32) -> EpochKey {
    epoch_key(&chain_key(&TagSecret::from_bytes([5; 32]), day).day_secret(), 255).expect("a key")
}

fn sealed(backend: &dyn P256) -> [u8; BODY_LENGTH] {
    seal(backend, &epoch(0).key, &report(), &COMMON, &[6; 32]).expect("sealed")
}

#[test]
fn every_flipped_bit_is_noticed() {
    for backend in backends() {
        let (body, key) = (sealed(backend), epoch(0).private_key);
        for (index, bit) in (0..BODY_LENGTH).flat_map(|index| (0..8).map(move |bit| (index, bit))) {
            let mut changed = body;
            changed[index] ^= 1 << bit;
            let error = open(backend, &key, &changed, &COMMON).expect_err("opened");
            let x: &[u8; 32] = changed[1..33].try_into().expect("32 bytes");
            let expected = match index {
                0 => OpenError::WrongVersion { version: changed[0] },
                1..33 if backend.lift(x).is_none() => OpenError::InvalidPoint,
                _ => OpenError::Authentication,
            };
            assert_eq!(error, expected, "bit {bit} of byte {index}");
        }
    }
}

#[test]
fn another_key_and_another_deployment_are_refused() {
    for backend in backends() {
        let body = sealed(backend);
        assert_eq!(open(backend, &epoch(1).private_key, &body, &COMMON), Err(OpenError::Authentication));
        assert_eq!(open(backend, &epoch(0).private_key, &body, &[0; 16]), Err(OpenError::Authentication));
        assert_eq!(open(backend, &epoch(0).private_key, &body, &COMMON), Ok(report()));
    }
}

#[test]
fn every_other_length_is_refused() {
    let (body, key) = ([&sealed(backend()) as &[u8], &[0; 8]].concat(), epoch(0).private_key);
    for length in (0..=body.len()).filter(|length| *length != BODY_LENGTH) {
        assert_eq!(open(backend(), &key, &body[..length], &COMMON), Err(OpenError::WrongLength { length }));
    }
}

#[test]
fn an_ephemeral_key_that_is_not_canonical_is_refused() {
    for backend in backends() {
        let mut body = sealed(backend);
        let prime =
            hex::decode("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff").expect("hex");
        // p itself would be x = 0, a point, if it were reduced.
        body[1..33].copy_from_slice(&prime);
        assert_eq!(open(backend, &epoch(0).private_key, &body, &COMMON), Err(OpenError::InvalidPoint));
        body[1..33].fill(0);
        assert_eq!(open(backend, &epoch(0).private_key, &body, &COMMON), Err(OpenError::Authentication));
    }
}

#[test]
fn a_place_that_does_not_exist_is_not_sealed() {
    let mut nowhere = report();
    nowhere.lat_e7 = 900_000_001;
    let sealed = seal(backend(), &epoch(0).key, &nowhere, &COMMON, &[6; 32]);
    assert_eq!(sealed, Err(SealError::Report(ReportError::Latitude)));
}

#[test]
fn repeated_randomness_does_not_repeat_the_ephemeral_key() {
    let mut other = report();
    other.time += 1;
    let one = sealed(backend());
    let two = seal(backend(), &epoch(0).key, &other, &COMMON, &[6; 32]).expect("sealed");
    let three = seal(backend(), &epoch(1).key, &report(), &COMMON, &[6; 32]).expect("sealed");
    assert_ne!(one[1..33], two[1..33]);
    assert_ne!(one[1..33], three[1..33]);
}

#[test]
fn private_keys_out_of_range_are_refused() {
    for bytes in [[0; 32], [0xFF; 32]] {
        assert_eq!(PrivateKey::from_bytes(&bytes), Err(PrivateKeyError::OutOfRange));
    }
}
