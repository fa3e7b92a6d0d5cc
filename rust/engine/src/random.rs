//! The operating system's randomness.

use std::sync::Arc;

use findmesh_core::Seed;
use findmesh_store::Entropy;

/// Fresh bytes from the operating system. Aborts the process where it has none: nothing here may go on with
/// guessable keys.
pub fn system_entropy() -> Entropy {
    Arc::new(|buffer: &mut [u8]| {
        if getrandom::fill(buffer).is_err() {
            log::error!("the operating system gave no randomness");
            std::process::abort();
        }
    })
}

/// The seed of one event.
pub(crate) fn seed(entropy: &Entropy) -> Seed {
    Seed(bytes(entropy))
}

/// 32 fresh bytes.
pub(crate) fn bytes(entropy: &Entropy) -> [u8; 32] {
    let mut bytes = [0; 32];
    entropy(&mut bytes);
    bytes
}
