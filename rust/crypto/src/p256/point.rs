//! A public point.

use super::{Fault, root};
use crate::bytes::join;
use ::p256::{
    AffinePoint,
    elliptic_curve::{
        bigint::{ArrayEncoding, U256},
        point::AffineCoordinates,
    },
};
use core::fmt;
use subtle::{Choice, ConditionallySelectable};

/// p, the prime of the field.
const PRIME: U256 = U256::from_be_hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

/// First byte of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

/// A point on the curve, never the one at infinity. Coordinates are canonical, 32 bytes, big endian.
///
/// Redacted when printed: a tag's key is an identifier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Point {
    x: [u8; 32],
    y: [u8; 32],
}

impl Point {
    /// From the uncompressed form of SEC 1, `04 ‖ x ‖ y`, 65 bytes; `None` unless it is one of a point on the curve.
    #[must_use]
    pub fn from_uncompressed(bytes: &[u8]) -> Option<Self> {
        let point = Self::split(bytes)?;
        point.to_affine().ok().map(|_| point)
    }

    /// The point with x coordinate `x` and even y; `None` when there is none or when x ≥ p.
    #[must_use]
    pub fn lift(x: &[u8; 32]) -> Option<Self> {
        let point = Self { x: *x, y: root::y_candidate(x) };
        let point = point.negated_if(point.y_is_odd());
        point.to_affine().ok().map(|_| point)
    }

    /// `04 ‖ x ‖ y`.
    #[must_use]
    pub fn to_uncompressed(&self) -> [u8; 65] {
        join(&[&[UNCOMPRESSED], &self.x, &self.y])
    }

    /// The x coordinate.
    #[must_use]
    pub const fn x(&self) -> &[u8; 32] {
        &self.x
    }

    /// Whether y, as a number below p, is odd.
    #[must_use]
    pub fn y_is_odd(&self) -> Choice {
        Choice::from(self.y[31] & 1)
    }

    pub(super) fn negated_if(&self, condition: Choice) -> Self {
        let y = U256::from_be_slice(&self.y);
        // No point has y = 0: the order of the group is odd.
        let negated = U256::conditional_select(&y, &PRIME.wrapping_sub(&y), condition);
        Self { x: self.x, y: negated.to_be_byte_array().into() }
    }

    pub(super) fn from_affine(point: &AffinePoint) -> Self {
        Self { x: point.x().into(), y: point.y().into() }
    }

    /// For the backends: checks that the point is on the curve.
    pub(super) fn to_affine(self) -> Result<AffinePoint, Fault> {
        AffinePoint::from_coordinates(&self.x.into(), &self.y.into()).into_option().ok_or(Fault)
    }

    /// Takes `04 ‖ x ‖ y` apart without looking whether the point is on the curve.
    pub(super) fn split(bytes: &[u8]) -> Option<Self> {
        let (&UNCOMPRESSED, coordinates) = bytes.split_first()? else {
            return None;
        };
        let (x, y) = coordinates.split_first_chunk()?;
        Some(Self { x: *x, y: y.try_into().ok()? })
    }
}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Point(redacted)")
    }
}
