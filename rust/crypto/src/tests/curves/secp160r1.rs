//! secp160r1: GEC 2, micro-ecc and Find Hub values, and random scalars against the textbook.

use super::oracle::{Oracle, Place, padded};
use crate::{
    secp160r1::{Point, Scalar, product, public, public_batch, shared_x, shared_x_batch},
    tests::{array, rows, vectors},
};
use num_bigint::BigUint;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::OnceLock;

super::laws::laws!(Oracle::secp160r1, 20);

fn point(row: &Value) -> Point {
    Point::from_xy(&array(row, "x"), &array(row, "y")).expect("on the curve")
}

fn scalar(row: &Value) -> Scalar {
    Scalar::from_bytes(&array(row, "d")).expect("a scalar")
}

#[test]
fn known_answers() {
    let mut kinds = [0; 5];
    for row in rows(&vectors("secp160r1.json")["cases"]) {
        let kind = match row["kind"].as_str().expect("a kind") {
            "public" => {
                assert_eq!(public(&scalar(row)), Some(point(row)), "{row}");
                0
            }
            "shared" => {
                assert_eq!(
                    shared_x(&scalar(row), &point(row)).as_deref(),
                    Some(&array(row, "shared_x")),
                    "{row}"
                );
                1
            }
            "nonce" => {
                let x = *public(&scalar(row)).expect("not 0").x();
                let r = BigUint::from_bytes_be(&x) % Oracle::secp160r1().n;
                assert_eq!(padded::<21>(&r), array(row, "r"), "{row}");
                2
            }
            "lift" => {
                let y = Point::lift_x(&array(row, "x")).map(|point| hex::encode(point.y()));
                assert_eq!(y.as_deref(), row["y"].as_str(), "{row}");
                3
            }
            "wide" => {
                let reduced = Scalar::from_wide(&array(row, "wide"));
                assert_eq!(reduced, scalar(row), "{row}");
                assert_eq!(public(&reduced).expect("not 0").x(), &array(row, "x"), "{row}");
                4
            }
            other => panic!("{other}"),
        };
        kinds[kind] += 1;
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

#[test]
fn zero_has_no_point_and_spoils_no_batch() {
    let zero = Scalar::from_wide(&padded(&Oracle::secp160r1().n));
    let one = Scalar::from_wide(&padded(&(Oracle::secp160r1().n + 1_u8)));
    assert_zero_spoils_no_batch(&zero, &one);
}

#[test]
fn only_canonical_scalars_and_coordinates_are_taken() {
    let Oracle { n, p, .. } = Oracle::secp160r1();
    assert!(Scalar::from_bytes(&[0; 21]).is_none());
    assert!(Scalar::from_bytes(&padded(&n)).is_none());
    assert!(Scalar::from_bytes(&[0xFF; 21]).is_none());
    assert!(Scalar::from_bytes(&padded(&(n - 1_u8))).is_some());
    for low in 0..64_u8 {
        assert!(Point::lift_x(&padded(&(&p + low))).is_none(), "p + {low}");
    }
    assert!(Point::from_xy(&[0; 20], &[0; 20]).is_none());
}

proptest! {
    #[test]
    fn reduction(wide in any::<[u8; 32]>()) {
        let expected = BigUint::from_bytes_be(&wide) % Oracle::secp160r1().n;
        prop_assert_eq!(*Scalar::from_wide(&wide).to_bytes(), padded::<21>(&expected));
    }
}
