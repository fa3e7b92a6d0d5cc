//! The finder as a sans-io state machine: `handle(event, now, seed) -> Effects`.
//!
//! No I/O, no clock, no randomness: a day of a phone's life replays in a second, and twice the same.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod config;
pub mod consent;
pub mod effect;
pub mod event;
pub mod fix;
pub mod health;
pub mod persist;
pub mod phone;
pub mod seed;
pub mod sighting;
pub mod time;
pub mod upload;

pub use config::FinderConfig;
pub use effect::{Effect, Effects, ScanPlan, SealRequest};
pub use event::{Event, EventRecord, StoreTrouble, Ticket};
pub use fix::Fix;
pub use health::{FinderState, Health, Reason, Severity, Suppression};
pub use persist::{Change, PendingSighting, QueueEntry, QueueRow, Restored, RowId, SeenKey};
pub use seed::Seed;
pub use sighting::{Sighting, TagKey};
pub use time::Now;
pub use upload::{UploadOutcome, UploadWindow};
