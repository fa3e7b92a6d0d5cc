//! AirGuard 3.0.1 (seemoo-lab/AirGuard at 3482843d, 2026-03-24).
//!
//! `worker/BackgroundWorkScheduler.kt` arms an exact while-idle alarm every 15 minutes;
//! `detection/BackgroundBluetoothScanner.kt` then scans for 20 s with LOW_LATENCY, or for 30 s with LOW_POWER, and waits at
//! most 122 s for a fix, under a wake lock.

use crate::platform::Mode;
use crate::policy::Cycle;

use super::{MINUTE, SECOND};

const PERIOD: u64 = 15 * MINUTE;

/// 20 s every 15 minutes.
pub(in crate::policy) const DEFAULT: Cycle = every(20 * SECOND, Mode::LowLatency);
/// 30 s every 15 minutes, with the switch for low power.
pub(in crate::policy) const LOW_POWER: Cycle = every(30 * SECOND, Mode::LowPower);

const fn every(scan_ms: u64, mode: Mode) -> Cycle {
    let pause = PERIOD - scan_ms;
    Cycle { mode, scan_ms, pause_ms: (pause, pause), service: false, fix_wait_ms: 122 * SECOND }
}
