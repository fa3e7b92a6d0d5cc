//! The key derivation function of ANSI X9.63 with SHA-256 (SEC 1 v2.0 §3.6.1), which Apple's and Samsung's
//! networks use.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes in a SHA-256 digest.
const HASH_LENGTH: usize = 32;

/// Fills `out` from the shared secret `z`; `shared_info` comes in parts.
///
/// Block `i`, from 1, is SHA-256 of `z`, `i` as four bytes big endian, and `shared_info`. The standard gives at most
/// 2³² − 1 blocks of 32 bytes; what is beyond them stays as it is.
pub(crate) fn derive(z: &[u8], shared_info: &[&[u8]], out: &mut [u8]) {
    let keyed = Sha256::new_with_prefix(z);
    for (counter, block) in (1..=u32::MAX).zip(out.chunks_mut(HASH_LENGTH)) {
        let digest = Zeroizing::new(digest(keyed.clone(), counter, shared_info));
        for (byte, value) in block.iter_mut().zip(digest.iter()) {
            *byte = *value;
        }
    }
}

fn digest(mut keyed: Sha256, counter: u32, shared_info: &[&[u8]]) -> [u8; HASH_LENGTH] {
    keyed.update(counter.to_be_bytes());
    for part in shared_info {
        keyed.update(part);
    }
    keyed.finalize().into()
}
