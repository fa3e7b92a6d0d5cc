//! What the finder did, for the person whose phone it is (docs/finder.md §4).

use crate::convert::{list, signed};

/// A counter of a UTC day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DayCounter {
    /// UTC day: Unix seconds / 86 400.
    pub day: i64,
    /// Stable name.
    pub name: String,
    /// Its value.
    pub count: i64,
}

/// Adverts that were not reported, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Suppressed {
    /// Stable name of the reason (docs/finder.md §5); names may be added.
    pub reason: String,
    /// How many.
    pub count: i64,
}

/// What the finder did on one UTC day.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DayUsage {
    /// UTC day: Unix seconds / 86 400.
    pub day: i64,
    /// Scans that were started.
    pub scans: i64,
    /// Seconds for which the radio listened if the platform served what was asked of it: errs upwards.
    pub radio_s_asked: i64,
    /// Distinct keys that were in range and might be reported; one tag may be many.
    pub keys_heard: i64,
    /// Of these, keys that were not remembered from an earlier report.
    pub new_keys: i64,
    /// Adverts of tags.
    pub tag_adverts: i64,
    /// Reports sealed and queued.
    pub reported: i64,
    /// Reports that the relay took.
    pub uploaded: i64,
    /// Adverts of tags that were not reported, by reason, most frequent first.
    pub suppressed: Vec<Suppressed>,
    /// Bytes sent.
    pub bytes_sent: i64,
    /// Times that something woke, or found, the process.
    pub wakes: i64,
}

impl From<(i64, String, u64)> for DayCounter {
    fn from((day, name, count): (i64, String, u64)) -> Self {
        Self { day, name, count: signed(count) }
    }
}

impl From<(String, u64)> for Suppressed {
    fn from((reason, count): (String, u64)) -> Self {
        Self { reason, count: signed(count) }
    }
}

impl From<findmesh_engine::DayUsage> for DayUsage {
    fn from(day: findmesh_engine::DayUsage) -> Self {
        Self {
            day: day.day,
            scans: signed(day.scans),
            radio_s_asked: signed(day.radio_s_asked),
            keys_heard: signed(day.keys_heard),
            new_keys: signed(day.new_keys),
            tag_adverts: signed(day.tag_adverts),
            reported: signed(day.reported),
            uploaded: signed(day.uploaded),
            suppressed: list(day.suppressed),
            bytes_sent: signed(day.bytes_sent),
            wakes: signed(day.wakes),
        }
    }
}
