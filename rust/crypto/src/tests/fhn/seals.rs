//! Reports of another implementation, and ours.

use super::super::backends;
use super::{
    COUNTER, array, bytes, eid, form, identity, identity_key, location, place, private_key, rows, vectors,
};
use crate::{
    fhn::{
        Curve, Eid, Form, LocationError, OpenError, PrivateKey, SealError, ephemeral, open, open_with,
        own_report, seal, seal_160, seal_256, seal_with,
    },
    p256, secp160r1,
};
use proptest::prelude::*;
use serde_json::Value;

/// Seals the row's plaintext under the row's ephemeral key.
fn seal_row(row: &Value) -> Vec<u8> {
    let (form, text) = (form(row), bytes(row, "plaintext"));
    match eid(row) {
        Eid::Secp160r1(x) => {
            let ephemeral = secp160r1::Scalar::from_bytes(&array(row, "ephemeral_private_key"));
            let to = secp160r1::Point::lift_x(&x).expect("a point");
            seal_160(&ephemeral.expect("a scalar"), &to, form, &text).expect("no fault")
        }
        Eid::Secp256r1(x) => {
            let ephemeral = p256::Scalar::from_bytes(&array(row, "ephemeral_private_key"));
            let to = p256::Point::lift(&x).expect("a point");
            seal_256(p256::backend(), &ephemeral.expect("a scalar"), &to, form, &text).expect("no fault")
        }
    }
}

#[test]
fn bodies_of_other_clients_open_and_seal_to_the_byte() {
    for row in rows(&vectors("fhn-v1.json")["sealed"]) {
        let body = bytes(row, "body");
        for backend in backends() {
            let opened = open_with(backend, &private_key(row), &body);
            assert_eq!(opened, Ok(location(&row["expect"])), "{}", row["why"]);
        }
        assert_eq!(seal_row(row), body, "{}", row["why"]);
    }
}

#[test]
fn our_bodies_are_those_of_the_other_implementation() {
    for row in rows(&vectors("fhn-v1.json")["made"]) {
        let place = location(&row["location"]);
        for backend in backends() {
            let sealed = seal_with(backend, &eid(row), &place, form(row), &array(row, "random"));
            assert_eq!(sealed, Ok(bytes(row, "body")));
        }
        assert_eq!(open(&private_key(row), &bytes(row, "body")), Ok(place));
    }
}

#[test]
fn reports_of_the_owners_own_phone() {
    for row in rows(&vectors("fhn-v1.json")["own_reports"]) {
        let (identity, body) = (identity_key(row), bytes(row, "body"));
        let expected = location(&row["expect"]);
        assert_eq!(own_report::open(&identity, &body), Ok(expected));
        let sealed = own_report::seal(&identity, &expected, &array(row, "iv"));
        match expected.time {
            Some(_) => assert_eq!(sealed, Ok(body)),
            None => assert_eq!(sealed, Err(LocationError::NoTime.into())),
        }
    }
}

#[test]
fn either_of_a_private_key_and_its_negative_opens() {
    let made = ephemeral(&identity(3), COUNTER, Curve::Secp160r1).expect("no fault");
    let order = hex::decode("0100000000000000000001f4c8f927aed3ca752257").expect("hex");
    let negative = PrivateKey::from_bytes(&difference(&order, &made.private_key.expose())).expect("a key");
    assert_ne!(negative.expose(), made.private_key.expose());
    assert_eq!(negative, made.private_key);
    let body = seal(&made.eid, &place(), Form::Secp160r1Nonce20, &[1; 32]).expect("sealed");
    assert_eq!(open(&negative, &body), Ok(place()));
}

/// `a − b`, big endian, of one length.
fn difference(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut digits: Vec<u8> = (a.iter().zip(b).rev())
        .map(|(a, b)| {
            let digit = i16::from(*a) - i16::from(*b) - borrow;
            borrow = i16::from(digit < 0);
            digit.to_le_bytes()[0]
        })
        .collect();
    digits.reverse();
    digits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_was_sealed_opens_and_has_the_stated_length(
        secret in any::<[u8; 32]>(),
        counter in any::<u32>(),
        random in any::<[u8; 32]>(),
        lat_e7 in -900_000_000..=900_000_000_i32,
        lon_e7 in -1_800_000_000..=1_800_000_000_i32,
        altitude_m in any::<i32>(),
        time in any::<u32>(),
        accuracy_dm in any::<Option<u32>>(),
    ) {
        let location = crate::fhn::Location { lat_e7, lon_e7, altitude_m, time: Some(time), accuracy_dm };
        for form in Form::ALL {
            let identity = crate::fhn::IdentityKey::from_bytes(secret);
            let made = ephemeral(&identity, counter, form.curve()).expect("no fault");
            let body = seal(&made.eid, &location, form, &random).expect("sealed");
            let lengths = match form.curve() {
                Curve::Secp160r1 => 55..=71,
                Curve::Secp256r1 => 67..=83,
            };
            prop_assert!(lengths.contains(&body.len()), "{} bytes", body.len());
            prop_assert_eq!(open(&made.private_key, &body), Ok(location));
            let other = ephemeral(&identity, counter ^ 1024, form.curve()).expect("no fault");
            prop_assert_eq!(open(&other.private_key, &body), Err(OpenError::Authentication));
        }
    }

    #[test]
    fn any_20_bytes_are_sealed_to_exactly_when_they_lift(x in any::<[u8; 20]>()) {
        let sealed = seal(&Eid::Secp160r1(x), &place(), Form::Secp160r1Nonce16, &[5; 32]);
        if secp160r1::Point::lift_x(&x).is_some() {
            prop_assert!(sealed.is_ok());
        } else {
            prop_assert_eq!(sealed, Err(SealError::InvalidKey { curve: Curve::Secp160r1 }));
        }
    }
}
