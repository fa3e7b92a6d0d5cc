//! The two curves and what stands on air for a point of them.

use crate::bytes::join;
use core::fmt;

/// Bytes of the part of an EID under which a relay keeps reports: the first ones.
pub const LOOKUP_ID_LENGTH: usize = 10;

/// On which curve a tag computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// 160 bits, fits legacy advertising; nearly every tag.
    Secp160r1,
    /// P-256, for extended advertising.
    Secp256r1,
}

impl Curve {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Secp160r1, Self::Secp256r1];

    /// Stable lower-case name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secp160r1 => "secp160r1",
            Self::Secp256r1 => "secp256r1",
        }
    }

    /// The number in a tag's beacon parameters.
    #[must_use]
    pub const fn id(self) -> u8 {
        match self {
            Self::Secp160r1 => 0,
            Self::Secp256r1 => 1,
        }
    }

    /// The curve with this number in beacon parameters; all others are reserved.
    #[must_use]
    pub fn from_id(id: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.id() == id)
    }

    /// Bytes of an EID.
    #[must_use]
    pub const fn eid_length(self) -> usize {
        match self {
            Self::Secp160r1 => 20,
            Self::Secp256r1 => 32,
        }
    }

    /// Bytes of a private key: the order of secp160r1 has 161 bits.
    #[must_use]
    pub const fn private_key_length(self) -> usize {
        match self {
            Self::Secp160r1 => 21,
            Self::Secp256r1 => 32,
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An ephemeral identifier: the x coordinate of a tag's public key, big endian. Its length names the curve.
///
/// Any bytes of the right length: whether there is a point with this x is found out when sealing. Redacted when printed,
/// because it is an identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Eid {
    /// On secp160r1.
    Secp160r1([u8; 20]),
    /// On P-256.
    Secp256r1([u8; 32]),
}

impl Eid {
    /// From 20 or 32 bytes; `None` for any other length.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let short = bytes.try_into().map(Self::Secp160r1);
        short.or_else(|_| bytes.try_into().map(Self::Secp256r1)).ok()
    }

    /// The 20 or 32 bytes.
    #[must_use]
    pub const fn as_slice(&self) -> &[u8] {
        match self {
            Self::Secp160r1(x) => x,
            Self::Secp256r1(x) => x,
        }
    }

    /// The curve that the length names.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        match self {
            Self::Secp160r1(_) => Curve::Secp160r1,
            Self::Secp256r1(_) => Curve::Secp256r1,
        }
    }

    /// Under which a relay keeps the reports: the first ten bytes.
    #[must_use]
    pub fn lookup_id(&self) -> [u8; LOOKUP_ID_LENGTH] {
        join(&[self.as_slice()])
    }
}

impl fmt::Debug for Eid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Eid({}, redacted)", self.curve())
    }
}
