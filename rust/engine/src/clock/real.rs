//! The machine's clocks.

use std::time::{SystemTime, UNIX_EPOCH};

use findmesh_core::Now;

use super::Clock;

/// Boot time that counts sleep (`CLOCK_BOOTTIME`, Android's `elapsedRealtime`) and the wall clock. Where the
/// platform has no such boot time, time since the first reading stands in: intervals hold while the process lives.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Now {
        Now { boot_ms: boot_ms(), wall_ms: wall_ms() }
    }
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn boot_ms() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    let millis = u64::try_from(time.tv_nsec / 1_000_000).unwrap_or(0);
    seconds.saturating_mul(1000).saturating_add(millis)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn boot_ms() -> u64 {
    use std::sync::OnceLock;
    use std::time::Instant;

    static FIRST: OnceLock<Instant> = OnceLock::new();
    u64::try_from(FIRST.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Negative before 1970.
fn wall_ms() -> i64 {
    let millis = |d: std::time::Duration| i64::try_from(d.as_millis()).unwrap_or(i64::MAX);
    match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => millis(since),
        Err(before) => -millis(before.duration()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boot_time_does_not_go_back() {
        let first = SystemClock.now();
        assert!(SystemClock.now().boot_ms >= first.boot_ms);
        assert!(first.wall_ms > 1_600_000_000_000);
    }
}
