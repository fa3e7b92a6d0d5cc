//! A scalar as odd signed digits, so that no digit is zero and none is special.

use super::{Curve, Limbs, Mask, limbs};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// An odd number below 2^(width · count) as digits ±1, ±3, … ±(2^width − 1) times powers of 2^width.
///
/// Every odd number has exactly one such form. Half of it, with one more bit set above, holds in each `width` bits the
/// digit d as (d + 2^width − 1) / 2.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(super) struct Digits {
    halved: Limbs,
    negated: u64,
}

/// One digit: where its magnitude stands in a table of odd multiples, and its sign.
#[derive(Clone, Copy)]
pub(super) struct Digit {
    /// (magnitude − 1) / 2.
    pub(super) index: u64,
    /// Whether it is below zero.
    pub(super) negative: Mask,
}

/// How many digits of `width` bits the scalars of a curve have.
pub(super) const fn count<C: Curve>(width: u32) -> u32 {
    C::ORDER_BITS.div_ceil(width)
}

impl Digits {
    /// Digits of the scalar, or of n less the scalar when it is even: [`Digits::negated`] tells.
    /// The digits of 0 are those of some other number.
    pub(super) fn new<C: Curve>(scalar: &Limbs, width: u32) -> Self {
        let odd = Mask::from_bit(scalar[0] & 1);
        let (other, _) = limbs::sub(C::ORDER, *scalar);
        let [a, b, c, d] = limbs::pick(odd, *scalar, other);
        let mut halved = [a >> 1 | b << 63, b >> 1 | c << 63, c >> 1 | d << 63, d >> 1];
        let top = count::<C>(width) * width - 1;
        for (limb, start) in halved.iter_mut().zip((0..).step_by(64)) {
            // Which limb, and which bit, is the same for every scalar.
            *limb |= top.checked_sub(start).filter(|bit| *bit < 64).map_or(0, |bit| 1 << bit);
        }
        Self { halved, negated: odd.not().ones() & 1 }
    }

    /// Digit number `position`, the lowest being 0.
    #[inline]
    pub(super) fn at(&self, position: u32, width: u32) -> Digit {
        let start = position * width;
        let limb = |number: u32| self.halved.get(number as usize).copied().unwrap_or_default();
        let pair = u128::from(limb(start / 64 + 1)) << 64 | u128::from(limb(start / 64));
        #[expect(clippy::cast_possible_truncation, reason = "what is cut is above the digit")]
        let raw = (pair >> (start % 64)) as u64 & ((1 << width) - 1);
        let positive = raw >> (width - 1);
        let negative = Mask::from_bit(positive ^ 1);
        Digit { index: (raw ^ negative.ones()) & ((1 << (width - 1)) - 1), negative }
    }

    /// Whether the digits are those of n less the scalar.
    pub(super) fn negated(&self) -> Mask {
        Mask::from_bit(self.negated)
    }
}
