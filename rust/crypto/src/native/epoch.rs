//! The rolling key of one slot of one day.

use super::{DaySecret, PrivateKey};
use crate::{
    bytes::join,
    hash::sha256_of,
    hkdf::Prk,
    p256::{self, Fault, P256, Scalar},
};
use core::fmt;
use thiserror::Error;

/// Slots of 15 minutes in a day: 0 to 95.
pub const SLOTS_PER_DAY: u8 = 96;

/// The slot of a tag away from its owner: one key for the whole day.
pub const SEPARATED_SLOT: u8 = 255;

/// Why there is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EpochError {
    /// 96 to 254.
    #[error("slot {slot} is reserved: slots are 0 to 95 and 255")]
    ReservedSlot {
        /// The slot asked for.
        slot: u8,
    },
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Everything that belongs to one slot. Prints redacted.
#[derive(Clone, PartialEq, Eq)]
pub struct EpochKey {
    /// Opens reports that were sealed to `key`.
    pub private_key: PrivateKey,
    /// The key on air: x coordinate, big endian.
    pub key: [u8; 32],
    /// Byte 0 masks the extended status byte, byte 1 the bits 3-1 of the compact header.
    pub mask: [u8; 2],
    /// Under which a relay keeps the reports.
    pub lookup_id: [u8; 16],
}

impl fmt::Debug for EpochKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EpochKey(redacted)")
    }
}

/// The key of `slot` on the day of `secret` (docs/formats.md §1).
///
/// # Errors
/// [`EpochError::ReservedSlot`] unless `slot` is 0 to 95 or 255.
pub fn epoch_key(secret: &DaySecret, slot: u8) -> Result<EpochKey, EpochError> {
    epoch_key_with(p256::backend(), secret, slot)
}

/// As [`epoch_key`], on a given backend.
///
/// # Errors
/// As [`epoch_key`].
pub fn epoch_key_with(backend: &dyn P256, secret: &DaySecret, slot: u8) -> Result<EpochKey, EpochError> {
    if (SLOTS_PER_DAY..SEPARATED_SLOT).contains(&slot) {
        return Err(EpochError::ReservedSlot { slot });
    }
    let day = Prk::from_bytes(secret.expose());
    let scalar = Scalar::from_wide(&day.expand(&[b"findmesh/v1/epoch", &[slot]]));
    let private_key = PrivateKey::from_scalar(backend, &scalar)?;
    let key = *private_key.key();
    Ok(EpochKey {
        private_key,
        key,
        mask: *day.expand(&[b"findmesh/v1/mask", &[slot]]),
        lookup_id: lookup_id(&key),
    })
}

/// First 16 bytes of `SHA-256("findmesh/v1/id" ‖ key)`.
#[must_use]
pub fn lookup_id(key: &[u8; 32]) -> [u8; 16] {
    join(&[&sha256_of(&[b"findmesh/v1/id", key])])
}
