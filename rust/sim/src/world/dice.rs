//! Chance that repeats itself: the same seed, purpose and number throw the same draws, whoever throws first.

use findmesh_crypto::hash::sha256;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// A generator of one purpose.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// For the `number`-th thing of a purpose, of `seed`.
    pub(super) fn new(seed: u64, purpose: &str, number: u64) -> Self {
        let text =
            [b"findmesh world ", purpose.as_bytes(), &seed.to_be_bytes(), &number.to_be_bytes()].concat();
        Self(ChaCha8Rng::from_seed(sha256(&text)))
    }

    /// 64 random bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// 32 random bytes.
    pub(super) fn bytes(&mut self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.fill_bytes(&mut bytes);
        bytes
    }

    /// 0 (included) to 1 (excluded).
    pub(super) fn uniform(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Between two values.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Whole, from `low` to `high` (excluded); `low` where the range is empty.
    pub(super) fn whole(&mut self, low: u64, high: u64) -> u64 {
        let width = high.saturating_sub(low);
        let drawn = (u128::from(self.bits()) * u128::from(width)) >> 64;
        low + u64::try_from(drawn).unwrap_or(0)
    }

    /// True with a probability.
    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.uniform() < share
    }

    /// Normal, mean 0 and standard deviation 1 (Box and Muller).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Log-normal: half of the draws are below `median`, and `sigma` is the spread of their logarithm.
    pub(super) fn log_normal(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }

    /// Exponential.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.uniform()).ln()
    }

    /// One of a few by weight; the last where the weights end before the draw does.
    ///
    /// # Panics
    /// For no choices.
    pub(super) fn weighted<T: Copy>(&mut self, choices: &[(T, f64)]) -> T {
        let total: f64 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = total * self.uniform();
        for (choice, weight) in choices {
            left -= weight;
            if left < 0.0 {
                return *choice;
            }
        }
        choices[choices.len() - 1].0
    }

    /// Index of one of `count` things, at least one.
    pub(super) fn index(&mut self, count: usize) -> usize {
        usize::try_from(self.whole(0, count as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(mut draw: impl FnMut(&mut Dice) -> f64) -> (f64, f64) {
        let mut dice = Dice::new(1, "test", 2);
        let drawn: Vec<f64> = (0..20_000).map(|_| draw(&mut dice)).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        (mean, (drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 20_000.0).sqrt())
    }

    #[test]
    fn purposes_and_numbers_have_draws_of_their_own() {
        let first = |seed, purpose, number| Dice::new(seed, purpose, number).bits();
        let all = [first(1, "a", 0), first(2, "a", 0), first(1, "b", 0), first(1, "a", 1)];
        assert!(all.iter().enumerate().all(|(at, bits)| !all[..at].contains(bits)));
        assert_eq!(first(1, "a", 0), all[0]);
    }

    #[test]
    fn draws_are_distributed_as_they_say() {
        let (mean, spread) = many(Dice::normal);
        assert!(mean.abs() < 0.03 && (spread - 1.0).abs() < 0.03);
        let (mean, spread) = many(|dice| dice.exponential(3.0));
        assert!((mean - 3.0).abs() < 0.1 && (spread - 3.0).abs() < 0.15);
        let (mean, _) = many(|dice| dice.between(2.0, 4.0));
        assert!((mean - 3.0).abs() < 0.03);
        let (mean, _) = many(|dice| f64::from(dice.log_normal(5.0, 1.0) < 5.0));
        assert!((mean - 0.5).abs() < 0.02);
        let (mean, _) = many(|dice| dice.weighted(&[(1.0, 3.0), (0.0, 1.0)]));
        assert!((mean - 0.75).abs() < 0.02);
        let (mean, _) = many(|dice| dice.whole(3, 6) as f64);
        assert!((mean - 4.0).abs() < 0.03);
    }
}
