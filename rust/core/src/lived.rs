//! Time that is known to have passed, whatever wall clocks are set to.
//!
//! Within a boot the boot clock says it, over restarts of the process too. Over a reboot only that the phone has run since
//! its start is certain: how long it was off would be the wall clock's word.

use crate::moment::{Boot, Moment, Wall};

/// Written with other things at most this often.
const APART_MS: i64 = 60_000;
const VERSION: u8 = 1;

/// A count of running time since the store began, and never more than has passed.
#[derive(Debug, Default)]
pub(crate) struct Lived {
    /// The count …
    base: i64,
    /// … at this boot time.
    at: Boot,
    /// Boot time of what is kept.
    kept: Option<Boot>,
}

/// How the clocks went on between two processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Known to have passed, milliseconds.
    pub(crate) known_ms: i64,
    /// By the wall clock.
    pub(crate) wall_ms: i64,
}

impl Lived {
    /// What an earlier process counted goes on. `least`: more is known from elsewhere to have been counted.
    pub(crate) fn restore(&mut self, kept: Option<&[u8]>, least: i64, now: Moment) -> Option<Gap> {
        let read = kept.and_then(read);
        let (counted, gap) = read.map_or((0, None), |(counted, boot, wall)| {
            let known_ms = if now.boot >= boot { now.boot - boot } else { now.boot };
            let wall_ms = now.wall.saturating_sub(wall);
            (counted.saturating_add(known_ms), Some(Gap { known_ms, wall_ms }))
        });
        *self = Self { base: counted.max(least), at: now.boot, kept: None };
        gap
    }

    /// The count at a boot time.
    pub(crate) fn count(&self, now: Boot) -> i64 {
        self.base.saturating_add(now - self.at)
    }

    /// The boot time at which the count was this, or one before this boot that has the same age; never in the future.
    pub(crate) fn boot_of(&self, count: i64, now: Boot) -> Boot {
        now - self.count(now).saturating_sub(count).clamp(0, i64::MAX / 4)
    }

    /// Version 1, big endian: u8 1 | i64 count | i64 boot time | i64 wall time; where it is time to keep it.
    pub(crate) fn keep(&mut self, now: Moment) -> Option<Vec<u8>> {
        if self.kept.is_some_and(|kept| now.boot - kept < APART_MS) {
            return None;
        }
        self.kept = Some(now.boot);
        let numbers = [self.count(now.boot), now.boot, now.wall];
        Some([VERSION].into_iter().chain(numbers.into_iter().flat_map(i64::to_be_bytes)).collect())
    }

    /// The transaction failed.
    pub(crate) fn failed(&mut self) {
        self.kept = None;
    }
}

fn read(kept: &[u8]) -> Option<(i64, Boot, Wall)> {
    let (version, rest) = kept.split_first()?;
    let (count, rest) = rest.split_first_chunk()?;
    let (boot, rest) = rest.split_first_chunk()?;
    let wall = <[u8; 8]>::try_from(rest).ok()?;
    let numbers = (i64::from_be_bytes(*count), i64::from_be_bytes(*boot), i64::from_be_bytes(wall));
    (*version == VERSION && numbers.0 >= 0).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: Wall = 1_800_000_000_000;

    fn moment(boot: Boot, wall: Wall) -> Moment {
        Moment { boot, wall }
    }

    fn kept() -> (Lived, Vec<u8>) {
        let mut lived = Lived::default();
        assert_eq!(lived.restore(None, 7_000, moment(100_000, WALL)), None);
        assert_eq!(lived.count(150_000), 57_000);
        let kept = lived.keep(moment(160_000, WALL + 60_000)).unwrap();
        assert_eq!(lived.keep(moment(219_999, WALL)), None, "not more than once a minute");
        assert!(lived.keep(moment(220_000, WALL)).is_some());
        (lived, kept)
    }

    #[test]
    fn within_a_boot_it_goes_on_by_the_boot_clock() {
        let (mut lived, kept) = kept();
        let gap = lived.restore(Some(&kept), 0, moment(1_000_000, WALL - 500));
        assert_eq!(gap, Some(Gap { known_ms: 840_000, wall_ms: -60_500 }));
        assert_eq!(lived.count(1_000_000), 67_000 + 840_000);
    }

    #[test]
    fn over_a_reboot_only_the_time_since_is_known() {
        let (mut lived, kept) = kept();
        let gap = lived.restore(Some(&kept), 0, moment(20_000, WALL + 900_000_000));
        assert_eq!(gap.map(|gap| gap.known_ms), Some(20_000));
        assert_eq!(lived.count(20_000), 87_000);
        let _ = lived.restore(Some(&kept), 1_000_000, moment(20_000, WALL));
        assert_eq!(lived.count(20_000), 1_000_000, "a row knows more");
    }

    #[test]
    fn ages_are_never_negative() {
        let (lived, _) = kept();
        assert_eq!(lived.boot_of(lived.count(150_000), 200_000), 150_000);
        assert_eq!(lived.boot_of(i64::MAX, 200_000), 200_000);
        assert_eq!(lived.boot_of(i64::MIN, 200_000), 200_000 - i64::MAX / 4);
    }

    #[test]
    fn what_failed_is_written_again_and_bytes_that_are_cut_say_nothing() {
        let (mut lived, kept) = kept();
        lived.failed();
        assert!(lived.keep(moment(220_001, WALL)).is_some());
        for length in 0..kept.len() {
            assert_eq!(read(&kept[..length]), None);
        }
        assert_eq!(read(&[&kept[..], &[0]].concat()), None);
        assert_eq!(read(&[&[2], &kept[1..]].concat()), None);
        assert_eq!(read(&[&[1, 0xFF], &kept[2..]].concat()), None, "a count below nothing");
    }
}
