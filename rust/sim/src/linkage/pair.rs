//! Two reports that arrive close together, and what can be seen of them.

use super::Arrival;

/// Pairs further apart are not asked about, milliseconds.
pub(super) const WITHIN_MS: u64 = 30 * 60_000;
/// How a person gets from one landmark to another, metres a second: as a walker does, streets included.
const TRAVEL_MPS: f64 = 1.1;

/// Two reports, the earlier one first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    /// One finder sent both.
    pub(super) same: bool,
    /// When the first arrived, milliseconds since midnight.
    pub(super) at_ms: u64,
    /// From one arrival to the other, seconds.
    pub(super) gap_s: f64,
    /// Reports that arrived between them.
    pub(super) between: usize,
    /// Arrivals a minute around them.
    pub(super) rate: f64,
    /// How long the way between their landmarks takes on foot, seconds.
    pub(super) way_s: f64,
    /// The same landmark.
    pub(super) same_place: bool,
    /// From the sighting in the first report to the arrival of the second, seconds: for a relay that opened the first.
    pub(super) since_first_s: f64,
    /// From one sighting to the other, seconds: for a relay that opened both.
    pub(super) seen_apart_s: f64,
}

/// Every pair of arrivals (in their order) within half an hour.
pub(super) fn pairs(arrivals: &[Arrival]) -> impl Iterator<Item = Pair> {
    (0..arrivals.len()).flat_map(move |first| {
        let end = arrivals[first].at_ms + WITHIN_MS;
        let last = arrivals.partition_point(|arrival| arrival.at_ms <= end);
        (first + 1..last).map(move |second| pair(arrivals, first, second))
    })
}

fn pair(arrivals: &[Arrival], first: usize, second: usize) -> Pair {
    let (one, other) = (&arrivals[first], &arrivals[second]);
    Pair {
        same: one.finder == other.finder,
        at_ms: one.at_ms,
        gap_s: seconds(one.at_ms, other.at_ms),
        between: second - first - 1,
        rate: rate(arrivals, one.at_ms, other.at_ms),
        way_s: one.place.distance(other.place) / TRAVEL_MPS,
        same_place: one.place == other.place,
        since_first_s: seconds(one.seen_ms, other.at_ms),
        seen_apart_s: seconds(one.seen_ms, other.seen_ms).abs(),
    }
}

/// Arrivals a minute from a quarter of an hour before the first to a quarter after the second.
fn rate(arrivals: &[Arrival], from_ms: u64, to_ms: u64) -> f64 {
    let (from, to) = (from_ms.saturating_sub(WITHIN_MS / 2), to_ms + WITHIN_MS / 2);
    let begin = arrivals.partition_point(|arrival| arrival.at_ms < from);
    let end = arrivals.partition_point(|arrival| arrival.at_ms <= to);
    (end - begin) as f64 * 60.0 / seconds(from, to)
}

fn seconds(from_ms: u64, to_ms: u64) -> f64 {
    (to_ms as f64 - from_ms as f64) / 1_000.0
}
