//! How long what is kept (docs/finder.md §4).

use findmesh_core::FinderConfig;

const DAY_MS: i64 = 86_400_000;

/// UTC days that rows outlive their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Waiting sightings and remembered keys, with the data keys that open them; damaged files that were set aside.
    pub sighting_days: u32,
    /// Where the phone stayed.
    pub dwell_days: u32,
    /// Counters.
    pub counter_days: u32,
}

impl Retention {
    /// What a finder of this configuration is promised, and no more.
    pub const fn of(config: &FinderConfig) -> Self {
        let (keep, places) = (&config.keep, &config.places);
        Self { sighting_days: keep.sighting_days, dwell_days: places.days, counter_days: keep.counter_days }
    }
}

impl Default for Retention {
    /// Of the default configuration.
    fn default() -> Self {
        Self::of(&FinderConfig::default())
    }
}

/// UTC day of a wall time in milliseconds.
pub const fn day_of(wall_ms: i64) -> i64 {
    wall_ms.div_euclid(DAY_MS)
}

/// First day whose rows stay, where they outlive their own by `days`.
pub(crate) fn first_day(today: i64, days: u32) -> i64 {
    today.saturating_sub(days.into())
}

/// First moment whose files stay, wall time in milliseconds.
pub(crate) fn first_moment(wall_ms: i64, days: u32) -> i64 {
    wall_ms.saturating_sub(i64::from(days) * DAY_MS)
}
