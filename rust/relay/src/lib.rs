//! The relay: a blind store of sealed reports (docs/formats.md §4).
//!
//! It takes sealed reports from finders, holds them under their lookup id for some days and hands them to
//! whoever asks for that id. It cannot read a location, and it keeps neither the address of a sender nor a
//! time finer than the hour. How to run one: docs/operating-the-relay.md.
//!
//! [`Relay`] is for programs with an async runtime, [`RelayHandle`] for those without. Another store takes
//! the place of SQLite behind [`storage::ReportStorage`].
//!
//! Log lines are `event=… key=value` without identifiers and addresses; the only time in them is `hour`, so
//! whatever prints them should not add a finer one.

mod admission;
mod api;
mod clock;
mod config;
mod error;
mod handle;
mod intake;
mod limiter;
mod metrics;
mod refusal;
mod serve;
mod server;
mod shuffle;
pub mod storage;
mod sweep;

pub use admission::{AdmissionTable, NotAdmitted};
pub use api::PeerOf;
pub use clock::{HourClock, SystemHours};
pub use config::{ConfigError, FieldError, RelayConfig};
pub use error::RelayError;
pub use handle::RelayHandle;
pub use server::{BoundRelay, Relay, RelayParts};
