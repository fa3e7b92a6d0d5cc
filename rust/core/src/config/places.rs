//! Private zones, and the places where the phone often stays (docs/finder.md §2).

use super::{HOUR, MINUTE};

limits! {
    /// Private zones, and the places where the phone often stays.
    places as PlaceLimits {
        /// Radius of a place that was learnt, home among them; what a host offers for a new private zone.
        radius_m: f64 = 150.0, Metres, 50.0 => 5_000.0;
        /// A place is one's own after a stay of this long in all …
        dwell_ms: u64 = 3 * HOUR, Milliseconds, 10 * MINUTE => 72 * HOUR;
        /// … within this many days; what is older is forgotten.
        days: u32 = 14, Days, 1 => 60;
        /// The place with the longest stay is home, and private, from this long on.
        home_ms: u64 = 12 * HOUR, Milliseconds, HOUR => 336 * HOUR;
        /// Two fixes at one place this close in time mean that the phone stayed: a night has few fixes.
        gap_ms: u64 = 8 * HOUR, Milliseconds, 10 * MINUTE => 24 * HOUR;
        /// Wider fixes teach nothing.
        max_accuracy_m: f64 = 150.0, Metres, 10.0 => 1_000.0;
    }
    rules {
        dwell_ms <= home_ms;
    }
}
