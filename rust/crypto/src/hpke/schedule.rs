//! The key schedule of base mode, RFC 9180 §5.1.

use super::{labeled_expand, labeled_extract};
use crate::{bytes::join, hkdf::Prk};
use zeroize::Zeroizing;

/// `mode_base`.
const MODE_BASE: u8 = 0;

/// AES-128-GCM, RFC 9180 §7.3.
pub(crate) const AES_128_GCM: u16 = 1;

/// What keys, nonces and exporter secrets are expanded from, on demand.
pub(crate) struct Schedule {
    suite: [u8; 10],
    context: [u8; 65],
    secret: Prk,
}

impl Schedule {
    /// `KeySchedule(mode_base, shared_secret, info, "", "")` for the AEAD with number `aead`.
    pub(crate) fn base(aead: u16, shared_secret: &[u8; 32], info: &[u8]) -> Self {
        let suite = suite(aead);
        let id_hash = labeled_extract(&suite, b"", b"psk_id_hash", b"");
        let info_hash = labeled_extract(&suite, b"", b"info_hash", info);
        Self {
            suite,
            context: join(&[&[MODE_BASE], id_hash.as_slice(), info_hash.as_slice()]),
            secret: Prk::from_bytes(&labeled_extract(&suite, shared_secret, b"secret", b"")),
        }
    }

    /// The AEAD key of `N` bytes.
    pub(crate) fn key<const N: usize>(&self) -> Zeroizing<[u8; N]> {
        self.expand(b"key")
    }

    /// The nonce of the first message.
    pub(crate) fn base_nonce(&self) -> Zeroizing<[u8; 12]> {
        self.expand(b"base_nonce")
    }

    /// Any output of the schedule, by its label.
    pub(crate) fn expand<const N: usize>(&self, label: &[u8]) -> Zeroizing<[u8; N]> {
        labeled_expand(&self.suite, &self.secret, label, &[&self.context])
    }
}

/// `"HPKE" ‖ KEM 0x0010 ‖ KDF 0x0001 ‖ aead`.
fn suite(aead: u16) -> [u8; 10] {
    join(&[b"HPKE\x00\x10\x00\x01", &aead.to_be_bytes()])
}
