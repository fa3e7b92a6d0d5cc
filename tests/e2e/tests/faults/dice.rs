//! What a seed decides.

use findmesh_testkit::SeedSequence;
use rand_chacha::ChaCha12Rng;
use rand_core::Rng;

pub struct Dice(ChaCha12Rng);

impl Dice {
    pub fn new(number: u64) -> Self {
        Self(SeedSequence::new(number).seed().rng())
    }

    /// Uniform in `0..count`.
    pub fn below(&mut self, count: u64) -> u64 {
        self.0.next_u64() % count.max(1)
    }

    /// Uniform in `low..=high`.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill_bytes(&mut bytes);
        bytes
    }
}
