//! One reading of both clocks inside the machine: signed, so that a moment before this boot has a place.

use crate::time::Now;

/// Milliseconds since boot; negative before it.
pub(crate) type Boot = i64;
/// Milliseconds since the Unix epoch.
pub(crate) type Wall = i64;

/// Far beyond any real reading, and small enough that differences never overflow.
const LIMIT: i64 = i64::MAX / 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) boot: Boot,
    pub(crate) wall: Wall,
}

impl Moment {
    pub(crate) fn new(now: Now) -> Self {
        Self { boot: boot_ms(now.boot_ms), wall: now.wall_ms.clamp(-LIMIT, LIMIT) }
    }

    /// UTC day.
    pub(crate) fn day(self) -> i64 {
        self.wall.div_euclid(86_400_000)
    }

    /// The wall time that belongs to a boot time, by today's reading of both.
    pub(crate) fn wall_of(self, boot: Boot) -> Wall {
        self.wall.saturating_add(boot.saturating_sub(self.boot)).clamp(-LIMIT, LIMIT)
    }

    /// The boot time that belongs to a wall time, by today's reading of both.
    pub(crate) fn boot_of(self, wall: Wall) -> Boot {
        self.boot.saturating_add(wall.clamp(-LIMIT, LIMIT).saturating_sub(self.wall)).clamp(-LIMIT, LIMIT)
    }

    /// As `boot_of`, for something that has happened: never in the future, whatever the wall clock did.
    pub(crate) fn boot_of_past(self, wall: Wall) -> Boot {
        self.boot_of(wall).min(self.boot)
    }
}

/// A platform's boot time as a signed one.
pub(crate) fn boot_ms(boot_ms: u64) -> Boot {
    i64::try_from(boot_ms).unwrap_or(LIMIT).min(LIMIT)
}

/// A span of a configuration as a signed one.
pub(crate) fn span(ms: u64) -> i64 {
    boot_ms(ms)
}

/// That share of a span, to the nearest millisecond.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "days of milliseconds are far below 53 bits"
)]
pub(crate) fn share(span: i64, share: f64) -> i64 {
    (span as f64 * share).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clocks_go_both_ways() {
        let moment = Moment::new(Now { boot_ms: 1_000, wall_ms: 500_000 });
        assert_eq!(moment.wall_of(400), 499_400);
        assert_eq!(moment.boot_of(498_000), -1_000);
        assert_eq!(moment.boot_of_past(600_000), 1_000);
    }

    #[test]
    fn absurd_readings_do_not_overflow() {
        let moment = Moment::new(Now { boot_ms: u64::MAX, wall_ms: i64::MIN });
        assert!(moment.wall_of(i64::MIN) <= 0);
        assert!(moment.boot_of(i64::MAX) > 0);
        assert!(moment.day() < 0);
    }
}
