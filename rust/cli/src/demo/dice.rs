//! Chance that repeats itself: the same seed throws the same numbers.

use findmesh_core::Seed;
use findmesh_crypto::hash::sha256;
use rand_core::Rng;

/// 32 bytes of a seed number and what they are for.
pub(super) fn derived(seed: u64, purpose: &str) -> [u8; 32] {
    sha256(&[b"findmesh demo ".as_slice(), &seed.to_be_bytes(), purpose.as_bytes()].concat())
}

/// A generator for one purpose.
pub(super) struct Dice(Box<dyn Rng>);

impl Dice {
    /// For `purpose`, of `seed`.
    pub(super) fn new(seed: u64, purpose: &str) -> Self {
        Self(Box::new(Seed(derived(seed, purpose)).rng()))
    }

    /// 0 (included) to 1 (excluded).
    pub(super) fn uniform(&mut self) -> f64 {
        f64::from(self.0.next_u32()) / (f64::from(u32::MAX) + 1.0)
    }

    /// Normal distribution around 0 (Box and Muller).
    pub(super) fn normal(&mut self, deviation: f64) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        deviation * radius * (std::f64::consts::TAU * self.uniform()).cos()
    }
}
