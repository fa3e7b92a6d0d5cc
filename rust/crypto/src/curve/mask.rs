//! A condition that no branch is made of.

use core::hint::black_box;

/// All ones, or zero. The compiler is kept from seeing that there are but two values.
#[derive(Clone, Copy)]
pub(crate) struct Mask(u64);

impl Mask {
    /// Set when `bit`, 0 or 1, is 1.
    pub(crate) fn from_bit(bit: u64) -> Self {
        Self(black_box(bit.wrapping_neg()))
    }

    /// Set when the two numbers are equal.
    pub(crate) fn equal(a: u64, b: u64) -> Self {
        let difference = a ^ b;
        Self::from_bit(((difference | difference.wrapping_neg()) >> 63) ^ 1)
    }

    /// Set when all limbs are 0.
    pub(crate) fn all_zero(limbs: &[u64]) -> Self {
        Self::equal(limbs.iter().fold(0, |all, limb| all | limb), 0)
    }

    /// Set when both are.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Set when this is not.
    pub(crate) const fn not(self) -> Self {
        Self(!self.0)
    }

    /// The ones themselves.
    pub(crate) const fn ones(self) -> u64 {
        self.0
    }

    /// `yes` where set, `no` elsewhere.
    pub(crate) const fn pick(self, yes: u64, no: u64) -> u64 {
        no ^ (self.0 & (yes ^ no))
    }

    /// For a result that is no secret.
    pub(crate) const fn is_set(self) -> bool {
        self.0 != 0
    }
}
