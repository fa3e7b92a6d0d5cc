//! When a reason is one (docs/finder.md §5).

use super::{HOUR, MINUTE, SECOND};

limits! {
    /// When a reason is one.
    health as HealthLimits {
        /// The host is told of changes at most this often.
        told_ms: u64 = SECOND, Milliseconds, 100 => MINUTE;
        /// A sighting has waited this long before the lack of a fix is a reason.
        no_fix_ms: u64 = MINUTE, Milliseconds, 0 => 24 * HOUR;
        /// An alarm is late from here on, or from three quarters of its distance on: the platform may shift it by that much.
        late_alarm_ms: u64 = 15 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// A report that is due and might leave waits this long for a moment before jobs are taken for rationed.
        late_job_ms: u64 = 2 * HOUR, Milliseconds, 15 * MINUTE => 24 * HOUR;
        /// Time without a process that cost something, where the process was killed.
        costly_gap_ms: u64 = HOUR, Milliseconds, MINUTE => 24 * HOUR;
        /// How the process before ended is told this long.
        ended_shown_ms: u64 = 24 * HOUR, Milliseconds, MINUTE => 168 * HOUR;
        /// The wall clock jumped where it gained or lost more than this.
        jump_ms: u64 = 5 * MINUTE, Milliseconds, 10 * SECOND => 24 * HOUR;
        /// A jump is told this long.
        jump_shown_ms: u64 = HOUR, Milliseconds, MINUTE => 24 * HOUR;
        /// UTC days over which gaps between listens are looked at, today included.
        gap_days: u32 = 7, Days, 1 => 30;
    }
    rules {}
}
