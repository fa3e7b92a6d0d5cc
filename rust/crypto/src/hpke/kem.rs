//! DHKEM(P-256, HKDF-SHA256), RFC 9180 §4.1 and §7.1.

use super::{labeled_expand, labeled_extract};
use crate::{
    hkdf::Prk,
    p256::{Fault, P256, Point, Scalar},
};
use zeroize::Zeroizing;

/// `"KEM" ‖ 0x0010`.
const SUITE: &[u8] = b"KEM\x00\x10";

/// The secret that both sides come to.
pub(crate) type SharedSecret = Zeroizing<[u8; 32]>;

/// `DeriveKeyPair`, RFC 9180 §7.1.3, the private half; `None` with a probability of 2⁻⁸¹⁹²
/// (256 candidates, each refused with 2⁻³²).
pub(crate) fn derive_private_key(ikm: &[u8]) -> Option<Scalar> {
    let prk = Prk::from_bytes(&labeled_extract(SUITE, b"", b"dkp_prk", ikm));
    (0..=u8::MAX)
        .find_map(|counter| Scalar::from_bytes(&labeled_expand(SUITE, &prk, b"candidate", &[&[counter]])))
}

/// `Encap` with a given ephemeral pair.
pub(crate) fn encap(
    backend: &dyn P256,
    ephemeral: (&Scalar, &Point),
    recipient: &Point,
) -> Result<SharedSecret, Fault> {
    let (private, public) = ephemeral;
    let dh = backend.shared_x(private, recipient)?;
    Ok(extract_and_expand(&dh, public, recipient))
}

/// `Decap`; `ephemeral` is the point that the sender sent.
pub(crate) fn decap(
    backend: &dyn P256,
    recipient: (&Scalar, &Point),
    ephemeral: &Point,
) -> Result<SharedSecret, Fault> {
    let (private, public) = recipient;
    let dh = backend.shared_x(private, ephemeral)?;
    Ok(extract_and_expand(&dh, ephemeral, public))
}

fn extract_and_expand(dh: &[u8; 32], ephemeral: &Point, recipient: &Point) -> SharedSecret {
    let prk = Prk::from_bytes(&labeled_extract(SUITE, b"", b"eae_prk", dh));
    let context = [&ephemeral.to_uncompressed() as &[u8], &recipient.to_uncompressed()];
    labeled_expand(SUITE, &prk, b"shared_secret", &context)
}
