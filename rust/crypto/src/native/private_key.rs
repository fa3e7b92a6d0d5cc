//! The private half of a rolling key.

use crate::p256::{self, Fault, P256, Point, Scalar};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why 32 bytes are no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// Zero, or the order of the group and above.
    #[error("a private key lies between 1 and the order of P-256")]
    OutOfRange,
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A scalar whose point has an even y, together with that point. Redacted, zeroed on drop.
///
/// The point is kept because every report is opened with it; making it costs as much as a third of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrivateKey {
    scalar: Scalar,
    public: Point,
}

impl PrivateKey {
    /// From 32 bytes, big endian. Of `bytes` and its negative the one with an even y is taken: both are private
    /// keys of the same key on air.
    ///
    /// # Errors
    /// [`PrivateKeyError::OutOfRange`] for 0 and for the order of the group and above.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, PrivateKeyError> {
        Self::from_bytes_with(p256::backend(), bytes)
    }

    /// As [`PrivateKey::from_bytes`], on a given backend.
    ///
    /// # Errors
    /// As [`PrivateKey::from_bytes`].
    pub fn from_bytes_with(backend: &dyn P256, bytes: &[u8; 32]) -> Result<Self, PrivateKeyError> {
        let scalar = Scalar::from_bytes(bytes).ok_or(PrivateKeyError::OutOfRange)?;
        Ok(Self::from_scalar(backend, &scalar)?)
    }

    pub(super) fn from_scalar(backend: &dyn P256, scalar: &Scalar) -> Result<Self, Fault> {
        let (scalar, public) = backend.public_x_even(scalar)?;
        Ok(Self { scalar, public })
    }

    /// The 32 bytes, big endian.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<[u8; 32]> {
        self.scalar.to_bytes()
    }

    /// The key on air: the x coordinate.
    #[must_use]
    pub const fn key(&self) -> &[u8; 32] {
        self.public.x()
    }

    pub(super) fn pair(&self) -> (&Scalar, &Point) {
        (&self.scalar, &self.public)
    }
}
