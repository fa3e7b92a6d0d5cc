//! The key encryption key, kept by the platform (Android Keystore).

use zeroize::Zeroizing;

use crate::error::VaultError;

/// Wraps data keys. Blocking, called off the main thread.
pub trait KeyVault: Send + Sync {
    /// Wraps a key of 32 bytes; the answer is opaque and at most 256 bytes.
    ///
    /// Makes a key encryption key where there is none. One that turns out to be gone is forgotten:
    /// `VaultError::Lost` once, and the next call works with a new one.
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, VaultError>;

    /// The key back. `VaultError::Lost` when the key encryption key is gone for good.
    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError>;

    /// Makes a new key encryption key, durably: [`wrap`](Self::wrap) uses it from now on, [`unwrap`](Self::unwrap)
    /// still opens what older ones wrapped. `false`: this vault has one key for ever.
    fn renew(&self) -> Result<bool, VaultError> {
        Ok(false)
    }

    /// Every key encryption key but the newest goes for good: nothing that is needed lies under them any more.
    fn retire(&self) -> Result<(), VaultError> {
        Ok(())
    }
}
