//! The host's ear.

use std::sync::Arc;

use findmesh_core as core;

use crate::clock::engine_clock;
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

/// Lets the engine speak to the host's observer.
pub(crate) struct HostObserver(pub(crate) Arc<dyn EngineObserver>);

impl findmesh_engine::EngineObserver for HostObserver {
    fn on_phone_effect(&self, effect: findmesh_engine::PhoneEffect) {
        note(self.0.on_phone_effect(effect.into()));
    }

    fn on_health(&self, health: core::Health) {
        let today = engine_clock().now().day();
        note(self.0.on_health(Health::of(health, today)));
    }
}

fn note(result: Result<(), ObserverError>) {
    if let Err(error) = result {
        log::warn!("{error}");
    }
}
