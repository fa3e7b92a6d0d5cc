//! A private scalar.

use ::p256::{
    NistP256, NonZeroScalar,
    elliptic_curve::{
        Curve,
        bigint::{NonZero, U256, U384},
        ops::{Reduce, ReduceNonZero},
    },
};
use core::fmt;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// `n − 1`, where n is the order of the group.
const ORDER_MINUS_ONE: NonZero<U256> =
    NonZero::<U256>::new_unwrap(NistP256::ORDER.as_ref().wrapping_sub(&U256::ONE));

/// A secret number from 1 to n − 1. Redacted, zeroed on drop.
#[derive(Clone)]
pub struct Scalar(NonZeroScalar);

impl Scalar {
    /// From 32 bytes, big endian; `None` for 0 and for n and above.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        NonZeroScalar::from_repr((*bytes).into()).into_option().map(Self)
    }

    /// `(wide mod (n − 1)) + 1`, wide being big endian: uniform up to 2⁻¹²⁸ when `wide` is.
    #[must_use]
    pub fn from_wide(wide: &[u8; 48]) -> Self {
        let mut wide = U384::from_be_slice(wide);
        // Variable time in the divisor only, which is a constant.
        let mut reduced = wide.rem_vartime(&ORDER_MINUS_ONE);
        let scalar = NonZeroScalar::reduce_nonzero(&reduced);
        wide.zeroize();
        reduced.zeroize();
        Self(scalar)
    }

    /// `number mod n`, number being big endian; `None` where that is 0.
    #[must_use]
    pub fn from_reduced(number: &[u8; 32]) -> Option<Self> {
        let mut number = U256::from_be_slice(number);
        let scalar = <::p256::Scalar as Reduce<U256>>::reduce(&number);
        number.zeroize();
        NonZeroScalar::new(scalar).into_option().map(Self)
    }

    /// 32 bytes, big endian.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    pub(super) fn negated_if(&self, condition: Choice) -> Self {
        Self(NonZeroScalar::conditional_select(&self.0, &-self.0, condition))
    }

    pub(super) fn as_inner(&self) -> &NonZeroScalar {
        &self.0
    }
}

impl Drop for Scalar {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Scalar {}

impl fmt::Debug for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Scalar(redacted)")
    }
}

impl PartialEq for Scalar {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for Scalar {}
