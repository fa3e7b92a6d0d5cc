//! Draws by their number: what a run of a policy draws, whatever thread it runs on.

/// 64 bits of a seed's `number`-th draw (SplitMix64).
pub(crate) const fn bits(seed: u64, number: u64) -> u64 {
    let z = seed.wrapping_add(number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// 0 to `end` (excluded); 0 where that is nothing.
pub(crate) fn below(seed: u64, number: u64, end: u64) -> u64 {
    let drawn = (u128::from(bits(seed, number)) * u128::from(end)) >> 64;
    u64::try_from(drawn).unwrap_or(0)
}

/// 32 bytes.
pub(crate) fn bytes(seed: u64, number: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (n, part) in (0_u64..).zip(bytes.chunks_exact_mut(8)) {
        part.copy_from_slice(&bits(seed ^ 0xA5A5_5A5A_0F0F_F0F0, 4 * number + n).to_be_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_below_and_differ() {
        let drawn: Vec<u64> = (0..1000).map(|n| below(7, n, 10)).collect();
        assert!((0..10).all(|value| drawn.contains(&value)) && drawn.iter().all(|value| *value < 10));
        assert_ne!(bytes(1, 0), bytes(1, 1));
        assert_ne!(bytes(1, 0)[..8], bytes(1, 0)[8..16]);
        assert_eq!(below(7, 0, 0), 0);
    }
}
