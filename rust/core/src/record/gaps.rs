//! The time between listens, in buckets by day: bounded, and kept over kills.

use crate::health::GapStats;
use crate::moment::{Boot, Moment, Wall};
use crate::sorted::SortedMap;

/// Two listens closer than this are one.
const LEAST_MS: i64 = 60_000;
/// Longer gaps count as this long.
const MOST_MS: i64 = 7 * 86_400_000;
/// Buckets split each doubling into four, from one minute in quarters of a minute.
const UNIT_MS: i64 = 15_000;
const FIRST_OCTAVE: u32 = 2;

const VERSION: u8 = 1;
const NONE: i64 = i64::MIN;

/// Gaps that ended on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Day {
    counts: SortedMap<u8, u16>,
    longest_ms: i64,
}

#[derive(Debug, Default)]
pub(crate) struct Gaps {
    /// The last listen, or when listening was wished for; none while nobody wishes.
    last: Option<Boot>,
    days: SortedMap<i64, Day>,
}

impl Gaps {
    /// It listened. So many `days` are kept.
    pub(crate) fn listened(&mut self, now: Moment, days: u32) {
        if let Some(gap) = self.open(now.boot) {
            self.note(now.day(), gap, days);
        }
        self.last = Some(now.boot);
    }

    /// Somebody wishes to listen, or nobody does.
    pub(crate) fn follow(&mut self, wished: bool, now: Boot) {
        self.last = if wished { self.last.or(Some(now)) } else { None };
    }

    /// Milliseconds since the last listen, where they make a gap.
    fn open(&self, now: Boot) -> Option<i64> {
        let gap = now - self.last?;
        (gap >= LEAST_MS).then_some(gap.min(MOST_MS))
    }

    fn note(&mut self, today: i64, gap: i64, days: u32) {
        let day = self.days.or_default(today);
        let count = day.counts.or_default(bucket(gap));
        *count = count.saturating_add(1);
        day.longest_ms = day.longest_ms.max(gap);
        while self.days.len() > usize::try_from(days).unwrap_or(usize::MAX) {
            let farthest = self.days.keys().copied().max_by_key(|day| (day - today).abs());
            if farthest.and_then(|day| self.days.remove(&day)).is_none() {
                break;
            }
        }
    }

    /// Of so many UTC `days`, today included.
    pub(crate) fn stats(&self, now: Moment, days: u32) -> GapStats {
        let (today, mut all) = (now.day(), Day::default());
        let looked_at = today - i64::from(days) + 1..=today;
        for (_, day) in self.days.iter().filter(|(day, _)| looked_at.contains(*day)) {
            day.counts.iter().for_each(|(bucket, count)| all.add(*bucket, *count));
            all.longest_ms = all.longest_ms.max(day.longest_ms);
        }
        if let Some(gap) = self.open(now.boot) {
            all.add(bucket(gap), 1);
            all.longest_ms = all.longest_ms.max(gap);
        }
        all.stats()
    }

    /// The setting "gaps", version 1, big endian: u8 1 | i64 wall time of the last listen, `i64::MIN` none | a day
    /// each: i64 UTC day, i64 longest (ms), u8 n, n of u8 bucket, u16 count.
    pub(crate) fn keep(&self, now: Moment) -> Vec<u8> {
        let last: Wall = self.last.map_or(NONE, |at| now.wall_of(at));
        let mut kept = vec![VERSION];
        kept.extend(last.to_be_bytes());
        for (day, gaps) in self.days.iter() {
            kept.extend(day.to_be_bytes());
            kept.extend(gaps.longest_ms.to_be_bytes());
            kept.push(u8::try_from(gaps.counts.len()).unwrap_or(u8::MAX));
            for (bucket, count) in gaps.counts.iter() {
                kept.push(*bucket);
                kept.extend(count.to_be_bytes());
            }
        }
        kept
    }

    /// `None` for another version and for bytes that are cut.
    pub(crate) fn read(kept: &[u8], now: Moment) -> Option<Self> {
        let mut rest = kept.strip_prefix(&[VERSION])?;
        let last = Some(number(&mut rest)?).filter(|wall| *wall != NONE);
        let mut days = SortedMap::new();
        while !rest.is_empty() {
            let (day, longest_ms) = (number(&mut rest)?, number(&mut rest)?.clamp(0, MOST_MS));
            let (entries, after) = rest.split_first()?;
            let (counts, after) = after.split_at_checked(3 * usize::from(*entries))?;
            rest = after;
            let counts = counts.chunks_exact(3).filter_map(|entry| match *entry {
                [bucket, high, low] => Some((bucket, u16::from_be_bytes([high, low]))),
                _ => None,
            });
            let _ = days.insert(day, Day { counts: counts.collect(), longest_ms });
        }
        Some(Self { last: last.map(|wall| now.boot_of_past(wall)), days })
    }
}

impl Day {
    fn add(&mut self, bucket: u8, count: u16) {
        let known = self.counts.or_default(bucket);
        *known = known.saturating_add(count);
    }

    fn stats(&self) -> GapStats {
        let count: u32 = self.counts.values().map(|count| u32::from(*count)).sum();
        let longest_ms = u64::try_from(self.longest_ms).unwrap_or(0);
        let percentile = |percent: u32| {
            let mut left = count.saturating_mul(percent).div_ceil(100);
            let found = self.counts.iter().find(|(_, count)| {
                left = left.saturating_sub(u32::from(**count));
                left == 0
            });
            found.map_or(0, |(bucket, _)| upper_ms(*bucket).min(longest_ms))
        };
        GapStats { count, p50_ms: percentile(50), p90_ms: percentile(90), p99_ms: percentile(99), longest_ms }
    }
}

/// 0 begins at a minute, 55 holds a week.
fn bucket(gap_ms: i64) -> u8 {
    let units = u64::try_from(gap_ms / UNIT_MS).unwrap_or(0).max(1 << FIRST_OCTAVE);
    let octave = units.ilog2();
    let quarter = (units >> (octave - FIRST_OCTAVE)) & 3;
    u8::try_from(u64::from(octave - FIRST_OCTAVE) * 4 + quarter).unwrap_or(u8::MAX)
}

/// Where the bucket ends, milliseconds.
fn upper_ms(bucket: u8) -> u64 {
    let (octave, quarter) = (u32::from(bucket / 4), u64::from(bucket % 4));
    let units = (5 + quarter).checked_shl(octave).unwrap_or(u64::MAX);
    units.saturating_mul(UNIT_MS.unsigned_abs())
}

fn number(rest: &mut &[u8]) -> Option<i64> {
    let (bytes, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(i64::from_be_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;
    const DAY: i64 = 86_400_000;

    fn at(boot: Boot) -> Moment {
        Moment { boot, wall: 20_000 * DAY + boot }
    }

    #[test]
    fn every_gap_lies_in_its_bucket_and_a_bucket_is_a_quarter_wide_at_most() {
        let mut before = 0;
        for minutes in 1..10_080_u64 {
            let gap = i64::try_from(minutes).unwrap() * MINUTE + 7;
            let (of, upper) = (bucket(gap), upper_ms(bucket(gap)));
            assert!(of >= before && of < 56, "{minutes} min in {of}");
            assert!(upper > gap as u64 && upper <= (gap as u64 + 15_000) * 5 / 4, "{minutes} min: {upper}");
            before = of;
        }
    }

    #[test]
    fn percentiles_are_of_gaps_of_a_minute_and_more() {
        let mut gaps = Gaps::default();
        gaps.follow(true, 0);
        let mut boot = 0;
        for gap in [30_000, 59_999].into_iter().chain([2 * MINUTE; 98]).chain([8 * 60 * MINUTE]) {
            boot += gap;
            gaps.listened(at(boot), 7);
        }
        let stats = gaps.stats(at(boot), 7);
        assert_eq!((stats.count, stats.longest_ms), (99, 8 * 3_600_000));
        assert_eq!((stats.p50_ms, stats.p90_ms), (150_000, 150_000));
        assert_eq!(stats.p99_ms, 8 * 3_600_000);
    }

    #[test]
    fn the_open_gap_counts_and_an_unwished_one_does_not() {
        let mut gaps = Gaps::default();
        gaps.listened(at(0), 7);
        assert_eq!(gaps.stats(at(30 * MINUTE), 7).longest_ms, 1_800_000);
        gaps.follow(false, 30 * MINUTE);
        assert_eq!(gaps.stats(at(60 * MINUTE), 7), GapStats::default());
        gaps.follow(true, 60 * MINUTE);
        gaps.follow(true, 70 * MINUTE);
        gaps.listened(at(75 * MINUTE), 7);
        assert_eq!(gaps.stats(at(75 * MINUTE), 7).longest_ms, 15 * 60_000);
    }

    #[test]
    fn seven_days_are_looked_at_and_no_more_are_kept() {
        let mut gaps = Gaps::default();
        for day in 0..40 {
            gaps.follow(true, day * DAY);
            gaps.listened(at(day * DAY + 10 * MINUTE), 7);
            gaps.follow(false, day * DAY + 11 * MINUTE);
        }
        assert_eq!(gaps.days.len(), 7);
        assert_eq!(gaps.stats(at(39 * DAY + 11 * MINUTE), 7).count, 7);
        assert_eq!(gaps.stats(at(42 * DAY), 7).count, 4);
        gaps.note(19_000, 2 * MINUTE, 7);
        assert_eq!(
            (gaps.days.len(), gaps.days.contains_key(&19_000)),
            (7, true),
            "a clock that was set back"
        );
    }

    #[test]
    fn time_without_a_process_is_a_gap() {
        let mut gaps = Gaps::default();
        gaps.listened(at(0), 7);
        gaps.listened(at(5 * MINUTE), 7);
        let kept = gaps.keep(at(6 * MINUTE));
        let after_reboot = Moment { boot: 1_000, wall: at(3 * 60 * MINUTE).wall };
        let mut next = Gaps::read(&kept, after_reboot).unwrap();
        next.listened(after_reboot, 7);
        let stats = next.stats(after_reboot, 7);
        assert_eq!((stats.count, stats.longest_ms), (2, 175 * 60_000));
    }

    #[test]
    fn cut_bytes_and_other_versions_are_refused() {
        let mut gaps = Gaps::default();
        gaps.listened(at(0), 7);
        gaps.listened(at(5 * MINUTE), 7);
        let now = at(5 * MINUTE);
        let kept = gaps.keep(now);
        let without_days = 9;
        for length in (0..kept.len()).filter(|length| *length != without_days) {
            assert!(Gaps::read(&kept[..length], now).is_none(), "{length}");
        }
        assert!(Gaps::read(&[&[2], &kept[1..]].concat(), now).is_none());
        assert_eq!(Gaps::read(&kept, now).unwrap().keep(now), kept);
    }
}
