//! How a sighting gets its place (docs/finder.md §2).

use super::{HOUR, MINUTE, SECOND};

limits! {
    /// How a sighting gets its place.
    fixes as FixLimits {
        /// The ring of fixes reaches back this far.
        ring_ms: u64 = 60 * MINUTE, Milliseconds, 10 * MINUTE => 24 * HOUR;
        /// A sighting waits this long for a fix.
        pending_ms: u64 = 40 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// Two enclosing fixes this close in time are interpolated, whatever their distance.
        enclose_short_ms: u64 = 60 * SECOND, Milliseconds, 0 => 10 * MINUTE;
        /// Two enclosing fixes this close in time are interpolated if `enclose_radius_m` apart at most.
        enclose_long_ms: u64 = 40 * MINUTE, Milliseconds, 0 => 6 * HOUR;
        /// See `enclose_long_ms`: the phone stayed.
        enclose_radius_m: f64 = 150.0, Metres, 0.0 => 2_000.0;
        /// Otherwise the nearest fix must be within this time; between two that enclose the moment the place lies on the
        /// straight line, if no nearer than their speed over this line allows.
        nearest_ms: u64 = 10 * MINUTE, Milliseconds, 0 => 2 * HOUR;
        /// Assumed speed where none is known.
        default_speed_mps: f64 = 1.5, MetresPerSecond, 0.0 => 50.0;
        /// An interpolation that implies more is refused.
        max_speed_mps: f64 = 90.0, MetresPerSecond, 1.0 => 350.0;
        /// Worst effective accuracy that is reported.
        max_accuracy_m: f64 = 500.0, Metres, 50.0 => 2_000.0;
        /// An effective accuracy that is not waited on to become better.
        good_accuracy_m: f64 = 100.0, Metres, 1.0 => 2_000.0;
        /// While a sighting waits, a fix is asked for at most this often where the app is seen or its service runs …
        request_ms: u64 = MINUTE, Milliseconds, 10 * SECOND => 2 * HOUR;
        /// … and in the background, where the platform rations each provider by itself, within any time this long …
        background_request_ms: u64 = 30 * MINUTE, Milliseconds, MINUTE => 6 * HOUR;
        /// … at most so many times, all but the first only while the phone is out and only for what has no place without.
        background_requests: u32 = 4, Count, 1 => 12;
        /// A waiting sighting is written again when a closer one came by this much …
        rewrite_gain_db: u8 = 6, Decibels, 1 => 60;
        /// … and at most this often.
        rewrites: u8 = 3, Count, 0 => 100;
    }
    rules {
        pending_ms <= ring_ms;
        enclose_short_ms <= enclose_long_ms;
        default_speed_mps <= max_speed_mps;
        request_ms <= background_request_ms;
    }
}
