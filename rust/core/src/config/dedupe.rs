//! When a key is reported again (docs/finder.md §2).

use super::{HOUR, MINUTE};

limits! {
    /// When a key is reported again.
    dedupe as DedupeLimits {
        /// Not again before this, unless the accuracy improved.
        again_ms: u64 = 10 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// After `again_ms`: again when this far away …
        again_m: f64 = 100.0, Metres, 10.0 => 10_000.0;
        /// … or after this long.
        again_still_ms: u64 = 2 * HOUR, Milliseconds, MINUTE => 24 * HOUR;
        /// Sooner when the accuracy improved to this share.
        accuracy_share: f64 = 1.0 / 3.0, Share, 0.0 => 1.0;
        /// Reports a key in any 24 hours (a wall clock that jumps opens no new day).
        per_key_day: u32 = 12, Count, 1 => 64;
        /// An encounter ends after this long unheard.
        encounter_end_ms: u64 = 15 * MINUTE, Milliseconds, MINUTE => 2 * HOUR;
    }
    rules {
        again_ms <= again_still_ms;
    }
}
