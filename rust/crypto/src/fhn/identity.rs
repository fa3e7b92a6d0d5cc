//! The keys of a tag: those that it is given, and those that follow from its identity key.

use crate::{bytes::join, hash::sha256_of, secret::secret_bytes};
use zeroize::Zeroizing;

secret_bytes! {
    /// EIK: what a tag and its owner share, 32 random bytes made by the owner's phone.
    IdentityKey, 32
}

secret_bytes! {
    /// The account key of Fast Pair, which all devices of one account share with a tag.
    AccountKey, 16
}

secret_bytes! {
    /// Lets its holder read the identity key back from a tag whose button was pressed.
    RecoveryKey, 8
}

secret_bytes! {
    /// Lets its holder make a tag ring, nothing else.
    RingKey, 8
}

secret_bytes! {
    /// Lets its holder switch a tag's unwanted tracking protection on.
    UnwantedTrackingKey, 8
}

impl IdentityKey {
    /// First 8 bytes of `SHA-256(EIK ‖ 01)`.
    #[must_use]
    pub fn recovery_key(&self) -> RecoveryKey {
        RecoveryKey::from_bytes(self.derived(1))
    }

    /// First 8 bytes of `SHA-256(EIK ‖ 02)`.
    #[must_use]
    pub fn ring_key(&self) -> RingKey {
        RingKey::from_bytes(self.derived(2))
    }

    /// First 8 bytes of `SHA-256(EIK ‖ 03)`.
    #[must_use]
    pub fn unwanted_tracking_key(&self) -> UnwantedTrackingKey {
        UnwantedTrackingKey::from_bytes(self.derived(3))
    }

    fn derived(&self, number: u8) -> [u8; 8] {
        let hash = Zeroizing::new(sha256_of(&[self.expose(), &[number]]));
        join(&[hash.as_slice()])
    }
}
