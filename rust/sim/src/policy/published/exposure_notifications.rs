//! Google's Exposure Notifications (google/exposure-notifications-internals at aaada6c, 2021-03-18).
//!
//! `features/ContactTracingFeature.java` and `ble/scanner/BleScannerImpl.java`: scans of 4 s, five minutes apart less a jitter
//! of up to 90 s, a wake lock of a scan and a second. It runs within the system's own services, so no ration holds it.

use crate::platform::Mode;
use crate::policy::Cycle;

use super::SECOND;

/// 4 s about every four minutes and a quarter.
pub(in crate::policy) const CLIENT: Cycle = Cycle {
    mode: Mode::LowLatency,
    scan_ms: 4 * SECOND,
    pause_ms: (206 * SECOND, 296 * SECOND),
    service: true,
    fix_wait_ms: 0,
};
