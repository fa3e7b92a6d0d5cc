//! The host's ear.

use crate::types::health::Health;
use crate::types::phone::PhoneEffect;

/// An observer could not take what it was told; noted in the log, nothing else happens.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum ObserverError {
    /// It threw.
    #[error("observer failed: {reason}")]
    Failed {
        /// Short.
        reason: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ObserverError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { reason: "exception".into() }
    }
}

/// Hears what the engine has to say; implemented by the host. Called on the engine's own thread, in
/// order: return soon and never wait for the engine in here.
#[uniffi::export(with_foreign)]
pub trait EngineObserver: Send + Sync {
    /// Health changed; at most once a second, the newest state always arrives.
    fn on_health(&self, health: Health) -> Result<(), ObserverError>;

    /// Something that the phone has to do.
    fn on_phone_effect(&self, effect: PhoneEffect) -> Result<(), ObserverError>;
}
