//! Where fresh random bytes come from: the engine, so that tests can repeat them.

use std::sync::Arc;

/// Fills a buffer with fresh random bytes. Must not fail; an operating system without randomness aborts.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;
