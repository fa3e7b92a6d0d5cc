//! What a relay can look at.

use super::pair::Pair;

/// An attack: what it looks at, and what it takes as given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attack {
    /// How far apart two reports arrive, to ten seconds: spacings, bursts and shared wakes show here.
    Gap,
    /// How many reports arrive between them: order alone.
    Order,
    /// How far apart, and how busy the hour is.
    GapAndRate,
    /// How far apart two reports of landmarks arrive that lie so far from each other: travel times under the delays. What
    /// places say by themselves does not count.
    Travel,
    /// All of these at once, for landmarks that lie so far from each other.
    Everything,
    /// Where the landmarks lie, and nothing about arrival: people walk near places one after the other.
    PlacesAlone,
    /// Places and arrivals together.
    PlacesAndArrival,
    /// The relay opens the earlier report, which is of its own tag: from its sighting to the other's arrival.
    OpenedFirst,
    /// The relay opens both: sightings, places and what a person can walk. Arrival plays no part.
    OpenedBoth,
}

impl Attack {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Gap,
        Self::Order,
        Self::GapAndRate,
        Self::Travel,
        Self::Everything,
        Self::PlacesAlone,
        Self::PlacesAndArrival,
        Self::OpenedFirst,
        Self::OpenedBoth,
    ];

    /// Those on order and arrival.
    pub const BY_ARRIVAL: [Self; 5] =
        [Self::Gap, Self::Order, Self::GapAndRate, Self::Travel, Self::Everything];

    /// Stable name, snake case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gap => "gap",
            Self::Order => "order",
            Self::GapAndRate => "gap_and_rate",
            Self::Travel => "travel",
            Self::Everything => "everything",
            Self::PlacesAlone => "places_alone",
            Self::PlacesAndArrival => "places_and_arrival",
            Self::OpenedFirst => "opened_first",
            Self::OpenedBoth => "opened_both",
        }
    }

    /// What is given, and what is looked at: a likelihood is learnt for each.
    pub(super) fn cell(self, pair: &Pair) -> (u32, u32) {
        let (gap, way) = (bin(pair.gap_s, 120.0, 15), way(pair));
        match self {
            Self::Gap => (0, bin(pair.gap_s, 10.0, 180)),
            Self::Order => (0, doublings(pair.between as f64)),
            Self::GapAndRate => (0, gap * 100 + doublings(pair.rate * 10.0)),
            Self::Travel => (way, gap),
            Self::Everything => (way, bin(pair.gap_s, 300.0, 6) * 100 + doublings(pair.between as f64)),
            Self::PlacesAlone => (0, way),
            Self::PlacesAndArrival => (0, way * 100 + gap),
            Self::OpenedFirst => (0, bin(pair.since_first_s, 120.0, 90) * 100 + bin(pair.gap_s, 300.0, 6)),
            Self::OpenedBoth => (0, way * 1_000 + bin(pair.seen_apart_s, 60.0, 300)),
        }
    }
}

/// The same landmark, or minutes on foot by threes.
fn way(pair: &Pair) -> u32 {
    if pair.same_place { 0 } else { 1 + bin(pair.way_s, 180.0, 20) }
}

/// By equal widths; the last one takes the rest.
fn bin(value: f64, width: f64, count: u32) -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // saturates, and is bounded above
    let index = (value / width).max(0.0) as u32;
    index.min(count - 1)
}

/// By halves of doublings, from 1.
fn doublings(value: f64) -> u32 {
    bin((value + 1.0).log2(), 0.5, 40)
}
