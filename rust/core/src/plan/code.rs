//! The setting "scan": what outlives a process, because the platform's side of it does.
//!
//! Version 2, big endian: u8 2 | i64 wall and i64 boot time of writing | u8 1 where the standing scan runs, 2 where it is to be
//! started anew, 3 where it is and is known to be gone, then u8 plan,
//! u8 mode, u8 delivery, u64 delay (ms), i64 boot time of its begin, or u8 0 | i64 last listen, i64 next one due, i64
//! when it is asked for, i64 end of a pause (`i64::MIN` none) | u8 level, u128 and u128 sketches, i64 since, i64 of the last news | u8 n, n × (i64 boot time, u8 1
//! own) starts | u8 n, n × (i64 boot time, u32 ms) bursts | u8 n, n × i64 boot time of wakes. Boot times belong to the
//! boot of writing. Version 1 ended before the wakes.

use super::bursts::Burst;
use super::governor::Start;
use super::quiet::Quiet;
use crate::moment::{Boot, Moment};
use crate::scan_request::{Delivery, ScanMode, ScanPlan, ScanRequest, ScanSlot};

const VERSION: u8 = 2;
/// Without wakes.
const OLDER: u8 = 1;
const NONE: i64 = i64::MIN;
/// The clocks of one boot differ by as much, give or take this.
const SAME_BOOT_MS: i64 = 5 * 60 * 1000;

const PLANS: [ScanPlan; 4] =
    [ScanPlan::Background, ScanPlan::ForegroundService, ScanPlan::System, ScanPlan::Visible];
const MODES: [ScanMode; 3] = [ScanMode::LowPower, ScanMode::Balanced, ScanMode::LowLatency];

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    /// The standing scan that runs, and since when.
    pub(super) standing: Option<(ScanRequest, Boot)>,
    /// It is to be started anew, whatever it seems to do.
    pub(super) rearm: bool,
    /// And the platform let go of it.
    pub(super) gone: bool,
    /// Last listen, when the next is due, and when it is asked for.
    pub(super) listens: Option<[Boot; 3]>,
    /// Until when the standing scan pauses.
    pub(super) pause: Option<Boot>,
    pub(super) quiet: Quiet,
    pub(super) starts: Vec<Start>,
    pub(super) bursts: Vec<Burst>,
    /// Wakes of the last hour, oldest first.
    pub(super) wakes: Vec<Boot>,
}

impl Kept {
    pub(super) fn write(&self, now: Moment) -> Vec<u8> {
        let mut out = Writer(vec![VERSION]);
        out.time(now.wall);
        out.time(now.boot);
        out.standing(self);
        self.listens.unwrap_or([NONE; 3]).into_iter().for_each(|at| out.time(at));
        out.time(self.pause.unwrap_or(NONE));
        out.byte(self.quiet.level);
        out.bytes(&self.quiet.around.to_be_bytes());
        out.bytes(&self.quiet.before.to_be_bytes());
        out.time(self.quiet.since);
        out.time(self.quiet.fresh);
        out.list(&self.starts, |out, start| {
            out.time(start.at);
            out.byte(u8::from(start.own));
        });
        out.list(&self.bursts, |out, burst| {
            out.time(burst.at);
            out.bytes(&u32::try_from(burst.ms).unwrap_or(u32::MAX).to_be_bytes());
        });
        out.list(&self.wakes, |out, at| out.time(*at));
        out.0
    }

    /// `None` for another version, for bytes that are cut, and for another boot: nothing of it holds any more.
    pub(super) fn read(kept: &[u8], now: Moment) -> Option<Self> {
        let mut from = Reader(kept);
        let version = from.byte()?;
        if !(OLDER..=VERSION).contains(&version) {
            return None;
        }
        let (wall, boot) = (from.time()?, from.time()?);
        let drift = now.wall.saturating_sub(now.boot).saturating_sub(wall.saturating_sub(boot));
        if boot > now.boot || drift.saturating_abs() > SAME_BOOT_MS {
            return None;
        }
        let (standing, [rearm, gone]) = from.standing()?;
        let listens = [from.time()?, from.time()?, from.time()?];
        let listens = Some(listens).filter(|listens| !listens.contains(&NONE));
        let pause = Some(from.time()?).filter(|pause| *pause != NONE);
        let (level, around, before) = (from.byte()?, from.wide()?, from.wide()?);
        let quiet = Quiet { level, around, before, since: from.time()?, fresh: from.time()? };
        let starts = from.list(|from| Some(Start { at: from.time()?, own: from.byte()? == 1 }))?;
        let bursts = from.list(|from| Some(Burst { at: from.time()?, ms: i64::from(from.word()?) }))?;
        let wakes = if version == OLDER { Vec::new() } else { from.list(Reader::time)? };
        Some(Self { standing, rearm, gone, listens, pause, quiet, starts, bursts, wakes })
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn time(&mut self, at: i64) {
        self.bytes(&at.to_be_bytes());
    }

    fn standing(&mut self, kept: &Kept) {
        let Some((scan, began)) = &kept.standing else {
            return self.byte(0);
        };
        let (kind, delay_ms) = match scan.delivery {
            Delivery::Immediate => (0, 0),
            Delivery::Batched { delay_ms } => (1, delay_ms),
            Delivery::AutoBatch { delay_ms } => (2, delay_ms),
        };
        let runs = 1 + u8::from(kept.rearm) + u8::from(kept.rearm && kept.gone);
        self.bytes(&[runs, place(&PLANS, &scan.plan), place(&MODES, &scan.mode), kind]);
        self.bytes(&delay_ms.to_be_bytes());
        self.time(*began);
    }

    /// The newest 255.
    fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Self, &T)) {
        let count = u8::try_from(list.len()).unwrap_or(u8::MAX);
        self.byte(count);
        let surplus = list.len().saturating_sub(usize::from(count));
        list.iter().skip(surplus).for_each(|one| write(self, one));
    }
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u8 {
    all.iter().position(|other| other == one).and_then(|place| u8::try_from(place).ok()).unwrap_or(0)
}

/// The scan, whether it is to be started anew, and whether it is gone.
type Standing = (Option<(ScanRequest, Boot)>, [bool; 2]);

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    fn word(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn time(&mut self) -> Option<i64> {
        self.take().map(i64::from_be_bytes)
    }

    fn wide(&mut self) -> Option<u128> {
        self.take().map(u128::from_be_bytes)
    }

    fn standing(&mut self) -> Option<Standing> {
        let trust = match self.byte()? {
            0 => return Some((None, [false; 2])),
            runs => [runs == 2 || runs == 3, runs == 3],
        };
        let plan = *PLANS.get(usize::from(self.byte()?))?;
        let mode = *MODES.get(usize::from(self.byte()?))?;
        let (kind, delay_ms) = (self.byte()?, u64::from_be_bytes(self.take()?));
        let delivery = match kind {
            0 => Delivery::Immediate,
            1 => Delivery::Batched { delay_ms },
            2 => Delivery::AutoBatch { delay_ms },
            _ => return None,
        };
        let request = ScanRequest { plan, slot: ScanSlot::Standing, mode, delivery };
        Some((Some((request, self.time()?)), trust))
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.byte()?;
        (0..count).map(|_| read(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: i64 = 1_800_000_000_000;

    fn kept() -> Kept {
        let scan = ScanRequest {
            plan: ScanPlan::System,
            slot: ScanSlot::Standing,
            mode: ScanMode::Balanced,
            delivery: Delivery::Batched { delay_ms: 240_000 },
        };
        Kept {
            standing: Some((scan, 1_000)),
            rearm: true,
            gone: false,
            listens: Some([2_000, 3_602_000, 3_302_000]),
            pause: Some(7_000),
            quiet: Quiet { level: 3, around: 5, before: 1 << 127, since: -7, fresh: 9 },
            starts: vec![Start { at: 1_000, own: true }, Start { at: 1_500, own: false }],
            bursts: vec![Burst { at: 1_500, ms: 4_100 }],
            wakes: vec![-40, 1_000, 5_000],
        }
    }

    fn moment(boot: Boot, wall: i64) -> Moment {
        Moment { boot, wall }
    }

    #[test]
    fn it_survives_within_its_boot() {
        let bytes = kept().write(moment(5_000, WALL));
        assert_eq!(Kept::read(&bytes, moment(65_000, WALL + 61_000)), Some(kept()));
        let gone = Kept { gone: true, ..kept() };
        assert_eq!(Kept::read(&gone.write(moment(5_000, WALL)), moment(5_000, WALL)), Some(gone));
        let none = Kept::default().write(moment(5_000, WALL));
        assert_eq!(Kept::read(&none, moment(5_000, WALL)), Some(Kept::default()));
    }

    #[test]
    fn another_boot_knows_nothing_of_it() {
        let bytes = kept().write(moment(5_000, WALL));
        assert_eq!(Kept::read(&bytes, moment(4_000, WALL + 60_000)), None, "boot time ran back");
        assert_eq!(
            Kept::read(&bytes, moment(90_000, WALL + 3_600_000)),
            None,
            "the phone was off in between"
        );
    }

    #[test]
    fn bytes_that_are_cut_and_other_versions_say_nothing() {
        let bytes = kept().write(moment(5_000, WALL));
        for length in 0..bytes.len() {
            assert_eq!(Kept::read(&bytes[..length], moment(5_000, WALL)), None);
        }
        for version in [0, 3] {
            let other: Vec<u8> = [version].iter().chain(&bytes[1..]).copied().collect();
            assert_eq!(Kept::read(&other, moment(5_000, WALL)), None);
        }
    }

    #[test]
    fn the_version_before_knew_of_no_wakes() {
        let bytes = Kept { wakes: Vec::new(), ..kept() }.write(moment(5_000, WALL));
        let older: Vec<u8> = [1].iter().chain(&bytes[1..bytes.len() - 1]).copied().collect();
        let read = Kept::read(&older, moment(5_000, WALL));
        assert_eq!(read, Some(Kept { wakes: Vec::new(), ..kept() }));
    }
}
