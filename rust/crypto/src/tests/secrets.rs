//! Secrets neither print nor stay.

use super::{COMMON, report};
use crate::{
    LookupId, apple,
    at_rest::{DataKey, HashKey},
    eddystone::IdentityKey,
    mibeacon::BindKey,
    native::{ChainKey, DaySecret, PrivateKey, Schedule, TagSecret, epoch_key, seal},
    p224,
    p256::{Point, Scalar, backend},
    samsung::{AuthenticationKey, MasterSecret, PrivacyKey, SigningKey},
    secp160r1,
};
use core::fmt::Debug;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A byte that no other text of `Debug` holds, in hex or in decimal.
const BYTE: u8 = 0xA7;

fn assert_redacted(value: &dyn Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(text.to_lowercase().contains("redacted"), "{text}");
        assert!(!text.contains("a7") && !text.contains("A7") && !text.contains("167"), "{text}");
    }
}

#[test]
fn secrets_print_redacted() {
    let secret = [BYTE; 32];
    let day = DaySecret::from_bytes(secret);
    let epoch = epoch_key(&day, 255).expect("a key");
    let private = PrivateKey::from_bytes(&secret).expect("a key");
    let scalar = Scalar::from_bytes(&secret).expect("a scalar");
    let values: [&dyn Debug; 10] = [
        &TagSecret::from_bytes(secret),
        &ChainKey::from_bytes(secret),
        &day,
        &DataKey::from_bytes(secret),
        &HashKey::from_bytes(secret),
        &Schedule::new(TagSecret::from_bytes(secret), 1),
        &private,
        &scalar,
        &epoch,
        &Point::lift(&epoch.key).expect("a point"),
    ];
    for value in values {
        assert_redacted(value);
    }
    assert!(!format!("{private:?}{epoch:?}").contains(&hex::encode(&epoch.key[..4])));
}

#[test]
fn keys_of_tags_print_redacted() {
    let secret = [BYTE; 16];
    let values: [&dyn Debug; 5] = [
        &IdentityKey::from_bytes(secret),
        &MasterSecret::from_bytes(secret),
        &PrivacyKey::from_bytes(secret),
        &SigningKey::from_bytes(secret),
        &AuthenticationKey::from_bytes(secret),
    ];
    for value in values {
        assert_redacted(value);
    }
}

#[test]
fn secrets_of_apple_tags_print_redacted() {
    let private = apple::PrivateKey::from_bytes(&[BYTE; 28]).expect("a key");
    let symmetric = apple::SymmetricKey::from_bytes([BYTE; 32]);
    let mut schedule = apple::Schedule::new(private.clone(), symmetric.clone());
    let pair = schedule.key(0xA7).expect("a key");
    let report = apple::Report {
        time: apple::EPOCH + 167,
        confidence: BYTE,
        lat_e7: 167,
        lon_e7: -167,
        accuracy_m: BYTE,
        status: BYTE,
    };
    let values: [&dyn Debug; 5] = [&private, &symmetric, &schedule, &pair, &report];
    for value in values {
        assert_redacted(value);
    }
}

#[test]
fn scalars_and_points_print_redacted() {
    let wide = p224::Scalar::from_wide_plus_one(&[BYTE; 36]);
    let short = secp160r1::Scalar::from_wide(&[BYTE; 32]);
    let points = (p224::public(&wide).expect("a point"), secp160r1::public(&short).expect("a point"));
    let values: [&dyn Debug; 4] = [&wide, &short, &points.0, &points.1];
    for value in values {
        assert_redacted(value);
        assert!(format!("{value:?}").len() < 24, "more than its name");
    }
}

#[test]
fn lookup_ids_print_redacted() {
    for id in [LookupId::Native([BYTE; 16]), LookupId::Apple([BYTE; 32]), LookupId::Fhn([BYTE; 10])] {
        assert_redacted(&id);
        assert!(id.as_slice().iter().all(|byte| *byte == BYTE));
    }
}

#[test]
fn errors_carry_no_bytes_of_the_report() {
    let error = seal(backend(), &[BYTE; 32], &report(), &COMMON, &[BYTE; 32]).map(|_| ());
    let text = format!("{error:?}");
    assert!(!text.contains("a7") && !text.contains("167"), "{text}");
}

#[test]
fn secrets_are_zeroed_on_drop() {
    fn dropped<T: ZeroizeOnDrop>() {}
    dropped::<TagSecret>();
    dropped::<ChainKey>();
    dropped::<DaySecret>();
    dropped::<DataKey>();
    dropped::<HashKey>();
    dropped::<Scalar>();
    dropped::<apple::SymmetricKey>();
    dropped::<p224::Scalar>();
    dropped::<p224::SharedX>();
    dropped::<secp160r1::Scalar>();
    dropped::<secp160r1::SharedX>();
    dropped::<IdentityKey>();
    dropped::<MasterSecret>();
    dropped::<PrivacyKey>();
    dropped::<SigningKey>();
    dropped::<AuthenticationKey>();
    dropped::<BindKey>();

    let mut key = DataKey::from_bytes([BYTE; 32]);
    key.zeroize();
    assert_eq!(key.expose(), &[0; 32]);
}

#[test]
fn secrets_compare_by_content() {
    let one = DataKey::from_bytes([1; 32]);
    assert_eq!(one, one.clone());
    let mut other = [1; 32];
    other[31] = 2;
    assert_ne!(one, DataKey::from_bytes(other));
}
