//! Scalars where additions meet themselves, carries run far, and digits are all alike.

use num_bigint::BigUint;

/// 1 … 40, neighbours of powers of two where limbs and digits begin, regular patterns, scalars whose last addition
/// adds a point to itself, and the opposites of all.
pub(super) fn scalars(n: &BigUint) -> Vec<BigUint> {
    let small = (1..=40_u32).map(BigUint::from);
    let boundary = |bit: &u64| bit.is_multiple_of(20) || bit.is_multiple_of(32) || bit + 10 > n.bits();
    let powers = (6..n.bits()).filter(boundary).flat_map(|bit| {
        let power = BigUint::from(1_u8) << bit;
        [&power - 1_u8, power.clone(), power + 1_u8]
    });
    let patterns = [0x55_u8, 0xAA, 0x0F, 0xF0, 0x84, 0x21, 0x7B].into_iter();
    let patterns = patterns.map(|byte| BigUint::from_bytes_be(&[byte; 32]) % n);
    let half = std::iter::once(n >> 1);
    let all: Vec<BigUint> = small.chain(powers).chain(patterns).chain(half).chain(doublings(n)).collect();
    let opposites: Vec<BigUint> = all.iter().filter(|k| *k < n).map(|k| n - k).collect();
    all.into_iter().chain(opposites).filter(|k| k < n && *k > BigUint::ZERO).collect()
}

/// Scalars whose last addition adds a point to itself: n + 2d for small negative odd d, and 2t − n where t is the top
/// digit's term of a table of windows of 4 or 5 bits.
fn doublings(n: &BigUint) -> Vec<BigUint> {
    let last = (1..=31_u32).step_by(2).map(|d| n - 2 * d);
    let top = [4, 5].into_iter().flat_map(|width| {
        let start = n.bits().div_ceil(width) * width - width;
        (1..=31_u32).step_by(2).map(move |d| (BigUint::from(d) << start) * 2_u8)
    });
    let top: Vec<BigUint> = top.filter(|twice| twice > n).map(|twice| twice - n).collect();
    last.chain(top).collect()
}
