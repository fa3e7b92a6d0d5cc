//! What the finder did, a UTC day a line, for the person whose phone it is (docs/finder.md §4).

use findmesh_core::health::counter;
use findmesh_core::sorted::SortedMap;

/// One UTC day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayUsage {
    /// UTC day: Unix seconds / 86 400.
    pub day: i64,
    /// Scans that were started.
    pub scans: u64,
    /// Seconds for which the radio listened if the platform served the duty that was asked of it: an estimate that errs
    /// upwards; what was served, no app is told.
    pub radio_s_asked: u64,
    /// Distinct keys that were in range and might be reported. A tag changes its key: one tag may be many.
    pub keys_heard: u64,
    /// Of these, keys that came into range and were not remembered from an earlier report.
    pub new_keys: u64,
    /// Adverts of tags.
    pub tag_adverts: u64,
    /// Reports sealed and queued.
    pub reported: u64,
    /// Reports that the relay took.
    pub uploaded: u64,
    /// Adverts of tags that were not reported, by reason, most frequent first.
    pub suppressed: Vec<(String, u64)>,
    /// Bytes sent.
    pub bytes_sent: u64,
    /// Times that something woke, or found, the process.
    pub wakes: u64,
}

impl DayUsage {
    /// Adverts of tags that were not reported, for any reason.
    pub fn suppressed_total(&self) -> u64 {
        self.suppressed.iter().map(|(_, count)| count).sum()
    }
}

/// Days that have counters, newest first; a line is day, name and count, and a name may come twice.
pub fn by_day(counters: &[(i64, String, u64)]) -> Vec<DayUsage> {
    let mut days: SortedMap<i64, SortedMap<&str, u64>> = SortedMap::new();
    for (day, name, count) in counters {
        *days.or_default(*day).or_default(name) += count;
    }
    days.into_iter().rev().map(|(day, counts)| of_day(day, &counts)).collect()
}

fn of_day(day: i64, counts: &SortedMap<&str, u64>) -> DayUsage {
    let count = |name| counts.get(name).copied().unwrap_or(0);
    let suppressed = counts.iter().filter_map(|(name, n)| Some((name.strip_prefix("suppressed_")?, *n)));
    let mut suppressed: Vec<_> = suppressed.map(|(reason, count)| (reason.to_owned(), count)).collect();
    suppressed.sort_by_key(|(_, count)| core::cmp::Reverse(*count));
    DayUsage {
        day,
        scans: count(counter::SCANS),
        radio_s_asked: count(counter::RADIO_MS_ASKED) / 1_000,
        keys_heard: count(counter::KEYS_HEARD),
        new_keys: count(counter::NEW_KEYS),
        tag_adverts: count(counter::TAG_ADVERTS),
        reported: count(counter::REPORTED),
        uploaded: count(counter::UPLOADED),
        suppressed,
        bytes_sent: count(counter::BYTES_SENT),
        wakes: count(counter::WAKES),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_become_days_newest_first() {
        let line = |day, name: &str, count| (day, name.to_owned(), count);
        let counters = [
            line(7, "reported", 2),
            line(7, "suppressed_duplicate", 3),
            line(7, "suppressed_near_owner", 40),
            line(8, "radio_ms_asked", 61_999),
            line(8, "unknown_of_today", 9),
        ];
        let [newest, oldest] = &by_day(&counters)[..] else { panic!("two days") };
        assert_eq!((newest.day, newest.radio_s_asked, newest.reported), (8, 61, 0));
        assert_eq!((oldest.reported, oldest.suppressed_total()), (2, 43));
        assert_eq!(oldest.suppressed[0], ("near_owner".to_owned(), 40));
    }
}
