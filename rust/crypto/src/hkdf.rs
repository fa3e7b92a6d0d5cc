//! HKDF with SHA-256 (RFC 5869) over RustCrypto's HMAC.
//!
//! Output lengths are constants here, so that nothing can fail at run time and no caller needs an error path
//! that is never walked; a keyed state is kept, so that several outputs of one key cost less.

use crate::hash::sha256;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, digest::common::Key};
use zeroize::Zeroizing;

/// Bytes in a SHA-256 digest.
const HASH_LENGTH: usize = 32;

/// The most that one key and `info` give: 255 blocks.
pub(crate) const OUTPUT_MAX: usize = 255 * HASH_LENGTH;

/// RFC 5869 §2.2: `HMAC(salt, ikm)`, where `ikm` comes in parts.
pub(crate) fn extract(salt: &[u8], ikm: &[&[u8]]) -> Zeroizing<[u8; HASH_LENGTH]> {
    Zeroizing::new(hmac_sha256(salt, ikm))
}

/// A pseudorandom key, ready to expand.
pub(crate) struct Prk(Hmac<Sha256>);

impl Prk {
    /// From a key that is uniform, such as [`extract`] gives.
    pub(crate) fn from_bytes(prk: &[u8; HASH_LENGTH]) -> Self {
        Self(keyed(prk))
    }

    /// RFC 5869 §2.3: `L` bytes for `info`, which comes in parts.
    pub(crate) fn expand<const L: usize>(&self, info: &[&[u8]]) -> Zeroizing<[u8; L]> {
        const { assert!(L <= OUTPUT_MAX, "HKDF gives at most 255 blocks") };
        let mut okm = Zeroizing::new([0; L]);
        self.fill(info, okm.as_mut_slice());
        okm
    }

    /// Fills `okm`, at most [`OUTPUT_MAX`] bytes.
    pub(crate) fn fill(&self, info: &[&[u8]], okm: &mut [u8]) {
        let mut previous: Option<Zeroizing<[u8; HASH_LENGTH]>> = None;
        for (counter, block) in (1..=u8::MAX).zip(okm.chunks_mut(HASH_LENGTH)) {
            let mut hmac = self.0.clone();
            if let Some(previous) = &previous {
                hmac.update(previous.as_slice());
            }
            for part in info {
                hmac.update(part);
            }
            let output = Zeroizing::new(mac(hmac, &[&[counter]]));
            for (byte, value) in block.iter_mut().zip(output.iter()) {
                *byte = *value;
            }
            previous = Some(output);
        }
    }
}

/// `HMAC-SHA256(key, parts)`.
pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; HASH_LENGTH] {
    mac(keyed(key), parts)
}

/// RFC 2104 §2: a long key is hashed, and a short one padded with zeros to a block, in which form no key is refused.
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    let mut block = Zeroizing::new(Key::<Hmac<Sha256>>::default());
    let digest = (key.len() > block.len()).then(|| Zeroizing::new(sha256(key)));
    let key = digest.as_ref().map_or(key, |digest| digest.as_slice());
    for (slot, byte) in block.iter_mut().zip(key) {
        *slot = *byte;
    }
    Hmac::new(&block)
}

fn mac(mut hmac: Hmac<Sha256>, parts: &[&[u8]]) -> [u8; HASH_LENGTH] {
    for part in parts {
        hmac.update(part);
    }
    hmac.finalize().into_bytes().into()
}
