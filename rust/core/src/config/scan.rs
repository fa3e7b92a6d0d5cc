//! When to listen (docs/finder.md §1).

use serde::{Deserialize, Serialize};

use super::{HOUR, MINUTE, SECOND};

/// What kind of app the finder lives in; where the phone does not bear it out, it works as `Background`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinderMode {
    /// Any app.
    #[default]
    Background,
    /// An app with a visible notification.
    ForegroundService,
    /// A privileged finder service.
    System,
}

impl FinderMode {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Background, Self::ForegroundService, Self::System];

    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::ForegroundService => "foreground_service",
            Self::System => "system",
        }
    }
}

limits! {
    /// When to listen, and how hard.
    scan as ScanLimits {
        /// Report delay of the standing scan where the controller batches.
        batch_delay_ms: u64 = 120 * SECOND, Milliseconds, 5 * SECOND => HOUR;
        /// The report delay doubles up to this while the phone hears nothing new …
        batch_quiet_ms: u64 = 10 * MINUTE, Milliseconds, 5 * SECOND => HOUR;
        /// … and is this in the saving variant (API 34 and later).
        auto_batch_delay_ms: u64 = 10 * MINUTE, Milliseconds, 10 * MINUTE => HOUR;
        /// Away from Wi-Fi and charger the phone counts as out for this long after something was new: its standing scan listens
        /// harder (25 to 30 % of the time, where the platform serves it), and further fixes are asked for. 0: never.
        out_ms: u64 = HOUR, Milliseconds, 0 => 24 * HOUR;
        /// Length of a burst.
        burst_ms: u64 = 4_100, Milliseconds, SECOND => 30 * SECOND;
        /// Between two bursts at least, while the CPU is awake anyway.
        burst_spacing_ms: u64 = MINUTE, Milliseconds, 10 * SECOND => HOUR;
        /// Bursts that an alarm starts, an hour.
        alarm_bursts_per_hour: u32 = 5, Count, 0 => 60;
        /// Bursts of any hour together.
        burst_budget_ms: u64 = 24 * SECOND, Milliseconds, 0 => HOUR;
        /// First backoff while the phone lies still among known tags; it doubles …
        backoff_min_ms: u64 = MINUTE, Milliseconds, 10 * SECOND => HOUR;
        /// … up to this …
        backoff_max_ms: u64 = HOUR, Milliseconds, MINUTE => 12 * HOUR;
        /// … or to this where nobody knows whether the phone lies still.
        backoff_unknown_ms: u64 = 10 * MINUTE, Milliseconds, MINUTE => 12 * HOUR;
        /// Every timer is shifted by up to this, both ways.
        jitter_percent: u8 = 20, Percent, 0 => 50;
        /// A place is new this far from where the phone last looked about.
        new_place_m: f64 = 50.0, Metres, 10.0 => 5_000.0;
        /// A listen comes at least this often, as far as the platform lets the process wake.
        floor_ms: u64 = HOUR, Milliseconds, 5 * MINUTE => 24 * HOUR;
        /// A listen is late when it comes this long after its time.
        late_ms: u64 = 10 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// A wake arms the standing scan again when its last evidence of life is older than this …
        rearm_ms: u64 = 30 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// … and a Bluetooth connection when it is older than this.
        rearm_connection_ms: u64 = 5 * MINUTE, Milliseconds, MINUTE => 24 * HOUR;
        /// Scans that the platform caps restart after this on API 34 and later (cap 10 min) …
        restart_ms: u64 = 570 * SECOND, Milliseconds, MINUTE => 599 * SECOND;
        /// … and after this before (cap 30 min).
        restart_api33_ms: u64 = 1_770 * SECOND, Milliseconds, MINUTE => 1_799 * SECOND;
        /// A visible scan ends after this.
        visible_ms: u64 = 5 * MINUTE, Milliseconds, 10 * SECOND => HOUR;
        /// From a stop to the next start at least.
        restart_gap_ms: u64 = 400, Milliseconds, 0 => 10 * SECOND;
        /// The platform counts scan starts within this.
        quota_window_ms: u64 = 30 * SECOND, Milliseconds, SECOND => 10 * MINUTE;
        /// Starts of finder and host together within the window; the platform refuses the sixth without a word.
        quota_starts: u32 = 4, Count, 1 => 5;
        /// Starts of the finder within the window.
        own_starts: u32 = 3, Count, 1 => 5;
        /// Of these, starts that only a person who looks may use.
        foreground_starts: u32 = 1, Count, 0 => 4;
        /// First pause before a refused scan is asked for again; it doubles …
        retry_ms: u64 = 30 * SECOND, Milliseconds, SECOND => HOUR;
        /// … up to this.
        retry_max_ms: u64 = 30 * MINUTE, Milliseconds, SECOND => 24 * HOUR;
        /// A lost scan is asked for again after this.
        lost_retry_ms: u64 = 5 * SECOND, Milliseconds, SECOND => HOUR;
        /// A continuous scan that is silent for this long beside a tag may be blocked.
        silent_ms: u64 = MINUTE, Milliseconds, 10 * SECOND => HOUR;
        /// Wake-ups of the process an hour while the phone lies still.
        wakes_still: u32 = 12, Count, 1 => 360;
        /// Wake-ups of the process an hour otherwise.
        wakes_moving: u32 = 30, Count, 1 => 360;
        /// Off below this battery level and not charging …
        low_battery_percent: u8 = 15, Percent, 0 => 90;
        /// … and on again above this one.
        recovered_percent: u8 = 20, Percent, 0 => 95;
    }
    rules {
        batch_delay_ms <= batch_quiet_ms;
        backoff_min_ms <= backoff_unknown_ms;
        backoff_unknown_ms <= backoff_max_ms;
        own_starts <= quota_starts;
        foreground_starts <= own_starts;
        retry_ms <= retry_max_ms;
        wakes_still <= wakes_moving;
        low_battery_percent <= recovered_percent;
    }
}
