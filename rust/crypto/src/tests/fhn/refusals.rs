//! What does not open, and what it says.

use super::{COUNTER, bytes, identity, place, private_key, rows, vectors};
use crate::{
    fhn::{
        AccountKey, Curve, Eid, Ephemeral, Form, IdentityKey, Location, LocationError, OpenError, PrivateKey,
        PrivateKeyError, RecoveryKey, RingKey, SealError, UnwantedTrackingKey, ephemeral, open, own_report,
        own_report::OwnReportError, seal, wrapped,
    },
    p256, secp160r1,
};

fn made(form: Form) -> Ephemeral {
    ephemeral(&identity(5), COUNTER, form.curve()).expect("no fault")
}

fn sealed(form: Form) -> Vec<u8> {
    seal(&made(form).eid, &place(), form, &[6; 32]).expect("sealed")
}

#[test]
fn every_flipped_bit_is_noticed() {
    for form in Form::ALL {
        let (body, key) = (sealed(form), made(form).private_key);
        for (index, bit) in (0..body.len()).flat_map(|index| (0..8).map(move |bit| (index, bit))) {
            let mut changed = body.clone();
            changed[index] ^= 1 << bit;
            let error = open(&key, &changed).expect_err("opened");
            assert_eq!(error, expected(form, index, &changed), "bit {bit} of byte {index}");
        }
    }
}

/// What a body says that was changed at `index`.
fn expected(form: Form, index: usize, changed: &[u8]) -> OpenError {
    let curve = form.curve();
    let x = Eid::from_slice(&changed[1..=curve.eid_length()]).expect("an x");
    let lifts = match &x {
        Eid::Secp160r1(x) => secp160r1::Point::lift_x(x).is_some(),
        Eid::Secp256r1(x) => p256::Point::lift(x).is_some(),
    };
    match (index, Form::from_byte(changed[0])) {
        (0, None) => OpenError::UnknownForm { form: changed[0] },
        (0, Some(other)) if other.curve() != curve => OpenError::CurveMismatch { form: other, curve },
        _ if !lifts => OpenError::InvalidPoint { curve },
        _ => OpenError::Authentication,
    }
}

#[test]
fn every_shorter_length_is_refused() {
    for form in Form::ALL {
        let (body, key) = (sealed(form), made(form).private_key);
        let least = 1 + form.curve().eid_length() + 16;
        for length in 0..body.len() {
            let error = if length < least {
                OpenError::TooShort { length, least }
            } else {
                OpenError::Authentication
            };
            assert_eq!(open(&key, &body[..length]), Err(error));
        }
        assert_eq!(open(&key, &[body.as_slice(), &[0]].concat()), Err(OpenError::Authentication));
    }
}

#[test]
fn a_key_opens_the_forms_of_its_curve() {
    for (form, other) in [
        (Form::P256, Form::Secp160r1Nonce16),
        (Form::Secp160r1Nonce16, Form::P256),
        (Form::Secp160r1Nonce20, Form::P256),
    ] {
        let mismatch = OpenError::CurveMismatch { form, curve: other.curve() };
        assert_eq!(open(&made(other).private_key, &sealed(form)), Err(mismatch));
        let mismatch = SealError::CurveMismatch { form, curve: other.curve() };
        assert_eq!(seal(&made(other).eid, &place(), form, &[6; 32]), Err(mismatch));
    }
    // One key, both lengths of nonce, but each body only in its own.
    let mut body = sealed(Form::Secp160r1Nonce16);
    body[0] = Form::Secp160r1Nonce20.byte();
    assert_eq!(open(&made(Form::Secp160r1Nonce16).private_key, &body), Err(OpenError::Authentication));
}

#[test]
fn coordinates_that_are_not_canonical_are_refused() {
    let primes = [
        "ffffffffffffffffffffffffffffffff7fffffff",
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    ];
    for (prime, form) in primes.iter().zip([Form::Secp160r1Nonce16, Form::P256]) {
        let prime = hex::decode(prime).expect("hex");
        let curve = form.curve();
        let eid = Eid::from_slice(&prime).expect("a length");
        assert_eq!(seal(&eid, &place(), form, &[6; 32]), Err(SealError::InvalidKey { curve }));
        let mut body = sealed(form);
        body[1..=prime.len()].copy_from_slice(&prime);
        assert_eq!(open(&made(form).private_key, &body), Err(OpenError::InvalidPoint { curve }));
    }
}

#[test]
fn places_that_do_not_exist_and_reports_without_a_time_are_not_sealed() {
    let cases = [
        (Location { lat_e7: 900_000_001, ..place() }, LocationError::Latitude),
        (Location { lat_e7: i32::MIN, ..place() }, LocationError::Latitude),
        (Location { lon_e7: -1_800_000_001, ..place() }, LocationError::Longitude),
        (Location { time: None, ..place() }, LocationError::NoTime),
    ];
    for (location, error) in cases {
        let form = Form::Secp160r1Nonce16;
        assert_eq!(seal(&made(form).eid, &location, form, &[6; 32]), Err(SealError::Location(error)));
        let own = own_report::seal(&identity(5), &location, &[6; 12]);
        assert_eq!(own, Err(OwnReportError::Location(error)));
    }
}

#[test]
fn what_opens_and_is_no_location_says_so() {
    let made = made(Form::Secp160r1Nonce16);
    let Eid::Secp160r1(x) = made.eid else { panic!("the other curve") };
    let to = secp160r1::Point::lift_x(&x).expect("a point");
    let ephemeral = secp160r1::Scalar::from_wide(&[7; 32]);
    let cases = [
        ("0d", LocationError::Malformed),
        ("0d0000", LocationError::Malformed),
        ("0801", LocationError::Malformed),
        ("18ffffffffffffffffffff01", LocationError::Malformed),
        ("0d01e9a435", LocationError::Latitude),
        ("15ff2db694", LocationError::Longitude),
    ];
    for (text, error) in cases {
        let text = hex::decode(text).expect("hex");
        let body = crate::fhn::seal_160(&ephemeral, &to, Form::Secp160r1Nonce16, &text).expect("no fault");
        assert_eq!(open(&made.private_key, &body), Err(OpenError::Location(error)));
    }
}

#[test]
fn private_keys_say_why_they_are_none() {
    assert_eq!(PrivateKey::from_bytes(&[1; 28]), Err(PrivateKeyError::WrongLength { length: 28 }));
    for (length, curve) in [(21, Curve::Secp160r1), (32, Curve::Secp256r1)] {
        assert_eq!(PrivateKey::from_bytes(&vec![0; length]), Err(PrivateKeyError::OutOfRange { curve }));
    }
    assert_eq!(Eid::from_slice(&[0; 28]), None);
}

#[test]
fn own_reports_notice_every_change() {
    let body = own_report::seal(&identity(5), &place(), &[6; 12]).expect("sealed");
    assert_eq!(own_report::open(&identity(6), &body), Err(OwnReportError::Authentication));
    for index in 0..body.len() {
        let mut changed = body.clone();
        changed[index] ^= 0x20;
        assert_eq!(own_report::open(&identity(5), &changed), Err(OwnReportError::Authentication));
    }
    for length in 0..28 {
        assert_eq!(own_report::open(&identity(5), &body[..length]), Err(OwnReportError::TooShort { length }));
    }
}

#[test]
fn wrapped_keys_of_other_lengths_and_owners_are_refused() {
    let owner = wrapped::OwnerKey::from_bytes([1; 32]);
    for row in rows(&vectors("fhn-v1.json")["wrapped"]) {
        let blob = bytes(row, "wrapped");
        let wrong_owner = owner.unwrap_identity_key(&blob).err().or(owner.unwrap_account_key(&blob).err());
        assert!(wrong_owner.is_some());
    }
    let error = wrapped::UnwrapError::WrongLength { length: 59, gcm: 60, cbc: 48 };
    assert_eq!(owner.unwrap_identity_key(&[0; 59]), Err(error));
    assert_eq!(owner.unwrap_identity_key(&[0; 60]), Err(wrapped::UnwrapError::Authentication));
    assert_eq!(owner.unwrap_account_key(&[0; 44]), Err(wrapped::UnwrapError::Authentication));
}

#[test]
fn repeated_randomness_does_not_repeat_the_ephemeral_key() {
    for form in Form::ALL {
        let (made, one) = (made(form), sealed(form));
        let later = Location { time: Some(1_790_000_001), ..place() };
        let two = seal(&made.eid, &later, form, &[6; 32]).expect("sealed");
        let other = ephemeral(&identity(5), COUNTER + 1024, form.curve()).expect("no fault");
        let three = seal(&other.eid, &place(), form, &[6; 32]).expect("sealed");
        let x = 1..=form.curve().eid_length();
        assert_ne!(one[x.clone()], two[x.clone()]);
        assert_ne!(one[x.clone()], three[x]);
    }
}

#[test]
fn nothing_prints_a_secret_or_a_place() {
    let row = &vectors("fhn-v1.json")["sealed"][0];
    let key = private_key(row);
    let made = made(Form::P256);
    let texts = [
        format!("{key:?}"),
        format!("{made:?}"),
        format!("{:?}", made.eid),
        format!("{:?}", place()),
        format!("{:?}", identity(5)),
        format!("{:?}", identity(5).ring_key()),
    ];
    for text in texts {
        assert!(text.contains("redacted"), "{text}");
        assert!(text.len() < 48, "{text}");
    }
}

#[test]
fn keys_are_zeroed_on_drop() {
    fn dropped<T: zeroize::ZeroizeOnDrop>() {}
    dropped::<IdentityKey>();
    dropped::<AccountKey>();
    dropped::<RecoveryKey>();
    dropped::<RingKey>();
    dropped::<UnwantedTrackingKey>();
    dropped::<wrapped::OwnerKey>();
    // The two halves of a private key.
    dropped::<secp160r1::Scalar>();
    dropped::<p256::Scalar>();
}
