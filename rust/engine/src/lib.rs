//! The one driver: joins core, store and net under a clock and a source of randomness.
//!
//! [`Driver`] is synchronous and lives in virtual time: desks, simulators, demos. [`Engine`] is the same machine on
//! a thread of its own, for a process that other things happen in: what is called on it returns at once or is a
//! future that any executor can poll.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod calendar;
pub mod clock;
mod courier;
mod diagnostics;
pub mod driver;
pub mod engine;
pub mod erasure;
pub mod error;
pub mod export;
mod json;
mod machine;
pub mod observer;
pub mod random;
pub mod reading;
mod seal;
pub mod setup;
mod threads;
mod tickets;
mod upload;
pub mod usage;

pub use clock::{Clock, SystemClock, VirtualClock};
pub use driver::Driver;
pub use engine::Engine;
pub use erasure::ErasureProof;
pub use error::EngineError;
pub use export::ExportFile;
pub use observer::{EngineObserver, PhoneEffect, Quiet};
pub use random::system_entropy;
pub use reading::Reading;
pub use setup::{Recorder, Setup};
pub use threads::ThreadHook;
pub use upload::{UploadSummary, Window};
pub use usage::DayUsage;
