//! Randomness that came in with an event.

use core::fmt;

use rand_chacha::ChaCha12Rng;
use rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

/// 32 fresh random bytes from the engine; the event log records them, so a replay draws the same delays.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed(pub [u8; 32]);

impl Seed {
    /// A generator that lives for one event.
    pub fn rng(self) -> ChaCha12Rng {
        ChaCha12Rng::from_seed(self.0)
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(…)")
    }
}
