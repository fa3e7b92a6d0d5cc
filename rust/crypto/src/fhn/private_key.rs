//! The private half of an EID.

use super::{Curve, Eid};
use crate::{
    p256::{self, Fault, P256},
    secp160r1,
};
use core::fmt;
use thiserror::Error;
use zeroize::Zeroizing;

/// Why bytes are no private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PrivateKeyError {
    /// Neither curve has private keys of this length.
    #[error("a private key has 21 bytes (secp160r1) or 32 (secp256r1), this one {length}")]
    WrongLength {
        /// Bytes given.
        length: usize,
    },
    /// Zero, or the order of the group and above.
    #[error("a private key lies between 1 and the order of {curve}")]
    OutOfRange {
        /// The curve that the length names.
        curve: Curve,
    },
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// A private scalar, by curve.
#[derive(Clone)]
pub(super) enum Scalar {
    Secp160r1(secp160r1::Scalar),
    Secp256r1(p256::Scalar),
}

/// `r`, together with the EID that it belongs to. Redacted, zeroed on drop.
#[derive(Clone)]
pub struct PrivateKey {
    scalar: Scalar,
    eid: Eid,
}

impl PrivateKey {
    /// From 21 bytes (secp160r1) or 32 (P-256), big endian.
    ///
    /// # Errors
    /// [`PrivateKeyError::WrongLength`], and [`PrivateKeyError::OutOfRange`] for 0 and for the order and above.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PrivateKeyError> {
        if let Ok(bytes) = bytes.try_into() {
            let scalar = secp160r1::Scalar::from_bytes(bytes);
            return Self::secp160r1(scalar.ok_or(PrivateKeyError::OutOfRange { curve: Curve::Secp160r1 })?)
                .map_err(Into::into);
        }
        let wrong_length = PrivateKeyError::WrongLength { length: bytes.len() };
        let scalar = p256::Scalar::from_bytes(bytes.try_into().map_err(|_| wrong_length)?);
        let scalar = scalar.ok_or(PrivateKeyError::OutOfRange { curve: Curve::Secp256r1 })?;
        Ok(Self::secp256r1(p256::backend(), scalar)?)
    }

    /// With its point computed here; a scalar of zero has none.
    pub(super) fn secp160r1(scalar: secp160r1::Scalar) -> Result<Self, Fault> {
        let point = secp160r1::public(&scalar);
        Self::with_point(scalar, point)
    }

    /// With its point, which comes out of a batch.
    pub(super) fn with_point(
        scalar: secp160r1::Scalar,
        point: Option<secp160r1::Point>,
    ) -> Result<Self, Fault> {
        let eid = Eid::Secp160r1(*point.ok_or(Fault)?.x());
        Ok(Self { scalar: Scalar::Secp160r1(scalar), eid })
    }

    pub(super) fn secp256r1(backend: &dyn P256, scalar: p256::Scalar) -> Result<Self, Fault> {
        let eid = Eid::Secp256r1(*backend.public(&scalar)?.x());
        Ok(Self { scalar: Scalar::Secp256r1(scalar), eid })
    }

    /// 21 or 32 bytes, big endian.
    #[must_use]
    pub fn expose(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match &self.scalar {
            Scalar::Secp160r1(scalar) => scalar.to_bytes().to_vec(),
            Scalar::Secp256r1(scalar) => scalar.to_bytes().to_vec(),
        })
    }

    /// What is on air for it.
    #[must_use]
    pub const fn eid(&self) -> &Eid {
        &self.eid
    }

    /// Its curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.eid.curve()
    }

    pub(super) const fn scalar(&self) -> &Scalar {
        &self.scalar
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({}, redacted)", self.curve())
    }
}

impl PartialEq for PrivateKey {
    /// By the EID: of a scalar and its negative, which have one EID, either opens what the other opens.
    fn eq(&self, other: &Self) -> bool {
        self.eid == other.eid
    }
}

impl Eq for PrivateKey {}
