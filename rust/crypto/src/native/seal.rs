//! Sealing a report to a key on air (docs/formats.md §3).

use super::{PrivateKey, lookup_id};
use crate::{
    aead,
    bytes::join,
    hash::sha256_of,
    hpke::{
        kem::{self, SharedSecret},
        schedule::{AES_128_GCM, Schedule},
    },
    p256::{Fault, P256},
};
use aes_gcm::Aes128Gcm;
use findmesh_proto::report::{PLAINTEXT_LENGTH, Report, ReportError};
use thiserror::Error;
use zeroize::Zeroizing;

/// First byte of a body.
pub(super) const VERSION: u8 = 1;

/// Bytes of a sealed report: version, ephemeral x, ciphertext, tag.
pub const BODY_LENGTH: usize = 1 + 32 + PLAINTEXT_LENGTH + aead::TAG_LENGTH;

/// Why a report was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The key is not the canonical x coordinate of a point on P-256.
    #[error("the key is not a point on P-256")]
    InvalidKey,
    /// No owner would accept this place.
    #[error("not a report: {0}")]
    Report(#[from] ReportError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Seals `report` so that only the owner of `key` reads it; the result is the body for the relay.
///
/// `service_uuid` names the deployment, big endian. `random` is fresh for each report; the ephemeral key also depends
/// on key and report, so that a random source that repeats does not reuse it.
///
/// # Errors
/// [`SealError::InvalidKey`] when `key` is no x coordinate of a point, or not below p; [`SealError::Report`] when the
/// report is about a place that does not exist.
pub fn seal(
    backend: &dyn P256,
    key: &[u8; 32],
    report: &Report,
    service_uuid: &[u8; 16],
    random: &[u8; 32],
) -> Result<[u8; BODY_LENGTH], SealError> {
    report.validate()?;
    let recipient = backend.lift(key).ok_or(SealError::InvalidKey)?;
    let mut text = Zeroizing::new(report.encode());
    let ephemeral = ephemeral(backend, key, &text, random)?;
    let shared = kem::encap(backend, ephemeral.pair(), &recipient)?;
    let cipher = ReportCipher::new(&shared, service_uuid, key);
    let tag = aead::seal::<Aes128Gcm>((&*cipher.key).into(), &cipher.nonce, &cipher.aad, text.as_mut_slice())
        .map_err(|aead::Refused| Fault)?;
    Ok(join(&[&[VERSION], ephemeral.key(), text.as_slice(), &tag]))
}

/// The hedged ephemeral pair.
pub(crate) fn ephemeral(
    backend: &dyn P256,
    key: &[u8; 32],
    plaintext: &[u8; PLAINTEXT_LENGTH],
    random: &[u8; 32],
) -> Result<PrivateKey, Fault> {
    let ikm = Zeroizing::new(sha256_of(&[b"findmesh/v1/eph", random, key, plaintext]));
    let scalar = kem::derive_private_key(ikm.as_slice()).ok_or(Fault)?;
    PrivateKey::from_scalar(backend, &scalar)
}

/// Key, nonce and associated data of the one message.
pub(super) struct ReportCipher {
    pub(super) key: Zeroizing<[u8; 16]>,
    pub(super) nonce: Zeroizing<[u8; aead::NONCE_LENGTH]>,
    pub(super) aad: [u8; 17],
}

impl ReportCipher {
    pub(super) fn new(shared: &SharedSecret, service_uuid: &[u8; 16], key: &[u8; 32]) -> Self {
        let info: [u8; 34] = join(&[b"findmesh/v1/report", service_uuid]);
        let schedule = Schedule::base(AES_128_GCM, shared, &info);
        Self { key: schedule.key(), nonce: schedule.base_nonce(), aad: join(&[&[VERSION], &lookup_id(key)]) }
    }
}
