//! Numbers modulo p = 2¹⁶⁰ − 2³¹ − 1.

use crate::curve::{Field, Mask, limbs, wide};
use zeroize::DefaultIsZeroes;

/// p.
const PRIME: [u64; 3] = [0xffff_ffff_7fff_ffff, u64::MAX, 0xffff_ffff];

/// 64p.
const PRIME_64: [u64; 3] = [0xffff_ffdf_ffff_ffc0, u64::MAX, 0x3f_ffff_ffff];

/// A number congruent to an element of the field; settled ones are below 2p.
#[derive(Clone, Copy, Default)]
pub(crate) struct Element([u64; 3]);

impl DefaultIsZeroes for Element {}

impl Element {
    /// From its limbs, least significant first, below p.
    pub(super) const fn from_limbs(limbs: [u64; 3]) -> Self {
        Self(limbs)
    }

    /// From 20 bytes, big endian; `None` for p and above. For public numbers.
    pub(crate) fn from_bytes(bytes: &[u8; 20]) -> Option<Self> {
        let (_, below) = limbs::sub(limbs::from_bytes(bytes), PRIME);
        below.then(|| Self::from_canonical(bytes))
    }

    /// From 20 bytes known to be below p.
    pub(super) fn from_canonical(bytes: &[u8; 20]) -> Self {
        Self(limbs::from_bytes(bytes))
    }

    /// 20 bytes, big endian, below p.
    pub(crate) fn to_bytes(self) -> [u8; 20] {
        limbs::to_bytes(&self.canonical())
    }

    /// Of an element that is a square one of its roots, of any other nonsense: `self^((p + 1) / 4)`, and
    /// (p + 1) / 4 is written with 129 ones and 29 zeros.
    pub(super) fn square_root(self) -> Self {
        let ones_128 = self.ones().1;
        ones_128.square().mul(self).square_times(29)
    }

    /// Of a settled element the one form below p.
    fn canonical(self) -> [u64; 3] {
        limbs::subtract_once(self.0, PRIME)
    }

    /// What is above 2¹⁶⁰ is taken down twice: 2¹⁶⁰ = 2³¹ + 1. Of a product of two numbers below 2¹⁷⁵ the result is
    /// below 2¹⁶⁰ + 2⁹⁴.
    #[inline(always)]
    fn reduce([t0, t1, t2, t3, t4, t5]: [u64; 6]) -> Self {
        let [h0, h1, h2] = [t2 >> 32 | t3 << 32, t3 >> 32 | t4 << 32, t4 >> 32 | t5 << 32];
        let shifted = [h0 << 31, h0 >> 33 | h1 << 31, h1 >> 33 | h2 << 31, h2 >> 33];
        let (sum, _) = limbs::add([t0, t1, t2 & 0xffff_ffff, 0], [h0, h1, h2, 0]);
        let ([r0, r1, r2, r3], _) = limbs::add(sum, shifted);
        let top = r2 >> 32 | r3 << 32;
        let (low, middle) = top.carrying_mul(1 << 31 | 1, 0);
        Self(limbs::add([r0, r1, r2 & 0xffff_ffff], [low, middle, 0]).0)
    }

    /// `self^(2^k − 1)` for k = 29 and 128.
    fn ones(self) -> (Self, Self) {
        let ones_2 = self.square().mul(self);
        let ones_4 = ones_2.square_times(2).mul(ones_2);
        let ones_7 = ones_4.square_times(3).mul(ones_2.square().mul(self));
        let ones_14 = ones_7.square_times(7).mul(ones_7);
        let ones_28 = ones_14.square_times(14).mul(ones_14);
        let ones_29 = ones_28.square().mul(self);
        let ones_32 = ones_28.square_times(4).mul(ones_4);
        let ones_64 = ones_32.square_times(32).mul(ones_32);
        (ones_29, ones_64.square_times(64).mul(ones_64))
    }
}

impl Field for Element {
    const ZERO: Self = Self([0; 3]);
    const ONE: Self = Self([1, 0, 0]);

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(limbs::add(self.0, other.0).0)
    }

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        debug_assert!(other.0[2] < PRIME_64[2], "more than 64p is subtracted");
        Self(limbs::add(self.0, limbs::sub(PRIME_64, other.0).0).0)
    }

    /// What is above 2¹⁶⁰ is taken down: 2¹⁶⁰ = 2³¹ + 1.
    #[inline(always)]
    fn settled(self) -> Self {
        let [a, b, c] = self.0;
        let top = c >> 32;
        Self(limbs::add([a, b, c & 0xffff_ffff], [top << 31 | top, 0, 0]).0)
    }

    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn mul(self, other: Self) -> Self {
        debug_assert!((self.0[2] | other.0[2]) >> 47 == 0, "a factor of more than 175 bits");
        Self::reduce(wide::mul_3(self.0, other.0))
    }

    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn square(self) -> Self {
        debug_assert!(self.0[2] >> 47 == 0, "a factor of more than 175 bits");
        Self::reduce(wide::square_3(self.0))
    }

    /// `self^(p − 2)`, and p − 2 is written with 128 ones, a zero, 29 ones, a zero and a one.
    fn invert(self) -> Self {
        let (ones_29, ones_128) = self.ones();
        ones_128.square_times(30).mul(ones_29).square_times(2).mul(self)
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
