//! What the queue may hold (docs/finder.md §3).

use super::HOUR;

const KIB: u64 = 1024;

limits! {
    /// What the queue may hold.
    queue as QueueLimits {
        /// Reports.
        max_reports: usize = 10_000, Count, 1 => 100_000;
        /// Lookup ids and bodies.
        max_bytes: u64 = 4 * KIB * KIB, Bytes, KIB => 64 * KIB * KIB;
        /// Older ones go.
        max_age_ms: u64 = 72 * HOUR, Milliseconds, HOUR => 168 * HOUR;
    }
    rules {}
}
