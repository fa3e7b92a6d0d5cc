//! The chain of days: each key gives its day and the next key, and nothing leads back.

use crate::{hkdf::Prk, secret::secret_bytes};

secret_bytes! {
    /// `S`: what a tag and its owner share for the tag's whole life; 32 random bytes.
    TagSecret, 32
}

secret_bytes! {
    /// `C_k`: opens day k and every later one.
    ChainKey, 32
}

secret_bytes! {
    /// `D_k`: opens day k alone.
    DaySecret, 32
}

impl TagSecret {
    /// `C_0`, the chain key of the day of provisioning.
    #[must_use]
    pub fn first(&self) -> ChainKey {
        ChainKey::from_bytes(expand(self.expose(), b"findmesh/v1/chain"))
    }
}

impl ChainKey {
    /// `C_{k+1}`.
    #[must_use]
    pub fn next(&self) -> Self {
        Self::from_bytes(expand(self.expose(), b"findmesh/v1/next"))
    }

    /// `D_k`.
    #[must_use]
    pub fn day_secret(&self) -> DaySecret {
        DaySecret::from_bytes(expand(self.expose(), b"findmesh/v1/day"))
    }

    /// `C_{k+days}`.
    #[must_use]
    pub fn after(&self, days: u32) -> Self {
        (0..days).fold(self.clone(), |key, _| key.next())
    }
}

/// `C_k`, where `day_index` = k counts from the UTC day of provisioning.
///
/// Walks the whole chain, a few hundred nanoseconds a day; [`super::Schedule`] remembers where it was.
#[must_use]
pub fn chain_key(secret: &TagSecret, day_index: u32) -> ChainKey {
    secret.first().after(day_index)
}

fn expand(key: &[u8; 32], label: &[u8]) -> [u8; 32] {
    *Prk::from_bytes(key).expand(&[label])
}
