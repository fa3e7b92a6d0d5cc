//! The host's key encryption key.

use std::sync::Arc;

use findmesh_store as store;
use zeroize::Zeroizing;

/// Why a vault gave no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum VaultError {
    /// The key encryption key is gone for good (reset lock screen, restored backup).
    #[error("the key encryption key is gone")]
    Lost,
    /// Not now, perhaps later; exceptions of the implementation included.
    #[error("the vault is not available: {reason}")]
    Unavailable {
        /// Short, without key material.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for VaultError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Unavailable { reason: "exception".into() }
    }
}

/// Wraps the engine's data keys under a key of the platform; implemented by the host. Blocking,
/// called off the main thread.
#[uniffi::export(with_foreign)]
pub trait KeyVault: Send + Sync {
    /// Wraps a key of 32 bytes; the answer is opaque and at most 256 bytes.
    fn wrap(&self, key: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// The key back.
    fn unwrap(&self, wrapped: Vec<u8>) -> Result<Vec<u8>, VaultError>;

    /// Makes a new key encryption key, durably: `wrap` uses it from now on, `unwrap` still opens what older ones
    /// wrapped. `false`: this vault has one key for ever.
    fn renew(&self) -> Result<bool, VaultError>;

    /// Every key encryption key but the newest goes for good: nothing that is needed lies under them any more.
    fn retire(&self) -> Result<(), VaultError>;
}

/// Lets the store wrap its keys with the host's vault.
pub(crate) struct HostVault(pub(crate) Arc<dyn KeyVault>);

impl store::KeyVault for HostVault {
    fn wrap(&self, key: &[u8]) -> Result<Vec<u8>, store::VaultError> {
        Ok(self.0.wrap(key.to_vec())?)
    }

    fn unwrap(&self, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, store::VaultError> {
        Ok(Zeroizing::new(self.0.unwrap(wrapped.to_vec())?))
    }

    fn renew(&self) -> Result<bool, store::VaultError> {
        Ok(self.0.renew()?)
    }

    fn retire(&self) -> Result<(), store::VaultError> {
        Ok(self.0.retire()?)
    }
}

impl From<VaultError> for store::VaultError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Lost => Self::Lost,
            VaultError::Unavailable { reason } => Self::Unavailable { reason },
        }
    }
}
