//! Two backends, one behaviour.

use super::backends;
use crate::{
    native::{PrivateKey, epoch_key_with, open, seal},
    p256::{Backend, P256, Point, Scalar, backend, backend_named},
};
use findmesh_proto::Report;
use proptest::prelude::*;

/// The order of the group.
const ORDER: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";

fn both() -> Option<[&'static dyn P256; 2]> {
    Some([backend_named(Backend::Graviola)?, backend_named(Backend::RustCrypto)?])
}

#[test]
fn the_portable_backend_is_always_there_and_the_fast_one_preferred() {
    assert_eq!(backend_named(Backend::RustCrypto).map(P256::name), Some("rustcrypto"));
    let preferred = if both().is_some() { Backend::Graviola } else { Backend::RustCrypto };
    assert_eq!(backend().backend(), preferred);
    assert_eq!(backends().len(), if both().is_some() { 2 } else { 1 });
}

/// `order + offset`, big endian.
fn near_order(offset: i8) -> [u8; 32] {
    let mut bytes: [u8; 32] = hex::decode(ORDER).expect("hex").try_into().expect("32 bytes");
    // The last byte of the order is 0x51, so that small offsets do not carry.
    bytes[31] = bytes[31].checked_add_signed(offset).expect("no carry");
    bytes
}

fn small(value: u8) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[31] = value;
    bytes
}

fn power_of_two(exponent: usize) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[31 - exponent / 8] = 1 << (exponent % 8);
    bytes
}

#[test]
fn scalars_are_1_to_order_minus_1() {
    for refused in [small(0), near_order(0), near_order(1), [0xFF; 32]] {
        assert!(Scalar::from_bytes(&refused).is_none());
    }
    for taken in [small(1), near_order(-1)] {
        assert_eq!(*Scalar::from_bytes(&taken).expect("a scalar").to_bytes(), taken);
    }
}

#[test]
fn wide_numbers_are_reduced_to_1_to_order_minus_1() {
    let wide = |low: [u8; 32]| {
        let mut wide = [0; 48];
        wide[16..].copy_from_slice(&low);
        *Scalar::from_wide(&wide).to_bytes()
    };
    assert_eq!(wide(small(0)), small(1));
    assert_eq!(wide(near_order(-2)), near_order(-1));
    assert_eq!(wide(near_order(-1)), small(1));
    assert_eq!(wide(near_order(0)), small(2));
}

#[test]
fn edge_scalars_on_edge_points_agree() {
    let Some([fast, portable]) = both() else { return };
    let mut scalars: Vec<[u8; 32]> = (1..=40).map(small).collect();
    scalars.extend((1..=40).map(|offset| near_order(-offset)));
    scalars.extend((0..256).step_by(5).map(power_of_two));
    // x = 0, the generator, and the largest x of a point below p.
    let generator = portable.public(&Scalar::from_bytes(&small(1)).expect("one")).expect("no fault");
    let points = [Point::lift(&[0; 32]).expect("x = 0"), generator, largest()];
    for bytes in scalars {
        let scalar = Scalar::from_bytes(&bytes).expect("a scalar");
        assert_eq!(fast.public(&scalar), portable.public(&scalar));
        for point in &points {
            assert_eq!(fast.shared_x(&scalar, point), portable.shared_x(&scalar, point));
        }
    }
}

fn largest() -> Point {
    let mut x: [u8; 32] = hex::decode("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
        .unwrap()
        .try_into()
        .unwrap();
    loop {
        x[31] -= 1;
        if let Some(point) = Point::lift(&x) {
            return point;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_make_the_same_keys_and_open_each_others_reports(
        day in any::<[u8; 32]>(),
        slot in prop_oneof![0_u8..96, Just(255)],
        plaintext in any::<[u8; 24]>(),
        service_uuid in any::<[u8; 16]>(),
        random in any::<[u8; 32]>(),
    ) {
        let Some([fast, portable]) = both() else { return Ok(()) };
        let Ok(report) = Report::decode(&clear_places(plaintext)) else { return Ok(()) };
        let day = crate::native::DaySecret::from_bytes(day);
        let epoch = epoch_key_with(fast, &day, slot).expect("a key");
        prop_assert_eq!(&epoch, &epoch_key_with(portable, &day, slot).expect("a key"));

        let body = seal(fast, &epoch.key, &report, &service_uuid, &random).expect("sealed");
        prop_assert_eq!(body, seal(portable, &epoch.key, &report, &service_uuid, &random).expect("sealed"));
        for backend in [fast, portable] {
            prop_assert_eq!(open(backend, &epoch.private_key, &body, &service_uuid), Ok(report));
        }
    }

    #[test]
    fn both_agree_about_any_scalar_and_any_x(scalar in any::<[u8; 32]>(), x in any::<[u8; 32]>()) {
        let Some([fast, portable]) = both() else { return Ok(()) };
        let Some(scalar) = Scalar::from_bytes(&scalar) else { return Ok(()) };
        prop_assert_eq!(fast.public_x_even(&scalar), portable.public_x_even(&scalar));
        prop_assert_eq!(fast.lift(&x), portable.lift(&x));
        if let Some(point) = fast.lift(&x) {
            prop_assert_eq!(fast.shared_x(&scalar, &point), portable.shared_x(&scalar, &point));
        }
    }

    #[test]
    fn a_private_key_and_its_negative_are_one(scalar in any::<[u8; 32]>()) {
        let Ok(key) = PrivateKey::from_bytes(&scalar) else { return Ok(()) };
        prop_assert_eq!(PrivateKey::from_bytes(&key.expose()), Ok(key.clone()));
        let point = backend().public(&Scalar::from_bytes(&scalar).expect("a scalar")).expect("no fault");
        prop_assert_eq!(key.key(), point.x());
        prop_assert_eq!(*key.expose() == scalar, !bool::from(point.y_is_odd()));
    }
}

/// Makes latitude and longitude small enough to be a place.
fn clear_places(mut plaintext: [u8; 24]) -> [u8; 24] {
    plaintext[4] = 0x12;
    plaintext[8] = 0xED;
    plaintext
}
