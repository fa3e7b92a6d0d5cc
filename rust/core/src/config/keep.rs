//! How long what is kept (docs/finder.md §4).

use super::{HOUR, MINUTE, SECOND};

limits! {
    /// How long what is kept.
    keep as KeepLimits {
        /// What a finder sealed of its own sightings outlives its UTC day by this many, and so do damaged files that were set
        /// aside; what it needs no more goes sooner.
        sighting_days: u32 = 14, Days, 1 => 60;
        /// Counters outlive their UTC day by this many.
        counter_days: u32 = 30, Days, 1 => 90;
        /// Counts wait this long for a transaction of something else before a process that lives anyway writes them alone …
        counts_wait_ms: u64 = MINUTE, Milliseconds, SECOND => HOUR;
        /// … and wakes that end closer together than this write theirs once.
        counts_apart_ms: u64 = 10 * SECOND, Milliseconds, 0 => HOUR;
    }
    rules {}
}
