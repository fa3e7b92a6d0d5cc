//! How long what is kept (docs/finder.md §4).

/// Days that a sealed row and its data key outlive their own.
pub const SIGHTING_DAYS: i64 = 14;

/// Days that a counter outlives its own.
pub const COUNTER_DAYS: i64 = 30;

const DAY_MS: i64 = 86_400_000;

/// UTC day of a wall time in milliseconds.
pub const fn day_of(wall_ms: i64) -> i64 {
    wall_ms.div_euclid(DAY_MS)
}

/// First day whose sealed rows stay.
pub(crate) const fn first_sighting_day(today: i64) -> i64 {
    today.saturating_sub(SIGHTING_DAYS)
}

/// First day whose counters stay.
pub(crate) const fn first_counter_day(today: i64) -> i64 {
    today.saturating_sub(COUNTER_DAYS)
}
