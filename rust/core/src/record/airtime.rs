//! For how long the radio listens if the platform serves what was asked: an estimate that errs upwards.

use crate::moment::{Boot, Moment, Wall};
use crate::scan_request::{Delivery, ScanMode, ScanRequest, ScanSlot};

const VERSION: u8 = 1;

/// A scan of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Running {
    permille: u16,
    since: Boot,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    asked: Option<u16>,
    running: Option<Running>,
}

#[derive(Debug, Default)]
pub(crate) struct Airtime {
    standing: Slot,
    callback: Slot,
    /// Thousandths of a millisecond that make no whole one yet.
    rest: u64,
}

impl Airtime {
    /// The platform is asked for a scan.
    pub(crate) fn asked(&mut self, scan: &ScanRequest) {
        self.slot(scan.slot).asked = Some(permille(scan));
    }

    /// It runs; milliseconds of listening since the last settling.
    pub(crate) fn started(&mut self, slot: ScanSlot, now: Boot) -> u64 {
        let settled = self.settle(now);
        let slot = self.slot(slot);
        slot.running = slot.asked.map(|permille| Running { permille, since: now });
        settled
    }

    /// It does not any more.
    pub(crate) fn ended(&mut self, slot: ScanSlot, now: Boot) -> u64 {
        let settled = self.settle(now);
        self.slot(slot).running = None;
        settled
    }

    /// Milliseconds of listening since the last settling; what runs runs on.
    pub(crate) fn settle(&mut self, now: Boot) -> u64 {
        let thousandths = self.rest + self.standing.settle(now) + self.callback.settle(now);
        self.rest = thousandths % 1_000;
        thousandths / 1_000
    }

    /// As `settle`, only looked at.
    pub(crate) fn unsettled(&self, now: Boot) -> u64 {
        let (mut standing, mut callback) = (self.standing, self.callback);
        (self.rest + standing.settle(now) + callback.settle(now)) / 1_000
    }

    fn slot(&mut self, slot: ScanSlot) -> &mut Slot {
        match slot {
            ScanSlot::Standing => &mut self.standing,
            ScanSlot::Callback => &mut self.callback,
        }
    }

    /// The setting "airtime", version 1, big endian: empty where no standing scan runs, else u8 1 | i64 wall time since
    /// when it is not accounted for | u16 its duty, permille. Other scans end with the process.
    pub(crate) fn keep(&self, now: Moment) -> Vec<u8> {
        let Some(Running { permille, since }) = self.standing.running else {
            return Vec::new();
        };
        let wall: Wall = now.wall_of(since);
        [&[VERSION], wall.to_be_bytes().as_slice(), &permille.to_be_bytes()].concat()
    }

    /// The standing scan outlives the process, not the phone's start. `None` for another version and for bytes that
    /// are cut.
    pub(crate) fn read(kept: &[u8], now: Moment) -> Option<Self> {
        let (wall, duty) = kept.strip_prefix(&[VERSION])?.split_first_chunk::<8>()?;
        let permille = u16::from_be_bytes(duty.try_into().ok()?).min(1_000);
        let since = now.boot_of_past(i64::from_be_bytes(*wall));
        let running = (since >= 0).then_some(Running { permille, since });
        Some(Self { standing: Slot { asked: Some(permille), running }, ..Self::default() })
    }
}

impl Slot {
    /// Thousandths of milliseconds.
    fn settle(&mut self, now: Boot) -> u64 {
        let Some(running) = &mut self.running else { return 0 };
        let span = u64::try_from(now - running.since).unwrap_or(0);
        running.since = now;
        span.saturating_mul(u64::from(running.permille))
    }
}

/// Duty that the mode asks for, by AOSP's windows; batches listen as LOW_POWER does, or harder with LOW_LATENCY: 25 %, and
/// 30 % up to Android 12L.
const fn permille(scan: &ScanRequest) -> u16 {
    match (scan.mode, scan.delivery) {
        (ScanMode::LowLatency, Delivery::Batched { .. }) => 300,
        (ScanMode::LowPower, _) | (_, Delivery::Batched { .. }) => 100,
        (ScanMode::Balanced, _) => 250,
        (ScanMode::LowLatency, _) => 1_000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan_request::ScanPlan;

    fn scan(slot: ScanSlot, mode: ScanMode) -> ScanRequest {
        ScanRequest { plan: ScanPlan::Background, slot, mode, delivery: Delivery::Immediate }
    }

    #[test]
    fn both_slots_count_by_their_duty_and_no_time_is_lost() {
        let mut airtime = Airtime::default();
        airtime.asked(&scan(ScanSlot::Standing, ScanMode::LowPower));
        assert_eq!(airtime.started(ScanSlot::Standing, 0), 0);
        airtime.asked(&scan(ScanSlot::Callback, ScanMode::LowLatency));
        assert_eq!(airtime.started(ScanSlot::Callback, 1_005), 100);
        assert_eq!(airtime.ended(ScanSlot::Callback, 5_005), 4_400);
        assert_eq!((airtime.unsettled(10_005), airtime.settle(10_005)), (500, 500));
        assert_eq!((airtime.settle(10_010), airtime.settle(10_015)), (1, 0), "halves add up");
    }

    #[test]
    fn a_batch_counts_as_asked_and_never_too_little() {
        let delivery = Delivery::Batched { delay_ms: 120_000 };
        let modes = [ScanMode::LowPower, ScanMode::Balanced, ScanMode::LowLatency];
        let duties = modes.map(|mode| permille(&ScanRequest { delivery, ..scan(ScanSlot::Standing, mode) }));
        assert_eq!(duties, [100, 100, 300]);
    }

    #[test]
    fn a_scan_that_nobody_asked_for_is_not_ours() {
        let mut airtime = Airtime::default();
        let _ = airtime.started(ScanSlot::Standing, 0);
        assert_eq!(airtime.settle(1_000_000), 0);
    }

    #[test]
    fn the_standing_scan_outlives_the_process_and_not_the_phones_start() {
        let mut airtime = Airtime::default();
        airtime.asked(&scan(ScanSlot::Standing, ScanMode::Balanced));
        let _ = airtime.started(ScanSlot::Standing, 10_000);
        let kept = airtime.keep(Moment { boot: 20_000, wall: 1_000_000 });
        let mut later = Airtime::read(&kept, Moment { boot: 50_000, wall: 1_030_000 }).unwrap();
        assert_eq!(later.settle(50_000), 10_000);
        let mut rebooted = Airtime::read(&kept, Moment { boot: 5_000, wall: 1_030_000 }).unwrap();
        assert_eq!(rebooted.settle(9_000), 0);
        assert!(
            (0..kept.len())
                .all(|length| Airtime::read(&kept[..length], Moment { boot: 0, wall: 0 }).is_none())
        );
    }
}
