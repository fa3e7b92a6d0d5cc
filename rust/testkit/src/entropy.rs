//! Randomness that repeats.

use std::sync::{Arc, Mutex, PoisonError};

use findmesh_core::Seed;
use findmesh_store::Entropy;
use rand_core::Rng;

/// An endless row of different seeds; the same `number` gives the same row.
#[derive(Clone, Debug)]
pub struct SeedSequence {
    number: u64,
    next: u64,
}

impl SeedSequence {
    /// The row of this number, from its start.
    pub const fn new(number: u64) -> Self {
        Self { number, next: 0 }
    }

    /// The next seed.
    pub fn seed(&mut self) -> Seed {
        let mut bytes = [0; 32];
        let (number, index) = bytes.split_at_mut(16);
        number[..8].copy_from_slice(&self.number.to_be_bytes());
        index[..8].copy_from_slice(&self.next.to_be_bytes());
        self.next += 1;
        let mut seed = [0; 32];
        Seed(bytes).rng().fill_bytes(&mut seed);
        Seed(seed)
    }
}

impl Iterator for SeedSequence {
    type Item = Seed;

    fn next(&mut self) -> Option<Seed> {
        Some(self.seed())
    }
}

/// Bytes that look random and repeat with `number`; clones continue one stream.
pub fn seeded_entropy(number: u64) -> Entropy {
    let rng = Mutex::new(SeedSequence::new(number).seed().rng());
    Arc::new(move |bytes| rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes))
}
