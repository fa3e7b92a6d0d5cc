//! The y of an x: a power modulo p, twice as fast as the general-purpose one of the `p256` crate.
//!
//! For public coordinates only. Nothing is decided here: whether what comes out is on the curve, and whether x was
//! canonical, is checked by the caller with that crate, so that a fault here could refuse a point but never make one.

/// A number below 2²⁵⁶, least significant limb first. Between `to_montgomery` and `from_montgomery` it stands for
/// itself times 2⁻²⁵⁶ modulo p.
type Limbs = [u64; 4];

/// p = 2²⁵⁶ − 2²²⁴ + 2¹⁹² + 2⁹⁶ − 1.
const PRIME: Limbs = [u64::MAX, 0xffff_ffff, 0, 0xffff_ffff_0000_0001];

/// 2⁵¹² mod p.
const R_SQUARED: Limbs = [3, 0xffff_fffb_ffff_ffff, 0xffff_ffff_ffff_fffe, 0x4_ffff_fffd];

/// −3.
const A: Limbs = to_montgomery([PRIME[0] - 3, PRIME[1], PRIME[2], PRIME[3]]);

/// The constant b of the curve.
const B: Limbs = to_montgomery([
    0x3bce_3c3e_27d2_604b,
    0x651d_06b0_cc53_b0f6,
    0xb3eb_bd55_7698_86bc,
    0x5ac6_35d8_aa3a_93e7,
]);

/// `(x³ − 3x + b)^((p + 1) / 4)`: the y of one of the two points with this x, if there are any. Big endian.
pub(super) fn y_candidate(x: &[u8; 32]) -> [u8; 32] {
    let x = to_montgomery(from_bytes(x));
    let cubic = add(mul(add(mul(x, x), A), x), B);
    to_bytes(mul(power(cubic), [1, 0, 0, 0]))
}

/// `a^((p + 1) / 4)`, where (p + 1) / 4 = (((2³² − 1)·2³² + 1)·2⁹⁶ + 1)·2⁹⁴.
fn power(a: Limbs) -> Limbs {
    let ones_2 = mul(square_times(a, 1), a);
    let ones_4 = mul(square_times(ones_2, 2), ones_2);
    let ones_8 = mul(square_times(ones_4, 4), ones_4);
    let ones_16 = mul(square_times(ones_8, 8), ones_8);
    let ones_32 = mul(square_times(ones_16, 16), ones_16);
    let high = mul(square_times(ones_32, 32), a);
    square_times(mul(square_times(high, 96), a), 94)
}

fn square_times(a: Limbs, times: u32) -> Limbs {
    (0..times).fold(a, |a, _| mul(a, a))
}

const fn to_montgomery(a: Limbs) -> Limbs {
    mul(a, R_SQUARED)
}

/// `a · b · 2⁻²⁵⁶ mod p`, below p when a · b is below p · 2²⁵⁶.
// Inlined into its loop it takes two thirds of the time.
#[inline(always)]
const fn mul(a: Limbs, b: Limbs) -> Limbs {
    let [a0, a1, a2, a3] = a;
    let (r0, high) = row([0; 4], a0, b);
    let (r1, high) = row(high, a1, b);
    let (r2, high) = row(high, a2, b);
    let (r3, high) = row(high, a3, b);
    add(reduce(reduce(reduce(reduce([r0, r1, r2, r3])))), high)
}

/// `sum + a · b`, as its lowest limb and the four above.
const fn row(sum: Limbs, a: u64, b: Limbs) -> (u64, Limbs) {
    let (r0, carry) = mul_add(sum[0], a, b[0], 0);
    let (r1, carry) = mul_add(sum[1], a, b[1], carry);
    let (r2, carry) = mul_add(sum[2], a, b[2], carry);
    let (r3, carry) = mul_add(sum[3], a, b[3], carry);
    (r0, [r1, r2, r3, carry])
}

/// `(a + a₀ · p) / 2⁶⁴`: p ends in 64 ones, so that the lowest limb becomes zero.
const fn reduce(a: Limbs) -> Limbs {
    let (r1, carry) = mul_add(a[1], a[0], 1 << 32, 0);
    let (r2, carry) = mul_add(a[2], 0, 0, carry);
    let (r3, carry) = mul_add(a[3], a[0], PRIME[3], carry);
    [r1, r2, r3, carry]
}

/// `a + b mod p`, below p when a + b is below 2p.
const fn add(a: Limbs, b: Limbs) -> Limbs {
    let (r0, carry) = mul_add(a[0], b[0], 1, 0);
    let (r1, carry) = mul_add(a[1], b[1], 1, carry);
    let (r2, carry) = mul_add(a[2], b[2], 1, carry);
    let (r3, carry) = mul_add(a[3], b[3], 1, carry);
    let (s0, borrow) = subtract(r0, PRIME[0], false);
    let (s1, borrow) = subtract(r1, PRIME[1], borrow);
    let (s2, borrow) = subtract(r2, PRIME[2], borrow);
    let (s3, borrow) = subtract(r3, PRIME[3], borrow);
    // Without a branch, because no predictor could know it.
    let below = ((borrow && carry == 0) as u64).wrapping_neg();
    [pick(below, r0, s0), pick(below, r1, s1), pick(below, r2, s2), pick(below, r3, s3)]
}

/// `yes` under a mask of ones, `no` under zero.
const fn pick(mask: u64, yes: u64, no: u64) -> u64 {
    (yes & mask) | (no & !mask)
}

/// `sum + a · b + carry`, as low and high limb.
#[expect(clippy::cast_possible_truncation, reason = "both halves are kept")]
const fn mul_add(sum: u64, a: u64, b: u64, carry: u64) -> (u64, u64) {
    let wide = sum as u128 + a as u128 * b as u128 + carry as u128;
    (wide as u64, (wide >> 64) as u64)
}

/// `a − b − borrow`, and whether it went below zero.
const fn subtract(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, below) = a.overflowing_sub(b);
    let (difference, still_below) = difference.overflowing_sub(borrow as u64);
    (difference, below || still_below)
}

fn from_bytes(bytes: &[u8; 32]) -> Limbs {
    let mut limbs = [0; 4];
    for (limb, chunk) in limbs.iter_mut().rev().zip(bytes.as_chunks().0) {
        *limb = u64::from_be_bytes(*chunk);
    }
    limbs
}

fn to_bytes(limbs: Limbs) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (chunk, limb) in bytes.as_chunks_mut().0.iter_mut().zip(limbs.iter().rev()) {
        *chunk = limb.to_be_bytes();
    }
    bytes
}
