//! Key schedules, sealing and opening of reports, lookup ids and the cipher at rest.
//!
//! Nothing here reads a clock, a file or a random source: times are arguments, and so is every random byte.
//! Formats are those of docs/formats.md; the elliptic curve stands behind one trait ([`p256::P256`]) with two
//! implementations that give the same bytes.
//!
//! ```
//! use findmesh_crypto::{native::{SEPARATED_SLOT, Schedule, TagSecret, open, seal}, p256};
//! use findmesh_proto::{Deployment, Report};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The tag puts `epoch.key` on air, the finder sees nothing else of it.
//! let mut tag = Schedule::new(TagSecret::from_bytes([7; 32]), 20_779);
//! let epoch = tag.epoch(3, SEPARATED_SLOT)?;
//! let service_uuid = Deployment::COMMON.service_uuid;
//!
//! let report = Report::decode(&[0; 24])?;
//! let fresh = [42; 32]; // from the system's random source
//! let body = seal(p256::backend(), &epoch.key, &report, &service_uuid, &fresh)?;
//!
//! // The owner derives the same epoch and reads.
//! assert_eq!(open(p256::backend(), &epoch.private_key, &body, &service_uuid)?, report);
//! # Ok(())
//! # }
//! ```
//!
//! Every type that holds a secret prints redacted, compares in constant time and is zeroed when dropped.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod aead;
pub mod apple;
pub mod at_rest;
mod bytes;
mod curve;
mod eax;
pub mod eddystone;
pub mod fhn;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzz;
pub mod hash;
mod hkdf;
mod hpke;
mod lookup_id;
pub mod mibeacon;
pub mod native;
pub mod p224;
pub mod p256;
pub mod parallel;
pub mod samsung;
pub mod secp160r1;
mod secret;
mod x963;

pub use lookup_id::LookupId;

#[cfg(test)]
mod tests;
