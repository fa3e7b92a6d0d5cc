//! Timers of many phones must not beat in step.

use rand_chacha::ChaCha12Rng;

use crate::draw::uniform;
use crate::moment::span;

/// `ms`, up to `percent` shorter or longer.
pub(super) fn jittered(rng: &mut ChaCha12Rng, ms: u64, percent: u8) -> i64 {
    let most = ms / 100 * u64::from(percent.min(100));
    span(uniform(rng, ms - most, ms.saturating_add(most)))
}

/// `first`, doubled `level` times, up to `most`.
pub(super) fn doubled(first: u64, level: u8, most: u64) -> u64 {
    first.saturating_mul(1 << level.min(32)).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn jitter_stays_within_its_share_and_fills_it() {
        let mut rng = Seed([3; 32]).rng();
        let drawn: Vec<i64> = (0..2_000).map(|_| jittered(&mut rng, 60_000, 20)).collect();
        assert!(drawn.iter().all(|ms| (48_000..=72_000).contains(ms)));
        assert!(drawn.iter().any(|ms| *ms < 49_000) && drawn.iter().any(|ms| *ms > 71_000));
        assert_eq!(jittered(&mut rng, 60_000, 0), 60_000);
    }

    #[test]
    fn doubling_ends_at_its_bound() {
        let backoff: Vec<u64> = (0..8).map(|level| doubled(1, level, 60)).collect();
        assert_eq!(backoff, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(doubled(60_000, 255, u64::MAX), 60_000 << 32);
    }
}
