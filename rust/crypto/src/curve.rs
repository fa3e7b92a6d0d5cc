//! What the two curves written here share: y² = x³ − 3x + b over a prime field, with a group of prime order.
//!
//! Everything that a scalar reaches runs in time that does not depend on it: no branch and no address is computed
//! from it. Points are public, and whether one is on the curve may be decided by branches. Why the curves are our own,
//! and how far they can be driven, is in docs/decisions/0009-own-curves.md.

mod affine;
mod batch;
mod digits;
mod fixed;
mod jacobian;
pub(crate) mod limbs;
pub(crate) mod mask;
mod point;
mod scalar;
mod variable;
pub(crate) mod wide;

pub(crate) use affine::{Affine, cubic};
pub(crate) use fixed::{Table, public, public_batch};
pub(crate) use mask::Mask;
pub(crate) use point::point;
pub(crate) use scalar::secret_scalar;
pub(crate) use variable::{multiply, multiply_batch};

use zeroize::Zeroize;

/// A scalar below the order of the group, least significant limb first.
pub(crate) type Limbs = [u64; 4];

/// An element of a prime field, in whatever form multiplies fastest.
///
/// Several forms stand for one element. Products are *settled*, and so are the constants: below 2p. Sums and
/// differences are not reduced, which saves a third of the work of a doubling: they may be multiplied, added and
/// subtracted from, but only numbers below 64p may be subtracted, and what is kept goes through [`Field::settled`].
/// Formulas stay far below the largest factor, 2¹⁴p; both limits are asserted in debug builds.
pub(crate) trait Field: Copy + Zeroize + Send + Sync + 'static {
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;

    /// `self + other`.
    fn add(self, other: Self) -> Self;
    /// `self − other`, where `other` is below 64p; the result is below `self` + 64p.
    fn sub(self, other: Self) -> Self;
    /// The same element, settled.
    fn settled(self) -> Self;
    /// `self · other`.
    fn mul(self, other: Self) -> Self;
    /// `self²`.
    fn square(self) -> Self;
    /// `1 / self`, and 0 for 0.
    fn invert(self) -> Self;
    /// Whether it is 0.
    fn is_zero(self) -> Mask;
    /// `other` where the mask is set, `self` elsewhere.
    fn select(self, other: Self, mask: Mask) -> Self;
    /// `self | other & mask`, limb by limb: for scanning tables.
    fn or_masked(self, other: Self, mask: Mask) -> Self;

    /// `2 · self`.
    #[inline(always)]
    fn double(self) -> Self {
        self.add(self)
    }

    /// `3 · self`.
    #[inline(always)]
    fn triple(self) -> Self {
        self.double().add(self)
    }

    /// `−self` where the mask is set; for a settled one, as is the result.
    #[inline(always)]
    fn negate_if(self, mask: Mask) -> Self {
        self.select(Self::ZERO.sub(self).settled(), mask)
    }

    /// `self^(2^times)`.
    fn square_times(self, times: u32) -> Self {
        (0..times).fold(self, |power, _| power.square())
    }
}

/// A curve y² = x³ − 3x + b whose group has a prime order of 160 to 224 bits.
pub(crate) trait Curve: Copy + 'static {
    /// The field of the coordinates.
    type Field: Field;
    /// The constant of the equation.
    const B: Self::Field;
    /// The point that all public keys are multiples of.
    const GENERATOR: Affine<Self>;
    /// How many points there are, the one at infinity included: n, an odd prime.
    const ORDER: Limbs;
    /// Length of n in bits.
    const ORDER_BITS: u32;

    /// Multiples of the generator, computed at the first use.
    fn table() -> &'static Table<Self>;
}
