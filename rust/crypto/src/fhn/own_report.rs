//! Reports by an owner's own phone: `IV (12) ‖ ciphertext ‖ tag (16)`, AES-256-GCM under SHA-256(EIK).
//!
//! Source: GoogleFindMyTools (facts). No curve is involved: whoever holds the identity key reads and writes them.

use super::{IdentityKey, Location, LocationError};
use crate::{
    aead::{self, NONCE_LENGTH, TAG_LENGTH},
    hash::sha256,
};
use aes_gcm::Aes256Gcm;
use thiserror::Error;
use zeroize::Zeroizing;

/// Bytes that a body has beside its text.
const OVERHEAD: usize = NONCE_LENGTH + TAG_LENGTH;

/// Why a report was not sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OwnReportError {
    /// Shorter than IV and tag.
    #[error("an own report has at least {OVERHEAD} bytes, this one {length}")]
    TooShort {
        /// Bytes given.
        length: usize,
    },
    /// Another identity key, or a changed byte.
    #[error("the report does not open with this identity key")]
    Authentication,
    /// Not a location.
    #[error("not a report: {0}")]
    Location(#[from] LocationError),
}

/// Seals `location` for the other devices of the owner. `iv` is fresh randomness, never used twice under one key.
///
/// # Errors
/// [`OwnReportError::Location`] when the place does not exist or the time is missing.
pub fn seal(
    identity: &IdentityKey,
    location: &Location,
    iv: &[u8; NONCE_LENGTH],
) -> Result<Vec<u8>, OwnReportError> {
    let mut text = location.encode()?;
    // Only a text of 64 GiB is refused.
    let tag = aead::seal::<Aes256Gcm>((&*key(identity)).into(), iv, b"", &mut text)
        .map_err(|aead::Refused| OwnReportError::Authentication)?;
    Ok([iv.as_slice(), &text, &tag].concat())
}

/// Opens what [`seal`] or another client of the owner made.
///
/// # Errors
/// Every variant of [`OwnReportError`].
pub fn open(identity: &IdentityKey, body: &[u8]) -> Result<Location, OwnReportError> {
    let (iv, text, tag) = split(body).ok_or(OwnReportError::TooShort { length: body.len() })?;
    let mut text = Zeroizing::new(text.to_vec());
    aead::open::<Aes256Gcm>((&*key(identity)).into(), iv, b"", &mut text, tag)
        .map_err(|aead::Refused| OwnReportError::Authentication)?;
    Ok(Location::decode(&text)?)
}

fn key(identity: &IdentityKey) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(sha256(identity.expose()))
}

fn split(body: &[u8]) -> Option<(&[u8; NONCE_LENGTH], &[u8], &[u8; TAG_LENGTH])> {
    let (iv, rest) = body.split_first_chunk()?;
    let (text, tag) = rest.split_last_chunk()?;
    Some((iv, text, tag))
}
