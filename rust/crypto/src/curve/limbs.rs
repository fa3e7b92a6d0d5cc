//! Numbers of several limbs, least significant first.

use super::Mask;

/// `a + b`, and the carry.
#[inline(always)]
pub(crate) fn add<const N: usize>(a: [u64; N], b: [u64; N]) -> ([u64; N], bool) {
    add_with(a, b, false)
}

/// `a + b + carry`, and the carry.
#[inline(always)]
pub(crate) fn add_with<const N: usize>(a: [u64; N], b: [u64; N], mut carry: bool) -> ([u64; N], bool) {
    let mut sum = a;
    for (limb, b) in sum.iter_mut().zip(b) {
        (*limb, carry) = limb.carrying_add(b, carry);
    }
    (sum, carry)
}

/// `a − b`, and whether it went below zero.
#[inline(always)]
pub(crate) fn sub<const N: usize>(a: [u64; N], b: [u64; N]) -> ([u64; N], bool) {
    sub_with(a, b, false)
}

/// `a − b − borrow`, and whether it went below zero.
#[inline(always)]
pub(crate) fn sub_with<const N: usize>(a: [u64; N], b: [u64; N], mut borrow: bool) -> ([u64; N], bool) {
    let mut difference = a;
    for (limb, b) in difference.iter_mut().zip(b) {
        (*limb, borrow) = limb.borrowing_sub(b, borrow);
    }
    (difference, borrow)
}

/// `yes` where the mask is set, `no` elsewhere.
#[inline(always)]
pub(crate) fn pick<const N: usize>(mask: Mask, yes: [u64; N], no: [u64; N]) -> [u64; N] {
    let mut picked = no;
    for (limb, yes) in picked.iter_mut().zip(yes) {
        *limb = mask.pick(yes, *limb);
    }
    picked
}

/// `into | from & mask`.
#[inline(always)]
pub(crate) fn or_masked<const N: usize>(into: [u64; N], from: [u64; N], mask: Mask) -> [u64; N] {
    let mut all = into;
    for (limb, from) in all.iter_mut().zip(from) {
        *limb |= from & mask.ones();
    }
    all
}

/// `a` for a below the modulus, `a − modulus` otherwise.
#[inline(always)]
pub(crate) fn subtract_once<const N: usize>(a: [u64; N], modulus: [u64; N]) -> [u64; N] {
    let (difference, below) = sub(a, modulus);
    pick(Mask::from_bit(u64::from(below)), a, difference)
}

/// `sum + a · b`, as its lowest limb and those above.
#[inline(always)]
pub(crate) fn row<const N: usize>(sum: [u64; N], a: u64, b: [u64; N]) -> (u64, [u64; N]) {
    let mut above = sum;
    let mut carry = 0;
    for (limb, b) in above.iter_mut().zip(b) {
        (*limb, carry) = a.carrying_mul_add(b, *limb, carry);
    }
    let lowest = above[0];
    above.rotate_left(1);
    if let Some(top) = above.last_mut() {
        *top = carry;
    }
    (lowest, above)
}

/// Limbs of a big-endian number; what is missing is zero, what does not fit is cut.
pub(crate) fn from_bytes<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut limbs = [0; N];
    for (limb, chunk) in limbs.iter_mut().zip(bytes.rchunks(8)) {
        *limb = chunk.iter().fold(0, |limb, byte| limb << 8 | u64::from(*byte));
    }
    limbs
}

/// A big-endian number of `B` bytes; what does not fit is cut.
pub(crate) fn to_bytes<const B: usize>(limbs: &[u64]) -> [u8; B] {
    let mut bytes = [0; B];
    for (chunk, limb) in bytes.rchunks_mut(8).zip(limbs) {
        for (slot, byte) in chunk.iter_mut().rev().zip(limb.to_le_bytes()) {
            *slot = byte;
        }
    }
    bytes
}
