//! P-224: Find My values, random scalars against the textbook and against the `p224` crate.

use super::oracle::{Oracle, Place, padded};
use crate::{
    hash::sha256,
    p224::{Point, Scalar, product, public, public_batch, shared_x, shared_x_batch},
    tests::{array, rows, vectors},
};
use ::p224::{
    AffinePoint, ProjectivePoint,
    elliptic_curve::{Group, point::AffineCoordinates},
};
use num_bigint::BigUint;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::OnceLock;

super::laws::laws!(Oracle::p224, 28);

fn scalar(row: &Value, field: &str) -> Scalar {
    Scalar::from_bytes(&array(row, field)).expect("a scalar")
}

#[test]
fn known_answers() {
    let mut kinds = [0; 3];
    for row in rows(&vectors("p224.json")["cases"]) {
        let kind = match row["kind"].as_str().expect("a kind") {
            "public" => {
                let expected = Point::from_xy(&array(row, "x"), &array(row, "y"));
                assert!(expected.is_some(), "{row}");
                assert_eq!(public(&scalar(row, "d")), expected, "{row}");
                0
            }
            "schedule" => {
                let u = Scalar::from_wide_plus_one(&array(row, "wide_u"));
                let v = Scalar::from_wide_plus_one(&array(row, "wide_v"));
                assert_eq!((&u, &v), (&scalar(row, "u"), &scalar(row, "v")), "{row}");
                let d = scalar(row, "first").mul_add(&u, &v);
                assert_eq!(d, scalar(row, "d"), "{row}");
                assert_eq!(public(&d).expect("not 0").x(), &array(row, "x"), "{row}");
                1
            }
            "lifted_shared" => {
                let point = Point::lift_x(&array(row, "x")).expect("a coordinate");
                let d = scalar(row, "d");
                assert_eq!(shared_x(&d, &point).as_deref(), Some(&array(row, "shared_x")), "{row}");
                let own = public(&d).expect("not 0").to_uncompressed();
                assert_eq!(own, array(row, "own_public"), "{row}");
                2
            }
            other => panic!("{other}"),
        };
        kinds[kind] += 1;
    }
    assert!(kinds.iter().all(|count| *count > 0), "{kinds:?}");
}

#[test]
fn zero_has_no_point_and_spoils_no_batch() {
    let one = Scalar::from_wide_plus_one(&[0; 36]);
    let minus_one = Scalar::from_bytes(&padded(&(Oracle::p224().n - 1_u8))).expect("a scalar");
    assert_zero_spoils_no_batch(&one.mul_add(&one, &minus_one), &one);
}

#[test]
fn only_canonical_scalars_and_coordinates_are_taken() {
    let Oracle { n, p, .. } = Oracle::p224();
    assert!(Scalar::from_bytes(&[0; 28]).is_none());
    assert!(Scalar::from_bytes(&padded(&n)).is_none());
    assert!(Scalar::from_bytes(&[0xFF; 28]).is_none());
    assert!(Scalar::from_bytes(&padded(&(n - 1_u8))).is_some());
    for low in 0..64_u8 {
        assert!(Point::lift_x(&padded(&(&p + low))).is_none(), "p + {low}");
    }
    assert!(Point::from_xy(&[0; 28], &[0; 28]).is_none());
    let mut compressed = public(&Scalar::from_wide_plus_one(&[7; 36])).expect("not 0").to_uncompressed();
    assert!(Point::from_uncompressed(&compressed).is_some());
    compressed[0] = 2;
    assert!(Point::from_uncompressed(&compressed).is_none());
}

#[test]
fn small_coordinates_lift_as_the_textbook_says() {
    let oracle = Oracle::p224();
    let mut points = 0;
    for number in (0..200_u8).flat_map(|low| [BigUint::from(low), &oracle.p - 1_u8 - low]) {
        let point = Point::lift_x(&padded(&number));
        assert_eq!(point.is_some(), oracle.is_square(&oracle.cubic(&number)), "{number:x}");
        points += usize::from(point.is_some());
    }
    assert!((150..250).contains(&points), "{points} of 400");
}

/// Ten thousand public keys and a thousand shared secrets, from numbers that a hash makes.
#[test]
fn like_the_p224_crate() {
    let scalar = |index: u32| {
        let [low, high] = [sha256(&index.to_be_bytes()), sha256(&[1])];
        Scalar::from_wide_plus_one(&[low.as_slice(), &high[..4]].concat().try_into().expect("36 bytes"))
    };
    let scalars: Vec<Scalar> = (0..10_000).map(scalar).collect();
    let points: Vec<Point> = public_batch(&scalars).into_iter().flatten().collect();
    let theirs = |scalar: &Scalar| {
        ::p224::NonZeroScalar::from_repr((*scalar.to_bytes()).into()).into_option().expect("a scalar")
    };
    for (scalar, point) in scalars.iter().zip(&points) {
        let expected = ProjectivePoint::mul_by_generator(&theirs(scalar)).to_affine();
        assert_eq!((point.x().as_slice(), point.y().as_slice()), (&expected.x()[..], &expected.y()[..]));
    }
    let pairs: Vec<(&Scalar, &Point)> = scalars.iter().zip(points.iter().rev()).take(1_000).collect();
    for ((scalar, point), shared) in pairs.iter().zip(shared_x_batch(&pairs)) {
        let point = AffinePoint::from_coordinates(&(*point.x()).into(), &(*point.y()).into());
        let point = ProjectivePoint::from(point.into_option().expect("on the curve"));
        let expected = (point * *theirs(scalar)).to_affine();
        assert_eq!(shared.expect("not 0").as_slice(), &expected.x()[..]);
    }
}

proptest! {
    #[test]
    fn reduction(wide in any::<[u8; 36]>()) {
        let expected = BigUint::from_bytes_be(&wide) % (Oracle::p224().n - 1_u8) + 1_u8;
        prop_assert_eq!(*Scalar::from_wide_plus_one(&wide).to_bytes(), padded::<28>(&expected));
    }

    #[test]
    fn arithmetic_modulo_n(wide in any::<[[u8; 32]; 3]>(), extreme in 0..27_u32) {
        let n = Oracle::p224().n;
        // Each of the three is any number, 1 or n − 1.
        let number = |place: u32| match extreme / 3_u32.pow(place) % 3 {
            0 => BigUint::from_bytes_be(&wide[place as usize]) % (&n - 1_u8) + 1_u8,
            1 => BigUint::from(1_u8),
            _ => &n - 1_u8,
        };
        let scalar = |number: &BigUint| Scalar::from_bytes(&padded(number)).expect("a scalar");
        let (a, b, c) = (number(0), number(1), number(2));
        let expected = (&a * &b + &c) % &n;
        prop_assert_eq!(*scalar(&a).mul_add(&scalar(&b), &scalar(&c)).to_bytes(), padded::<28>(&expected));
    }
}
