//! When reports leave (docs/finder.md §3).

use super::{HOUR, MINUTE, SECOND};

const KIB: u64 = 1024;

limits! {
    /// When reports leave.
    upload as UploadLimits {
        /// Reports that share a request; more than 1 only where the deployment's relay takes them: ids that travel together
        /// tell the relay that one finder saw them.
        max_reports: usize = 1, Count, 1 => 256;
        /// Each report's own uniform delay ends at most here.
        max_delay_ms: u64 = 30 * MINUTE, Milliseconds, 0 => 12 * HOUR;
        /// Shortest pause between two reports of one window.
        min_spacing_ms: u64 = 30 * SECOND, Milliseconds, SECOND => HOUR;
        /// Longest pause between two reports of one window.
        max_spacing_ms: u64 = 300 * SECOND, Milliseconds, SECOND => 6 * HOUR;
        /// After the report of a background wake the next one rests, as often as not up to here.
        max_rest_ms: u64 = 30 * MINUTE, Milliseconds, SECOND => 12 * HOUR;
        /// So many rests of a hundred are as short as `min_spacing_ms` …
        shortest_rests_percent: u8 = 20, Percent, 0 => 100;
        /// … and so many, these included, no longer than `max_spacing_ms`; the others reach up to `max_rest_ms`.
        window_rests_percent: u8 = 50, Percent, 0 => 100;
        /// First backoff.
        backoff_base_ms: u64 = 10 * SECOND, Milliseconds, SECOND => HOUR;
        /// Longest backoff.
        backoff_max_ms: u64 = 6 * HOUR, Milliseconds, SECOND => 24 * HOUR;
        /// Bytes a UTC day over metered networks.
        metered_bytes_per_day: u64 = 256 * KIB, Bytes, 0 => KIB * KIB * KIB;
        /// What one connection costs beside the body: handshake, certificates, headers (an estimate, for the metered
        /// budget).
        connection_bytes: u64 = 4 * KIB, Bytes, 0 => 64 * KIB;
        /// Background wakes a UTC day that may start the cellular radio for an upload alone.
        cellular_wakes_per_day: u64 = 20, Count, 0 => 1_000;
        /// They are for first reports of a key, and for repeats in this last share of their life.
        repeats_last_share: f64 = 1.0 / 6.0, Share, 0.0 => 1.0;
        /// What the relay refused as a whole waits this long before it is tried again.
        park_ms: u64 = 6 * HOUR, Milliseconds, MINUTE => 72 * HOUR;
        /// A longer `Retry-After` is cut to this.
        max_retry_after_ms: u64 = 24 * HOUR, Milliseconds, MINUTE => 168 * HOUR;
    }
    rules {
        min_spacing_ms <= max_spacing_ms;
        max_spacing_ms <= max_rest_ms;
        shortest_rests_percent <= window_rests_percent;
        backoff_base_ms <= backoff_max_ms;
    }
}
