//! The finder as a sans-io state machine: `handle(event, now, seed) -> Effects`.
//!
//! No I/O, no clock, no randomness: a day of a phone's life replays in a second, and twice the same.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod clock;
pub mod config;
pub mod consent;
mod counters;
mod draw;
pub mod effect;
pub mod event;
pub mod export;
pub mod familiar;
mod finder;
pub mod fix;
mod flood;
mod geo;
pub mod health;
mod lived;
mod marks;
mod moment;
pub mod own_tags;
pub mod owner;
pub mod participation;
pub mod persist;
pub mod phone;
mod place;
mod places;
mod plan;
mod queue;
pub mod reason_code;
mod reasons;
mod record;
mod ring;
pub mod scan_request;
pub mod seed;
mod seen;
pub mod sighting;
pub mod sorted;
mod storage;
#[cfg(test)]
mod testing;
pub mod time;
mod tracks;
pub mod upload;
mod uploads;
pub mod zone;
mod zones;

pub use config::{ConfigError, ConfigProblem, FinderConfig};
pub use effect::{Effect, Effects, SealRequest};
pub use event::{Event, EventRecord, StoreTrouble, Ticket};
pub use familiar::FamiliarPlace;
pub use finder::Finder;
pub use fix::Fix;
pub use health::{FinderState, GapStats, Health, Reason, Severity, Suppression};
pub use own_tags::{Household, OwnTags, Ownership};
pub use participation::Participation;
pub use persist::{Change, DwellDay, PendingSighting, QueueEntry, QueueRow, Restored, RowId, SeenKey};
pub use reason_code::ReasonCode;
pub use scan_request::{Delivery, ScanMode, ScanPermit, ScanPlan, ScanRequest, ScanSlot};
pub use seed::Seed;
pub use sighting::{Sighting, TagKey};
pub use time::Now;
pub use upload::{UploadOutcome, UploadWindow};
pub use zone::{PrivateZone, ZoneError, ZoneId};
