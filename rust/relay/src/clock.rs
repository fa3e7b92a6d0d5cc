//! The relay's time: hours. Nothing finer is kept or logged.

use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of an hour.
const HOUR: u64 = 3_600;

/// Hours of a day.
pub(crate) const DAY_HOURS: u32 = 24;

/// Where the relay gets the hour from.
pub trait HourClock: Send + Sync + 'static {
    /// Unix seconds / 3600, rounded down.
    fn hour(&self) -> u32;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemHours;

impl HourClock for SystemHours {
    fn hour(&self) -> u32 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u32::try_from(since.as_secs() / HOUR).unwrap_or(u32::MAX)
    }
}

/// The first hour that is still held at `hour`.
pub(crate) fn first_held(hour: u32, retention_days: u32) -> u32 {
    hour.saturating_sub(retention_days.saturating_mul(DAY_HOURS))
}
