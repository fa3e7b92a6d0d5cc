//! A number modulo n, the order of the group: 224 bits.

use super::P224;
use crate::curve::{Curve, Limbs, limbs};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// 2²²⁴ − n.
const SHORTFALL: [u64; 2] = [0xec22_d6ba_a3a3_d5c3, 0xe95d_1f47_0fc1];

/// A secret number from 0 to n − 1. Redacted, zeroed on drop.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Scalar(Limbs);

crate::curve::secret_scalar!(Scalar);

impl Scalar {
    /// From 28 bytes, big endian; `None` for 0 and for n and above.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 28]) -> Option<Self> {
        let scalar = Self(limbs::from_bytes(bytes));
        let (_, below) = limbs::sub(scalar.0, P224::ORDER);
        (below && !scalar.is_zero()).then_some(scalar)
    }

    /// `(wide mod (n − 1)) + 1`, wide being big endian: uniform up to 2⁻⁶⁴ when `wide` is. Never 0.
    #[must_use]
    pub fn from_wide_plus_one(wide: &[u8; 36]) -> Self {
        let wide = Zeroizing::new(limbs::from_bytes::<5>(wide));
        let [a, b, c, d, e] = *wide;
        let [s0, s1] = SHORTFALL;
        // 2²²⁴ = SHORTFALL + 1 modulo n − 1.
        let (p0, [p1, p2]) = limbs::row([0; 2], d >> 32 | e << 32, [s0 + 1, s1]);
        let (sum, _) = limbs::add([a, b, c, d & 0xffff_ffff], [p0, p1, p2, 0]);
        let [n0, n1, n2, n3] = P224::ORDER;
        let below = limbs::subtract_once(sum, [n0 - 1, n1, n2, n3]);
        Self(limbs::add(below, [1, 0, 0, 0]).0)
    }

    /// `self · factor + term`.
    #[must_use]
    pub fn mul_add(&self, factor: &Self, term: &Self) -> Self {
        let [a0, a1, a2, a3] = self.0;
        let (t0, high) = limbs::row(term.0, a0, factor.0);
        let (t1, high) = limbs::row(high, a1, factor.0);
        let (t2, high) = limbs::row(high, a2, factor.0);
        let (t3, [t4, t5, t6, t7]) = limbs::row(high, a3, factor.0);
        let product = Zeroizing::new([t0, t1, t2, t3, t4, t5, t6, t7]);
        Self(reduce(&product))
    }

    /// 28 bytes, big endian.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 28]> {
        Zeroizing::new(limbs::to_bytes(&self.0))
    }
}

/// A number below 2⁴⁴⁹ modulo n: what is above 2²²⁴ = SHORTFALL is taken down three times, leaving 337, 226 and 225 bits.
fn reduce(number: &[u64; 8]) -> Limbs {
    let once = Zeroizing::new(lower(number));
    let twice = Zeroizing::new(lower(&once));
    let [a, b, c, d, ..] = lower(&twice);
    limbs::subtract_once([a, b, c, d], P224::ORDER)
}

/// The low 224 bits and SHORTFALL times those above.
fn lower(&[a, b, c, d, e, f, g, h]: &[u64; 8]) -> [u64; 8] {
    let high = [d >> 32 | e << 32, e >> 32 | f << 32, f >> 32 | g << 32, g >> 32 | h << 32];
    let [s0, s1] = SHORTFALL;
    let (p0, above) = limbs::row([a, b, c, d & 0xffff_ffff], s0, high);
    let (p1, [p2, p3, p4, p5]) = limbs::row(above, s1, high);
    [p0, p1, p2, p3, p4, p5, 0, 0]
}
