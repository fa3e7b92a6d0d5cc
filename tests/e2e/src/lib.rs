//! What the tests of the whole way are made of: a relay process, phones with real files and a real HTTP client,
//! owners who use the command. Only radio, clock and randomness are made up.
//!
//! Helpers panic with a clear text where a test is set up wrongly; whatever waits has a generous end.
#![allow(unused_results)] // what a helper of tests does not need

pub mod command;
pub mod owner;
pub mod phone;
pub mod relay;
pub mod scripted;
pub mod socket;
pub mod traces;
pub mod wire;
pub mod world;

pub use owner::Owner;
pub use phone::Phone;
pub use relay::RelayProcess;
pub use scripted::{Reply, ScriptedServer};
pub use wire::{FaultyWire, WireCounts};
pub use world::{MINUTE, Place};
