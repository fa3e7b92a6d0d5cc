//! Counter-based randomness: a draw is a function of its key, so that every policy meets the same world.

/// 64 random bits of a key (the finaliser of SplitMix64 over each word).
pub(super) fn bits(seed: u64, purpose: Purpose, a: u64, b: u64) -> u64 {
    mix(mix(mix(seed ^ purpose as u64) ^ a) ^ b)
}

/// The seed of one phone in a run.
#[must_use]
pub fn phone_seed(seed: u64, phone: usize) -> u64 {
    bits(seed, Purpose::Phone, phone as u64, 0)
}

/// What a draw is for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Phone = 1,
    Late14,
    Phase,
    Jitter,
    Loss,
    Fading,
    Flush,
    Alarm,
    Job,
    Life,
    Crash,
    Update,
    AllowList,
    OtherScan,
    FixPlace,
    FixLuck,
}

const fn mix(word: u64) -> u64 {
    let z = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Uniform in [0, 1), of 53 of the bits.
pub(super) fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

/// Exponential with this mean.
pub(super) fn exponential(bits: u64, mean: f64) -> f64 {
    -mean * (1.0 - unit(bits)).ln()
}

/// Milliseconds of a number that is none below zero; what has no end is the end of time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, as meant")]
pub(super) fn millis(number: f64) -> u64 {
    number.max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_differ_by_every_part_of_their_key() {
        let first = bits(1, Purpose::Loss, 2, 3);
        assert_eq!(first, bits(1, Purpose::Loss, 2, 3));
        let others =
            [bits(2, Purpose::Loss, 2, 3), bits(1, Purpose::Fading, 2, 3), bits(1, Purpose::Loss, 3, 2)];
        assert!(others.iter().all(|other| *other != first));
    }

    #[test]
    fn means_are_as_asked() {
        let draws = || (0..20_000).map(|n| bits(7, Purpose::Loss, n, 0));
        let uniform: f64 = draws().map(unit).sum::<f64>() / 20_000.0;
        let waits: f64 = draws().map(|bits| exponential(bits, 10.0)).sum::<f64>() / 20_000.0;
        assert!((uniform - 0.5).abs() < 0.01);
        assert!((waits - 10.0).abs() < 0.3);
    }
}
