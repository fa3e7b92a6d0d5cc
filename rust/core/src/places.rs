//! Where the phone often stays (docs/finder.md §2), learnt from its fixes and known to it alone.
//!
//! A stay is a run of fixes around its first one. From its fifth minute on it counts for the place where it is, on the
//! day of its last fix. Places within a radius of each other are one; its middle is that of all stays, by their length.

mod code;

use crate::config::PlaceLimits;
use crate::familiar::FamiliarPlace;
use crate::geo::{Circle, Point, between, distance_m};
use crate::moment::{Boot, Moment, span};
use crate::persist::DwellDay;

/// A shorter stay is none.
const LEAST_STAY_MS: i64 = 5 * 60_000;
/// Places that are remembered, and that a day's row holds.
const MAX_PLACES: usize = 64;
/// As much of a stay may wait for a transaction of others; more is worth one of its own.
const UNWRITTEN_MS: i64 = 30 * 60_000;

/// A place, and the milliseconds spent there, by day; each day once.
#[derive(Debug)]
struct Spot {
    centre: Point,
    days: Vec<(i64, i64)>,
}

impl Spot {
    /// Milliseconds from this day on.
    fn since(&self, first: i64) -> i64 {
        self.days.iter().filter(|(day, _)| *day >= first).map(|(_, ms)| *ms).sum()
    }

    fn total(&self) -> i64 {
        self.since(i64::MIN)
    }

    /// What goes first when there are too many: what was not visited for longest, then what was visited least.
    fn rank(&self) -> (i64, i64) {
        (self.days.iter().map(|(day, _)| *day).max().unwrap_or(i64::MIN), self.total())
    }

    #[allow(clippy::cast_precision_loss, reason = "weeks of milliseconds have no fraction to lose")]
    fn add(&mut self, at: Point, day: i64, ms: i64) {
        let all = self.total().saturating_add(ms).max(1);
        self.centre = between(self.centre, at, ms as f64 / all as f64);
        match self.days.iter_mut().find(|(known, _)| *known == day) {
            Some((_, spent)) => *spent += ms,
            None => self.days.push((day, ms)),
        }
    }
}

/// A run of fixes around the first one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stay {
    anchor: Point,
    since: Boot,
    until: Boot,
}

impl Stay {
    const fn counts(&self) -> bool {
        self.until - self.since >= LEAST_STAY_MS
    }
}

/// What a place means to the person who carries the phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Familiar {
    /// Home: private.
    Home,
    /// One's own.
    Mine,
}

#[derive(Debug, Default)]
pub(crate) struct Places {
    spots: Vec<Spot>,
    stay: Option<Stay>,
    /// Days whose row in the store is behind, in order.
    unwritten: Vec<i64>,
    /// How much of the stay no row has.
    unwritten_ms: i64,
    /// Earliest day of a row in the store.
    oldest_day: Option<i64>,
}

impl Places {
    /// A fix came, in order of time; earlier ones and wide ones teach nothing.
    pub(crate) fn learn(&mut self, at: Boot, point: Point, day: i64, limits: &PlaceLimits) {
        let Some(stay) = self.stay.filter(|stay| continues(stay, at, point, limits)) else {
            if self.stay.is_none_or(|stay| at >= stay.until) {
                self.stay = Some(Stay { anchor: point, since: at, until: at });
                self.touch(day);
            }
            return;
        };
        let longer = Stay { until: at.max(stay.until), ..stay };
        self.stay = Some(longer);
        self.touch(day);
        if longer.counts() {
            let from = if stay.counts() { stay.until } else { stay.since };
            self.credit(point, day, longer.until - from, limits);
        }
    }

    fn credit(&mut self, at: Point, day: i64, ms: i64, limits: &PlaceLimits) {
        if ms > 0 {
            self.spend(at, day, ms, limits);
            self.touch(day);
            self.unwritten_ms += ms;
        }
    }

    /// The row of a day is behind.
    fn touch(&mut self, day: i64) {
        if let Err(index) = self.unwritten.binary_search(&day) {
            self.unwritten.insert(index, day);
        }
    }

    fn spend(&mut self, at: Point, day: i64, ms: i64, limits: &PlaceLimits) {
        match self.nearest(at, limits.radius_m) {
            Some(spot) => spot.add(at, day, ms),
            None => self.insert(Spot { centre: at, days: vec![(day, ms)] }),
        }
    }

    fn nearest(&mut self, at: Point, radius_m: f64) -> Option<&mut Spot> {
        let near = self.spots.iter_mut().map(|spot| (distance_m(spot.centre, at), spot));
        let near = near.filter(|(distance, _)| *distance <= radius_m);
        near.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, spot)| spot)
    }

    fn insert(&mut self, spot: Spot) {
        if self.spots.len() >= MAX_PLACES {
            let least = self.spots.iter().enumerate().min_by_key(|(_, spot)| spot.rank());
            if let Some(index) = least.map(|(index, _)| index) {
                drop(self.spots.swap_remove(index));
            }
        }
        self.spots.push(spot);
    }

    /// What the place of something that lies within `circle` could mean, `today` being a UTC day.
    pub(crate) fn familiar(&self, circle: &Circle, today: i64, limits: &PlaceLimits) -> Option<Familiar> {
        let first = first_day(today, limits);
        let touched =
            |spot: &Spot| circle.touches(&Circle { centre: spot.centre, radius_m: limits.radius_m });
        if self.home(first, limits).is_some_and(touched) {
            return Some(Familiar::Home);
        }
        self.own(first, limits).any(touched).then_some(Familiar::Mine)
    }

    /// Places of one's own, `today` being a UTC day, the one with the longest stay first.
    pub(crate) fn all(&self, today: i64, limits: &PlaceLimits) -> Vec<FamiliarPlace> {
        let first = first_day(today, limits);
        let home = self.home(first, limits).map(|spot| spot.centre);
        let place = |spot: &Spot| FamiliarPlace {
            latitude: spot.centre.latitude,
            longitude: spot.centre.longitude,
            radius_m: limits.radius_m,
            stayed_ms: u64::try_from(spot.since(first)).unwrap_or(0),
            home: home == Some(spot.centre),
        };
        let mut all: Vec<FamiliarPlace> = self.own(first, limits).map(place).collect();
        all.sort_by_key(|place| core::cmp::Reverse(place.stayed_ms));
        all
    }

    /// Where the stay was long enough.
    fn own(&self, first: i64, limits: &PlaceLimits) -> impl Iterator<Item = &Spot> {
        let least = span(limits.dwell_ms);
        self.spots.iter().filter(move |spot| spot.since(first) >= least)
    }

    /// The place with the longest stay, where that is long enough.
    fn home(&self, first: i64, limits: &PlaceLimits) -> Option<&Spot> {
        let longest = self.spots.iter().max_by_key(|spot| spot.since(first));
        longest.filter(|spot| spot.since(first) >= span(limits.home_ms))
    }

    /// The first day that stays, where older ones were to be forgotten.
    pub(crate) fn forget(&mut self, today: i64, limits: &PlaceLimits) -> Option<i64> {
        let first = first_day(today, limits);
        if self.oldest_day.is_none_or(|oldest| oldest >= first) {
            return None;
        }
        self.spots.iter_mut().for_each(|spot| spot.days.retain(|(day, _)| *day >= first));
        self.spots.retain(|spot| !spot.days.is_empty());
        self.unwritten.retain(|day| *day >= first);
        self.oldest_day = Some(first);
        Some(first)
    }

    /// Enough is unwritten for a transaction of its own.
    pub(crate) fn is_due(&self) -> bool {
        self.unwritten_ms >= UNWRITTEN_MS
    }

    /// Rows of the days that changed, for a transaction.
    pub(crate) fn rows_to_write(&mut self, now: Moment) -> Vec<DwellDay> {
        self.unwritten_ms = 0;
        let days = std::mem::take(&mut self.unwritten);
        self.oldest_day = self.oldest_day.into_iter().chain(days.first().copied()).min();
        let newest = days.last().copied();
        days.iter().map(|day| self.row(*day, newest == Some(*day), now)).collect()
    }

    fn row(&self, day: i64, newest: bool, now: Moment) -> DwellDay {
        let spots = self.spots.iter().filter_map(|spot| {
            let (_, ms) = spot.days.iter().find(|(known, _)| *known == day)?;
            Some((spot.centre, *ms))
        });
        let state = code::write(self.stay.filter(|_| newest), &spots.collect::<Vec<_>>(), now);
        DwellDay { day, state }
    }

    /// What the store holds; rows of another version say nothing.
    pub(crate) fn restore(&mut self, kept: &[DwellDay], now: Moment, limits: &PlaceLimits) {
        *self = Self { oldest_day: kept.iter().map(|row| row.day).min(), ..Self::default() };
        for (day, read) in kept.iter().filter_map(|row| Some((row.day, code::read(&row.state, now)?))) {
            read.spots.iter().for_each(|(centre, ms)| self.spend(*centre, day, *ms, limits));
            self.stay = self.stay.into_iter().chain(read.stay).max_by_key(|stay| stay.until);
        }
    }

    /// A transaction failed and the store was read again. Memory knows more than it, and all of it is written once more:
    /// what was stayed must not be forgotten, or a place of one's own would be told.
    pub(crate) fn missed(&mut self, kept: &[DwellDay], today: i64) {
        self.oldest_day = kept.iter().map(|row| row.day).min();
        let days: Vec<i64> = self.spots.iter().flat_map(|spot| &spot.days).map(|(day, _)| *day).collect();
        // A stay that has not counted yet is in no place's days.
        let begun = self.stay.map(|_| today);
        days.into_iter().chain(begun).for_each(|day| self.touch(day));
    }

    /// Withdrawn: nothing is left.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// Places and milliseconds there, as a day's row keeps them.
pub(crate) fn spots(state: &[u8], now: Moment) -> Vec<(Point, i64)> {
    code::read(state, now).map(|day| day.spots).unwrap_or_default()
}

/// Whether a fix goes on with a stay.
fn continues(stay: &Stay, at: Boot, point: Point, limits: &PlaceLimits) -> bool {
    let near = distance_m(stay.anchor, point) <= limits.radius_m;
    near && at >= stay.until && at - stay.until <= span(limits.gap_ms)
}

/// The oldest of the days that count.
fn first_day(today: i64, limits: &PlaceLimits) -> i64 {
    today.saturating_sub(i64::from(limits.days).saturating_sub(1))
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
