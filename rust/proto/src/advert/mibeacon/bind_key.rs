//! The key that a MiBeacon device and its owner's account share.

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A bind key, as the maker's cloud or another program's settings show it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub enum BindKey {
    /// Of versions 2 and 3.
    Legacy([u8; 12]),
    /// Of version 4 and later.
    Standard([u8; 16]),
}

impl BindKey {
    /// 12 or 16 bytes; the length tells which key it is.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let legacy = bytes.try_into().ok().map(Self::Legacy);
        legacy.or_else(|| bytes.try_into().ok().map(Self::Standard))
    }

    fn expose(&self) -> &[u8] {
        match self {
            Self::Legacy(bytes) => bytes,
            Self::Standard(bytes) => bytes,
        }
    }
}

impl core::fmt::Debug for BindKey {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("BindKey(redacted)")
    }
}

impl PartialEq for BindKey {
    fn eq(&self, other: &Self) -> bool {
        self.expose().ct_eq(other.expose()).into()
    }
}

impl Eq for BindKey {}
