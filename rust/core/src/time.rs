//! Time as the finder sees it: two clocks, read by the engine, never here.

use serde::{Deserialize, Serialize};

/// One reading of both clocks.
///
/// Boot time drives every interval, wall time only stamps: a wall clock may jump, boot time may not
/// (docs/finder.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// Milliseconds since boot, sleep included; restarts near 0 at each boot.
    pub boot_ms: u64,
    /// Milliseconds since the Unix epoch, UTC.
    pub wall_ms: i64,
}

impl Now {
    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn wall_seconds(self) -> i64 {
        self.wall_ms.div_euclid(1000)
    }

    /// UTC day: Unix seconds / 86 400, rounded down.
    pub const fn day(self) -> i64 {
        self.wall_seconds().div_euclid(86_400)
    }

    /// Wall time in milliseconds of a moment given in boot time.
    pub fn wall_of_boot(self, boot_ms: u64) -> i64 {
        let ahead = i128::from(boot_ms) - i128::from(self.boot_ms);
        i64::try_from(i128::from(self.wall_ms) + ahead).unwrap_or(self.wall_ms)
    }
}
