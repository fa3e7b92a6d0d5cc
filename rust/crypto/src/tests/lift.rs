//! Our own square root against the one of the `p256` crate.

use crate::p256::Point;
use ::p256::{
    AffinePoint,
    elliptic_curve::{
        point::{AffineCoordinates, DecompressPoint},
        subtle::Choice,
    },
};
use proptest::prelude::*;

const PRIME: &str = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";

/// What the library says; whether there was a point.
fn assert_like_the_library(x: [u8; 32]) -> bool {
    let expected = AffinePoint::decompress(&x.into(), Choice::from(0)).into_option();
    let lifted = Point::lift(&x).map(|point| point.to_uncompressed()[33..].to_vec());
    assert_eq!(lifted, expected.map(|point| point.y().to_vec()), "x = {}", hex::encode(x));
    expected.is_some()
}

#[test]
fn about_half_of_the_smallest_and_largest_numbers_are_coordinates() {
    let prime: [u8; 32] = hex::decode(PRIME).expect("hex").try_into().expect("32 bytes");
    let mut points = 0;
    for low in 0..=u8::MAX {
        let (mut small, mut large) = ([0; 32], prime);
        small[31] = low;
        large[31] = low;
        points += usize::from(assert_like_the_library(small)) + usize::from(assert_like_the_library(large));
        // Limbs of ones and zeros in any pattern.
        let pattern = |bit: usize| if low >> bit & 1 == 1 { [0xFF; 4] } else { [0; 4] };
        let limbs: Vec<u8> = (0..8).flat_map(pattern).collect();
        let _point = assert_like_the_library(limbs.try_into().expect("32 bytes"));
    }
    assert!((200..312).contains(&points), "{points} of 512");
}

proptest! {
    #[test]
    fn any_number(x in any::<[u8; 32]>()) {
        let _point = assert_like_the_library(x);
    }
}
