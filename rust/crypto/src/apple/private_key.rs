//! The private half of a key on air.

use crate::p224::{self, Scalar};
use core::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// Why 28 bytes are no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// Zero, or the order of the group and above.
    #[error("a private key lies between 1 and the order of P-224")]
    OutOfRange,
}

/// A scalar on P-224 together with the x coordinate of its point. Redacted, zeroed on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey {
    scalar: Scalar,
    key: [u8; 28],
}

impl PrivateKey {
    /// From 28 bytes, big endian.
    ///
    /// # Errors
    /// [`PrivateKeyError::OutOfRange`] for 0 and for the order of the group and above.
    pub fn from_bytes(bytes: &[u8; 28]) -> Result<Self, PrivateKeyError> {
        let scalar = Scalar::from_bytes(bytes).ok_or(PrivateKeyError::OutOfRange)?;
        Self::from_scalar(scalar).ok_or(PrivateKeyError::OutOfRange)
    }

    /// `None` for 0, which has no point.
    pub(super) fn from_scalar(scalar: Scalar) -> Option<Self> {
        let point = p224::public(&scalar)?;
        Some(Self::from_pair(scalar, &point))
    }

    /// `point` is that of `scalar`.
    pub(super) fn from_pair(scalar: Scalar, point: &p224::Point) -> Self {
        Self { scalar, key: *point.x() }
    }

    /// The 28 bytes, big endian.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<[u8; 28]> {
        self.scalar.to_bytes()
    }

    /// The key on air: the x coordinate, big endian.
    #[must_use]
    pub const fn key(&self) -> &[u8; 28] {
        &self.key
    }

    pub(super) const fn scalar(&self) -> &Scalar {
        &self.scalar
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(redacted)")
    }
}
