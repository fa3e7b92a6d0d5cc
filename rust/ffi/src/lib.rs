//! libfindmesh.so: two planes onto one engine.
//!
//! The control plane goes through UniFFI: a few calls a minute with records, suspend functions and traits that the
//! host implements. The data plane ([`fast`]) goes through JNI: one call a batch of adverts. Both name an engine by
//! the same handle and are the same copy of the library when [`instance_id`](instance::instance_id) agrees.
//!
//! No logic lives here: a function converts, calls the engine, converts back.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod adverts;
mod clock;
mod convert;
pub mod error;
pub mod fast;
mod handles;
pub mod host;
pub mod instance;
mod logging;
pub mod native_engine;
mod open;
pub mod sounds;
#[cfg(feature = "test-hooks")]
pub mod test_hooks;
#[cfg(test)]
mod tests;
mod threads;
pub mod types;

uniffi::setup_scaffolding!("findmesh");
