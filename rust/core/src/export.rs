//! What stored rows mean to the person that they are about.

use core::fmt;

use crate::moment::{Boot, Moment};
use crate::persist::{DwellDay, SeenKey};
use crate::time::Now;
use crate::{places, seen};

/// What is remembered of a key that was reported.
#[derive(Clone, PartialEq)]
pub struct Remembered {
    /// Where its last report says that it was, degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// Sightings that were reported, wall time in milliseconds, oldest first.
    pub reports: Vec<i64>,
}

impl fmt::Debug for Remembered {
    /// Without the place: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Remembered({} reports)", self.reports.len())
    }
}

/// A place where the phone often stayed, on one day.
#[derive(Clone, PartialEq)]
pub struct PlaceOfDay {
    /// UTC day.
    pub day: i64,
    /// Degrees.
    pub latitude: f64,
    /// Degrees.
    pub longitude: f64,
    /// How long, milliseconds.
    pub ms: i64,
}

impl fmt::Debug for PlaceOfDay {
    /// Without the place: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlaceOfDay").field("day", &self.day).finish_non_exhaustive()
    }
}

/// What a row says; `None` where it is of another version.
pub fn remembered(row: &SeenKey, now: Now) -> Option<Remembered> {
    let now = Moment::new(now);
    let (point, reports) = seen::last_place(&row.state, now)?;
    let reports = reports.into_iter().map(|at: Boot| now.wall_of(at)).collect();
    Some(Remembered { latitude: point.latitude, longitude: point.longitude, reports })
}

/// Places of a day's row; none where it is of another version.
pub fn stays(row: &DwellDay, now: Now) -> Vec<PlaceOfDay> {
    let spots = places::spots(&row.state, Moment::new(now)).into_iter();
    let place = |(point, ms): (crate::geo::Point, i64)| PlaceOfDay {
        day: row.day,
        latitude: point.latitude,
        longitude: point.longitude,
        ms,
    };
    spots.map(place).collect()
}
