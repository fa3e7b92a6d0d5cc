//! Numbers modulo p = 2²²⁴ − 2⁹⁶ + 1.

use crate::curve::{Field, Mask, limbs, wide};
use zeroize::DefaultIsZeroes;

/// p.
const PRIME: [u64; 4] = [1, 0xffff_ffff_0000_0000, u64::MAX, 0xffff_ffff];

/// 64p.
const PRIME_64: [u64; 4] = [64, 0xffff_ffc0_0000_0000, u64::MAX, 0x3f_ffff_ffff];

/// 2⁵¹² mod p.
const R_SQUARED: Element =
    Element([0xffff_ffff_0000_0001, 0xffff_ffff_0000_0000, 0xffff_fffe_0000_0000, 0xffff_ffff]);

/// An element a of the field as a number congruent to a · 2²⁵⁶; settled ones are below 2p.
#[derive(Clone, Copy, Default)]
pub(crate) struct Element([u64; 4]);

impl DefaultIsZeroes for Element {}

impl Element {
    /// From a · 2²⁵⁶ mod p.
    pub(super) const fn from_montgomery(limbs: [u64; 4]) -> Self {
        Self(limbs)
    }

    /// From a number below 2³².
    pub(super) fn from_small(number: u32) -> Self {
        Self([u64::from(number), 0, 0, 0]).mul(R_SQUARED)
    }

    /// From 28 bytes, big endian; `None` for p and above. For public numbers.
    pub(crate) fn from_bytes(bytes: &[u8; 28]) -> Option<Self> {
        let (_, below) = limbs::sub(limbs::from_bytes(bytes), PRIME);
        below.then(|| Self::from_canonical(bytes))
    }

    /// From 28 bytes known to be below p.
    pub(super) fn from_canonical(bytes: &[u8; 28]) -> Self {
        Self(limbs::from_bytes(bytes)).mul(R_SQUARED)
    }

    /// 28 bytes, big endian, below p.
    pub(crate) fn to_bytes(self) -> [u8; 28] {
        limbs::to_bytes(&self.mul(Self([1, 0, 0, 0])).canonical())
    }

    /// Of a settled element the one form below p.
    pub(super) fn canonical(self) -> [u64; 4] {
        limbs::subtract_once(self.0, PRIME)
    }

    /// `(t − v · p) / 2²⁵⁶ + p` with the v that makes it a whole number. Because p ends in …0001, v is found by
    /// shifts and additions, and p times it, too: of a product of two numbers below 2²³⁸ the result is below 2p.
    #[inline(always)]
    fn reduce([t0, t1, t2, t3, t4, t5, t6, t7]: [u64; 8]) -> Self {
        // The limbs of v · 2⁹⁶ are s, one above those of v.
        let v0 = t0;
        let s1 = v0 << 32;
        let (v1, carry) = t1.carrying_add(s1, false);
        let s2 = v0 >> 32 | v1 << 32;
        let (v2, carry) = t2.carrying_add(s2, carry);
        let s3 = v1 >> 32 | v2 << 32;
        let (sum, carry) = t3.carrying_add(s3, carry);
        let (v3, borrow) = sum.borrowing_sub(s1, false);
        let s4 = v2 >> 32 | v3 << 32;
        let s5 = v3 >> 32;
        let (high, _) = limbs::add_with([t4, t5, t6, t7], [s4, s5, 0, 0], carry);
        Self(limbs::add(high, limbs::sub_with(PRIME, [s2, s3, s4, s5], borrow).0).0)
    }
}

impl Field for Element {
    const ZERO: Self = Self([0; 4]);
    const ONE: Self = Self([0xffff_ffff_0000_0000, u64::MAX, 0, 0]);

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(limbs::add(self.0, other.0).0)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        debug_assert!(other.0[3] < PRIME_64[3], "more than 64p is subtracted");
        Self(limbs::add(self.0, limbs::sub(PRIME_64, other.0).0).0)
    }

    /// What is above 2²²⁴ is taken down: 2²²⁴ = 2⁹⁶ − 1.
    #[inline(always)]
    fn settled(self) -> Self {
        let [a, b, c, d] = self.0;
        let top = d >> 32;
        let ([a, b, c, d], _) = limbs::sub([a, b, c, d & 0xffff_ffff], [top, 0, 0, 0]);
        let ([b, c, d], _) = limbs::add([b, c, d], [top << 32, 0, 0]);
        Self([a, b, c, d])
    }

    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn mul(self, other: Self) -> Self {
        debug_assert!((self.0[3] | other.0[3]) >> 46 == 0, "a factor of more than 238 bits");
        Self::reduce(wide::mul_4(self.0, other.0))
    }

    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn square(self) -> Self {
        debug_assert!(self.0[3] >> 46 == 0, "a factor of more than 238 bits");
        Self::reduce(wide::square_4(self.0))
    }

    /// `self^(p − 2)`, and p − 2 is written with 127 ones, a zero and 96 ones.
    fn invert(self) -> Self {
        let ones_2 = self.square().mul(self);
        let ones_3 = ones_2.square().mul(self);
        let ones_6 = ones_3.square_times(3).mul(ones_3);
        let ones_12 = ones_6.square_times(6).mul(ones_6);
        let ones_24 = ones_12.square_times(12).mul(ones_12);
        let ones_48 = ones_24.square_times(24).mul(ones_24);
        let ones_96 = ones_48.square_times(48).mul(ones_48);
        let ones_120 = ones_96.square_times(24).mul(ones_24);
        let ones_126 = ones_120.square_times(6).mul(ones_6);
        let ones_127 = ones_126.square().mul(self);
        ones_127.square_times(97).mul(ones_96)
    }

    #[inline(always)]
    fn is_zero(self) -> Mask {
        Mask::all_zero(&self.settled().canonical())
    }

    #[inline(always)]
    fn select(self, other: Self, mask: Mask) -> Self {
        Self(limbs::pick(mask, other.0, self.0))
    }

    #[inline(always)]
    fn or_masked(self, other: Self, mask: Mask) -> Self {
        Self(limbs::or_masked(self.0, other.0, mask))
    }
}
