//! The city: people, phones, tags, and when which phone is near which tag.
//!
//! All times are milliseconds since midnight of the simulated day, all places metres on a plane. What has a source in
//! the literature says so beside its numbers ([`assumptions`]); everything else there is an assumption of ours.

pub mod assumptions;
mod city;
mod course;
mod dice;
mod encounter;
mod life;
mod meet;
mod parallel;
mod paths;
mod people;
mod phone_day;
mod point;
mod profile;
mod radio;
mod scatter;
mod tag;
#[cfg(test)]
mod tests;
mod whole;

pub use course::{Course, Inside, Setting, Stay, Waypoint};
pub use encounter::{Encounter, SENSITIVITY_DBM};
pub use phone_day::{Change, PhoneDay};
pub use point::{LatLon, Point};
pub use profile::{Bucket, Profile};
pub use tag::{Tag, TagKind};
pub use whole::World;

use findmesh_proto::Deployment;

/// Milliseconds of the simulated day: times run from 0 to this.
pub const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Midnight of the simulated day, Unix seconds: Wednesday, 2026-10-14. The city lives in UTC.
pub const DAY_START_UNIX: u64 = 1_791_936_000;

/// The deployment whose native tags the city has: the common one, with the company id for tests.
#[must_use]
pub const fn deployment() -> Deployment {
    Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID)
}
