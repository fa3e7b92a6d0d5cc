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

/// The generator's multiples, and those of three times it.
fn doublings() -> &'static [Vec<Place>; 2] {
    static DOUBLINGS: OnceLock<[Vec<Place>; 2]> = OnceLock::new();
    DOUBLINGS.get_or_init(|| {
        let oracle = Oracle::secp160r1();
        let generator = oracle.generator();
        let thrice = oracle.sum(&oracle.sum(&generator, &generator), &generator);
        [generator, thrice].map(|point| oracle.doublings(&point))
    })
}

fn point_at(place: &Place) -> Point {
    let (x, y) = place.as_ref().expect("not at infinity");
    Point::from_xy(&padded(x), &padded(y)).expect("on the curve")
}

/// `scalar · G` and `scalar · 3G` are what the textbook says.
fn assert_like_the_textbook(number: &BigUint) {
    let oracle = Oracle::secp160r1();
    let scalar = Scalar::from_bytes(&padded(number)).expect("a scalar");
    let [generator, thrice] = doublings();
    assert_eq!(public(&scalar), Some(point_at(&oracle.product(number, generator))), "{number:x}");
    let expected = point_at(&oracle.product(number, thrice));
    assert_eq!(product(&scalar, &point_at(&thrice[0])), Some(expected), "{number:x}");
}

#[test]
fn scalars_at_the_edges() {
    for number in super::edges::scalars(&Oracle::secp160r1().n) {
        assert_like_the_textbook(&number);
    }
}

#[test]
fn batches_are_the_singles() {
    let numbers = super::edges::scalars(&Oracle::secp160r1().n);
    // More than share one inversion.
    let numbers = numbers.iter().cycle().take(1_111);
    let scalars: Vec<Scalar> =
        numbers.map(|number| Scalar::from_bytes(&padded(number)).expect("a scalar")).collect();
    let singles: Vec<_> = scalars.iter().map(public).collect();
    assert_eq!(public_batch(&scalars), singles);
    let points: Vec<Point> = singles.into_iter().rev().flatten().collect();
    let pairs: Vec<(&Scalar, &Point)> = scalars.iter().zip(&points).collect();
    let shared: Vec<_> = pairs.iter().map(|(scalar, point)| shared_x(scalar, point)).collect();
    assert_eq!(shared_x_batch(&pairs), shared);
    assert_eq!(public_batch(&[]), []);
}

#[test]
fn zero_has_no_point_and_spoils_no_batch() {
    let zero = Scalar::from_wide(&padded(&Oracle::secp160r1().n));
    let one = Scalar::from_wide(&padded(&(Oracle::secp160r1().n + 1_u8)));
    let generator = public(&one).expect("not 0");
    assert_eq!(public(&zero), None);
    assert_eq!(shared_x(&zero, &generator), None);
    for length in [3, 100] {
        let scalars: Vec<Scalar> =
            (0..length).map(|place| if place == 1 { &zero } else { &one }).cloned().collect();
        let expected = |place| (place != 1).then_some(generator);
        assert!(public_batch(&scalars).into_iter().eq((0..length).map(expected)));
        let pairs: Vec<(&Scalar, &Point)> = scalars.iter().map(|scalar| (scalar, &generator)).collect();
        let expected = |place| (place != 1).then_some((*generator.x()).into());
        assert!(shared_x_batch(&pairs).into_iter().eq((0..length).map(expected)));
    }
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

    #[test]
    fn any_scalar(wide in any::<[u8; 32]>()) {
        let number = BigUint::from_bytes_be(&wide) % (Oracle::secp160r1().n - 1_u8) + 1_u8;
        assert_like_the_textbook(&number);
    }

    #[test]
    fn any_x(x in any::<[u8; 20]>()) {
        let oracle = Oracle::secp160r1();
        let number = BigUint::from_bytes_be(&x);
        let point = Point::lift_x(&x);
        prop_assert_eq!(point.is_some(), number < oracle.p && oracle.is_square(&oracle.cubic(&number)));
        if let Some(point) = point {
            prop_assert_eq!(point.x(), &x);
            prop_assert!(!bool::from(point.y_is_odd()));
            prop_assert!(oracle.contains(&(number, BigUint::from_bytes_be(point.y()))));
        }
    }
}
