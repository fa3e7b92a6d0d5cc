//! DP-3T before Exposure Notifications (DP-3T/dp3t-sdk-android, tag `prestandard`).
//!
//! `internal/AppConfigManager.java`: 20 s of scan in every 60 s, in a foreground service, with LOW_LATENCY here (its setting
//! can be weaker). Its advertising and its connections are left out.

use crate::platform::Mode;
use crate::policy::Cycle;

use super::SECOND;

/// 20 s in every minute.
pub(in crate::policy) const SERVICE: Cycle = Cycle {
    mode: Mode::LowLatency,
    scan_ms: 20 * SECOND,
    pause_ms: (40 * SECOND, 40 * SECOND),
    service: true,
    fix_wait_ms: 0,
};
