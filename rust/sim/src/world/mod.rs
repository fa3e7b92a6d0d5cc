//! The city: people, phones, tags, and when which phone is near which tag.
//!
//! All times are milliseconds since midnight of the simulated day, all places metres on a plane. What has a source in
//! the literature says so beside its numbers ([`assumptions`]); everything else there is an assumption of ours.

pub mod assumptions;
mod course;
mod dice;
mod encounter;
mod phone_day;
mod point;
mod profile;
mod radio;
mod tag;

pub use course::{Course, Inside, Setting, Stay, Waypoint};
pub use encounter::{Encounter, SENSITIVITY_DBM};
pub use phone_day::{Change, PhoneDay};
pub use point::{LatLon, Point};
pub use profile::{Bucket, Profile};
pub use tag::{Air, Make, Tag, TagKind};

use crate::platform::Constants;
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

/// The whole city on one day.
#[derive(Clone, Debug)]
pub struct World {
    /// Every tag; an encounter names its own by index.
    pub tags: Vec<Tag>,
    days: Vec<PhoneDay>,
}

impl World {
    /// A city of so many people, each with one phone. The same arguments give the same world; `constants` says what the
    /// phones are like (`phones.*`).
    #[must_use]
    pub fn new(_seed: u64, _people: usize, _constants: &Constants) -> Self {
        Self { tags: Vec::new(), days: Vec::new() }
    }

    /// The same world in which every phone has, beside all else, one separated tag with it all day: in range from the first
    /// to the last millisecond. Nobody else comes near these tags.
    #[must_use]
    pub fn with_tag_in_range(&self) -> Self {
        self.clone()
    }

    /// How many phones there are.
    #[must_use]
    pub fn phones(&self) -> usize {
        self.days.len()
    }

    /// The day of a phone, 0 to [`World::phones`] (excluded).
    ///
    /// # Panics
    /// Where there is no such phone.
    #[must_use]
    pub fn day(&self, phone: usize) -> &PhoneDay {
        &self.days[phone]
    }

    /// Where a tag truly is at a moment.
    ///
    /// # Panics
    /// Where there is no such tag.
    #[must_use]
    pub fn tag_at(&self, tag: u32, at_ms: u64) -> Point {
        let _ = (tag, at_ms);
        Point::default()
    }
}
