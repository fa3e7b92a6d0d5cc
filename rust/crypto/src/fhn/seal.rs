//! Sealing a report to an EID (docs/formats.md §3).

use super::{Curve, Eid, Form, Location, LocationError};
use crate::{
    eax::{self, Eax},
    hash::sha256_of,
    hkdf::{Prk, extract},
    p256::{self, Fault, P256},
    secp160r1,
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a report was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The EID is not the canonical x coordinate of a point, which half of all byte strings are not.
    #[error("the EID is not a point on {curve}")]
    InvalidKey {
        /// The curve that the EID's length names.
        curve: Curve,
    },
    /// An EID of one curve, a form of the other.
    #[error("form {} is for {}, the EID is on {curve}", form.byte(), form.curve())]
    CurveMismatch {
        /// The form asked for.
        form: Form,
        /// The curve that the EID's length names.
        curve: Curve,
    },
    /// No owner would accept this place, or the time is missing.
    #[error("not a report: {0}")]
    Location(#[from] LocationError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Seals `location` so that only the owner of `eid` reads it; the result is the body for the relay, 55 to 71 bytes, or
/// 67 to 83 on P-256.
///
/// `random` is fresh for each report; the ephemeral key also depends on EID and location, so that a random source that
/// repeats does not reuse it.
///
/// # Errors
/// Every variant of [`SealError`].
pub fn seal(eid: &Eid, location: &Location, form: Form, random: &[u8; 32]) -> Result<Vec<u8>, SealError> {
    seal_with(p256::backend(), eid, location, form, random)
}

/// As [`seal`], on a given backend.
pub(crate) fn seal_with(
    backend: &dyn P256,
    eid: &Eid,
    location: &Location,
    form: Form,
    random: &[u8; 32],
) -> Result<Vec<u8>, SealError> {
    let text = location.encode()?;
    let seed = Seed::new(form, eid, &text, random);
    match (eid, form.curve()) {
        (Eid::Secp160r1(x), Curve::Secp160r1) => {
            let to = secp160r1::Point::lift_x(x).ok_or(SealError::InvalidKey { curve: eid.curve() })?;
            Ok(seal_160(&seed.secp160r1(), &to, form, &text)?)
        }
        (Eid::Secp256r1(x), Curve::Secp256r1) => {
            let to = backend.lift(x).ok_or(SealError::InvalidKey { curve: eid.curve() })?;
            Ok(seal_256(backend, &seed.p256(), &to, form, &text)?)
        }
        _ => Err(SealError::CurveMismatch { form, curve: eid.curve() }),
    }
}

/// Seals any plaintext under a given ephemeral key.
pub(crate) fn seal_160(
    ephemeral: &secp160r1::Scalar,
    to: &secp160r1::Point,
    form: Form,
    text: &[u8],
) -> Result<Vec<u8>, Fault> {
    let from = secp160r1::public(ephemeral).ok_or(Fault)?;
    let shared = secp160r1::shared_x(ephemeral, to).ok_or(Fault)?;
    Ok(body(form, to.x(), from.x(), shared.as_slice(), text))
}

/// As [`seal_160`], on P-256.
pub(crate) fn seal_256(
    backend: &dyn P256,
    ephemeral: &p256::Scalar,
    to: &p256::Point,
    form: Form,
    text: &[u8],
) -> Result<Vec<u8>, Fault> {
    let from = backend.public(ephemeral)?;
    let shared = backend.shared_x(ephemeral, to)?;
    Ok(body(form, to.x(), from.x(), shared.as_slice(), text))
}

/// `form ‖ Sx ‖ ciphertext ‖ tag`.
fn body(form: Form, to: &[u8], from: &[u8], shared: &[u8], text: &[u8]) -> Vec<u8> {
    let cipher = report_cipher(form, to, from, shared);
    let mut body = Vec::with_capacity(1 + from.len() + text.len() + eax::TAG_LENGTH);
    let mut text = Zeroizing::new(text.to_vec());
    let tag = cipher.seal(&mut text);
    body.push(form.byte());
    body.extend([from, &text, &tag].into_iter().flatten());
    body
}

/// The cipher of one report: `to` and `from` are the x coordinates of EID and ephemeral key, `shared` that of their
/// Diffie–Hellman result.
pub(super) fn report_cipher(form: Form, to: &[u8], from: &[u8], shared: &[u8]) -> Eax {
    let key = Prk::from_bytes(&extract(b"", &[shared])).expand(&[]);
    Eax::new(&key, &[form.nonce_half(to), form.nonce_half(from)], b"")
}

/// From which the hedged ephemeral key is made.
struct Seed(Prk);

impl Seed {
    fn new(form: Form, eid: &Eid, text: &[u8], random: &[u8; 32]) -> Self {
        let parts: [&[u8]; 5] = [b"findmesh/v1/fhn-eph", random, &[form.byte()], eid.as_slice(), text];
        Self(Prk::from_bytes(&Zeroizing::new(sha256_of(&parts))))
    }

    /// Uniform up to 2⁻⁹⁵.
    fn secp160r1(&self) -> secp160r1::Scalar {
        secp160r1::Scalar::from_wide(&self.0.expand(&[b"secp160r1"]))
    }

    /// Uniform up to 2⁻¹²⁸.
    fn p256(&self) -> p256::Scalar {
        p256::Scalar::from_wide(&self.0.expand(&[b"secp256r1"]))
    }
}
