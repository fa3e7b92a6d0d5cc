//! AltBeacon 2.21.1 (AltBeacon/android-beacon-library at 42e672e, 2025-03-21).
//!
//! `BeaconManager`: in the background 10 s of scan, then 300 s of pause. By default the cycle hangs on a periodic job
//! (`service/ScanJobScheduler.java`), whose 15 minutes at least would make it three times rarer; here it has what its
//! documentation offers beside that, a foreground service, which keeps the full cycle and LOW_LATENCY.

use crate::platform::Mode;
use crate::policy::Cycle;

use super::SECOND;

/// 10 s, a pause of 300 s.
pub(in crate::policy) const BACKGROUND: Cycle = Cycle {
    mode: Mode::LowLatency,
    scan_ms: 10 * SECOND,
    pause_ms: (300 * SECOND, 300 * SECOND),
    service: true,
    fix_wait_ms: 0,
};
