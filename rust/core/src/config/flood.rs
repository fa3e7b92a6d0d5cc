//! What keeps a made-up crowd of keys from flooding the queue (docs/finder.md §2).

use super::{HOUR, MINUTE};

limits! {
    /// What keeps a made-up crowd of keys from flooding the queue.
    flood as FloodLimits {
        /// Keys an address within `address_window_ms`; the first ones keep their right.
        keys_per_address: usize = 2, Count, 1 => 100;
        /// See `keys_per_address`.
        address_window_ms: u64 = 15 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// Reports an address in any 24 hours.
        reports_per_address_day: u32 = 12, Count, 1 => 1_000;
        /// New keys within `new_keys_window_ms`.
        new_keys: usize = 30, Count, 1 => 10_000;
        /// See `new_keys`.
        new_keys_window_ms: u64 = 10 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// Reports within an hour.
        reports_per_hour: usize = 120, Count, 1 => 10_000;
    }
    rules {}
}
