//! HPKE (RFC 9180) in base mode with DHKEM(P-256, HKDF-SHA256) and HKDF-SHA256.
//!
//! Only what a single message needs: the labelled functions of §4, the key encapsulation, the key schedule.

pub(crate) mod kem;
pub(crate) mod schedule;

use crate::hkdf::{Prk, extract};
use zeroize::Zeroizing;

/// Precedes every label.
const VERSION: &[u8] = b"HPKE-v1";

/// `LabeledExtract`, RFC 9180 §4.
pub(crate) fn labeled_extract(suite: &[u8], salt: &[u8], label: &[u8], ikm: &[u8]) -> Zeroizing<[u8; 32]> {
    extract(salt, &[VERSION, suite, label, ikm])
}

/// `LabeledExpand`, RFC 9180 §4; the last label comes in parts.
pub(crate) fn labeled_expand<const L: usize>(
    suite: &[u8],
    prk: &Prk,
    label: &[u8],
    info: &[&[u8]],
) -> Zeroizing<[u8; L]> {
    let [.., high, low] = L.to_be_bytes();
    let info = info.concat();
    prk.expand(&[&[high, low], VERSION, suite, label, &info])
}
