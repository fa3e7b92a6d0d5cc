//! A number modulo n, the order of the group: 161 bits.

use super::Secp160r1;
use crate::curve::{Curve, Limbs, limbs};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// n − 2¹⁶⁰.
const EXCESS: [u64; 2] = [0xf927_aed3_ca75_2257, 0x1f4c8];

/// 2¹⁸ · n.
const ORDER_RAISED: Limbs = {
    let [a, b, c, _] = Secp160r1::ORDER;
    [a << 18, b << 18 | a >> 46, c << 18 | b >> 46, c >> 46]
};

/// A secret number from 0 to n − 1. Redacted, zeroed on drop.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Scalar(Limbs);

crate::curve::secret_scalar!(Scalar);

impl Scalar {
    /// From 21 bytes, big endian; `None` for 0 and for n and above.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 21]) -> Option<Self> {
        let scalar = Self(limbs::from_bytes(bytes));
        let (_, below) = limbs::sub(scalar.0, Secp160r1::ORDER);
        (below && !scalar.is_zero()).then_some(scalar)
    }

    /// `wide mod n`, wide being big endian: uniform up to 2⁻⁹⁵ when `wide` is. 0 is as likely as any other.
    #[must_use]
    pub fn from_wide(wide: &[u8; 32]) -> Self {
        let wide = Zeroizing::new(limbs::from_bytes::<4>(wide));
        let [_, _, c, d] = *wide;
        // 2¹⁶⁰ = −EXCESS, so that what is above falls: by less than 2¹⁷⁷, then by less than 2¹⁰⁰.
        let lowered = Zeroizing::new(lower(&wide, [c >> 32 | d << 32, d >> 32], ORDER_RAISED));
        let [_, _, c, d] = *lowered;
        let again = Zeroizing::new(lower(&lowered, [c >> 32 | d << 32, 0], Secp160r1::ORDER));
        Self(limbs::subtract_once(*again, Secp160r1::ORDER))
    }

    /// 21 bytes, big endian.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 21]> {
        Zeroizing::new(limbs::to_bytes(&self.0))
    }
}

/// The low 160 bits of `number`, less `high · EXCESS`, plus a multiple of n that keeps it above zero.
fn lower(number: &Limbs, high: [u64; 2], multiple: Limbs) -> Limbs {
    let [a, b, c, _] = *number;
    let (p0, above) = limbs::row([0; 2], high[0], EXCESS);
    let (p1, [p2, p3]) = limbs::row(above, high[1], EXCESS);
    let (raised, _) = limbs::add([a, b, c & 0xffff_ffff, 0], multiple);
    limbs::sub(raised, [p0, p1, p2, p3]).0
}
