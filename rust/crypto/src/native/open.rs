//! Opening a report (docs/formats.md §3).

use super::{
    BODY_LENGTH, PrivateKey,
    seal::{ReportCipher, VERSION},
};
use crate::{
    aead,
    hpke::kem,
    p256::{Fault, P256},
};
use aes_gcm::Aes128Gcm;
use findmesh_proto::report::{PLAINTEXT_LENGTH, Report, ReportError};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a report did not open.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not the length of a native report.
    #[error("a sealed report has {BODY_LENGTH} bytes, this one {length}")]
    WrongLength {
        /// Bytes given.
        length: usize,
    },
    /// Sealed by a version that is not known here.
    #[error("sealed report of version {version}, known: {VERSION}")]
    WrongVersion {
        /// First byte of the body.
        version: u8,
    },
    /// The ephemeral key is not the canonical x coordinate of a point on P-256.
    #[error("the ephemeral key is not a point on P-256")]
    InvalidPoint,
    /// Another private key, another deployment, or a changed byte.
    #[error("the report does not open with this private key")]
    Authentication,
    /// It opened, and its content breaks the format's rules.
    #[error("the report opened but is invalid: {0}")]
    Report(#[from] ReportError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Opens the body of a report that was sealed to the key of `private_key` in the deployment of `service_uuid`
/// (big endian).
///
/// # Errors
/// Every variant of [`OpenError`]; the length is looked at first, then the version, the point, the tag, the content.
pub fn open(
    backend: &dyn P256,
    private_key: &PrivateKey,
    body: &[u8],
    service_uuid: &[u8; 16],
) -> Result<Report, OpenError> {
    let (ephemeral, ciphertext, tag) = split(body)?;
    let ephemeral = backend.lift(ephemeral).ok_or(OpenError::InvalidPoint)?;
    let shared = kem::decap(backend, private_key.pair(), &ephemeral)?;
    let cipher = ReportCipher::new(&shared, service_uuid, private_key.key());
    let mut text = Zeroizing::new(*ciphertext);
    aead::open::<Aes128Gcm>((&*cipher.key).into(), &cipher.nonce, &cipher.aad, text.as_mut_slice(), tag)
        .map_err(|aead::Refused| OpenError::Authentication)?;
    Ok(Report::decode(text.as_slice())?)
}

type Parts<'a> = (&'a [u8; 32], &'a [u8; PLAINTEXT_LENGTH], &'a [u8; aead::TAG_LENGTH]);

fn split(body: &[u8]) -> Result<Parts<'_>, OpenError> {
    let wrong_length = OpenError::WrongLength { length: body.len() };
    let body: &[u8; BODY_LENGTH] = body.try_into().map_err(|_| wrong_length.clone())?;
    let [version, rest @ ..] = body;
    if *version != VERSION {
        return Err(OpenError::WrongVersion { version: *version });
    }
    chunks(rest).ok_or(wrong_length)
}

fn chunks(rest: &[u8]) -> Option<Parts<'_>> {
    let (ephemeral, rest) = rest.split_first_chunk()?;
    let (ciphertext, tag) = rest.split_first_chunk()?;
    Some((ephemeral, ciphertext, tag.try_into().ok()?))
}
