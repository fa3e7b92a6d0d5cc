//! OpenTrace (opentrace-community/opentrace-android at 7e0cdd8, 2020-05-02).
//!
//! 8 s of scan with LOW_LATENCY, then a pause drawn from 36 to 43 s, in a foreground service. Its advertising and its
//! connections, which cost more than its scans, are left out.

use crate::platform::Mode;
use crate::policy::Cycle;

use super::SECOND;

/// 8 s, a pause of 36 to 43 s.
pub(in crate::policy) const SERVICE: Cycle = Cycle {
    mode: Mode::LowLatency,
    scan_ms: 8 * SECOND,
    pause_ms: (36 * SECOND, 43 * SECOND),
    service: true,
    fix_wait_ms: 0,
};
