//! The forms of a sealed report.

use super::Curve;

/// First byte of a body: the curve, and how much of both x coordinates the nonce takes.
///
/// The specification says the lower 80 bits of each; the clients that talk to Google's servers take the lower 64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// secp160r1 with a nonce of 16 bytes, as clients do it.
    Secp160r1Nonce16 = 1,
    /// secp160r1 with a nonce of 20 bytes, as the specification says.
    Secp160r1Nonce20 = 2,
    /// P-256 with a nonce of 16 bytes.
    P256 = 3,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Secp160r1Nonce16, Self::Secp160r1Nonce20, Self::P256];

    /// First byte of a body.
    #[must_use]
    pub const fn byte(self) -> u8 {
        self as u8
    }

    /// The form with this first byte.
    #[must_use]
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.byte() == byte)
    }

    /// The form of a curve and a nonce of 16 or 20 bytes; `None` for any other length, and for 20 bytes on P-256.
    #[must_use]
    pub fn with_nonce(curve: Curve, nonce_length: usize) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.curve() == curve && form.nonce_length() == nonce_length)
    }

    /// Its curve.
    #[must_use]
    pub const fn curve(self) -> Curve {
        match self {
            Self::Secp160r1Nonce16 | Self::Secp160r1Nonce20 => Curve::Secp160r1,
            Self::P256 => Curve::Secp256r1,
        }
    }

    /// Bytes of the nonce: one half from the EID, one from the ephemeral key.
    #[must_use]
    pub const fn nonce_length(self) -> usize {
        match self {
            Self::Secp160r1Nonce16 | Self::P256 => 16,
            Self::Secp160r1Nonce20 => 20,
        }
    }

    /// The end of an x coordinate that goes into the nonce.
    pub(super) fn nonce_half(self, x: &[u8]) -> &[u8] {
        let start = x.len().saturating_sub(self.nonce_length() / 2);
        x.get(start..).unwrap_or_default()
    }
}
