//! Tracks: where a phone was, and when.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::failure::Failure;
use crate::geo::Place;
use crate::time::{DAY, Moment};

/// A place at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TrackPoint {
    /// Milliseconds since the Unix epoch.
    pub(crate) wall_ms: i64,
    /// Where.
    pub(crate) place: Place,
    /// Metres above the ellipsoid, as far as receivers write that.
    pub(crate) altitude_m: Option<f64>,
}

/// Points in the order of time.
#[derive(Clone, Debug)]
pub(crate) struct Track {
    points: Vec<TrackPoint>,
}

impl Track {
    /// Reads all tracks of a GPX file as one.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|e| Failure::about(path.display(), e))?;
        Self::read(BufReader::new(file)).map_err(|e| Failure::about(path.display(), e))
    }

    /// Reads GPX.
    pub(crate) fn read(gpx: impl Read) -> Result<Self, String> {
        let gpx = gpx::read(gpx).map_err(|e| format!("not GPX: {e}"))?;
        let points = gpx.tracks.iter().flat_map(|track| &track.segments).flat_map(|segment| &segment.points);
        let mut points = points.map(point).collect::<Result<Vec<_>, String>>()?;
        points.sort_by_key(|point| point.wall_ms);
        if points.is_empty() {
            return Err("no track points".to_owned());
        }
        Ok(Self { points })
    }

    /// The same way on another UTC day, at the same times of the day.
    pub(crate) fn on_day(mut self, day: i64) -> Self {
        let shift = (day - self.span().0.div_euclid(DAY * 1000)) * DAY * 1000;
        for point in &mut self.points {
            point.wall_ms += shift;
        }
        self
    }

    /// Its points.
    pub(crate) fn points(&self) -> &[TrackPoint] {
        &self.points
    }

    /// Where it was at a moment: on the straight line between two points, at an end beyond them.
    pub(crate) fn at(&self, wall_ms: i64) -> Option<Place> {
        let after = self.points.partition_point(|point| point.wall_ms <= wall_ms);
        let before = after.checked_sub(1).and_then(|index| self.points.get(index));
        match (before, self.points.get(after)) {
            (Some(a), Some(b)) => Some(a.place.towards(b.place, share(a.wall_ms, b.wall_ms, wall_ms))),
            (Some(end), None) | (None, Some(end)) => Some(end.place),
            (None, None) => None,
        }
    }

    /// First and last moment.
    pub(crate) fn span(&self) -> (i64, i64) {
        let of = |point: Option<&TrackPoint>| point.map_or(0, |point| point.wall_ms);
        (of(self.points.first()), of(self.points.last()))
    }
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of a walk")]
fn share(from: i64, to: i64, at: i64) -> f64 {
    (at - from) as f64 / (to - from).max(1) as f64
}

fn point(point: &gpx::Waypoint) -> Result<TrackPoint, String> {
    let (lon, lat) = point.point().x_y();
    let time = point.time.as_ref().ok_or("a track point has no time")?;
    let time = time.format().map_err(|e| format!("the time of a track point: {e}"))?;
    Ok(TrackPoint {
        wall_ms: Moment::parse(&time)?.millis(),
        place: Place { lat, lon },
        altitude_m: point.elevation,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GPX: &str = r#"<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
        <trkpt lat="1.0" lon="2.0"><ele>5</ele><time>2026-11-22T09:00:00Z</time></trkpt>
        <trkpt lat="1.1" lon="2.2"><time>2026-11-22T09:00:10Z</time></trkpt>
    </trkseg></trk></gpx>"#;

    #[test]
    fn a_place_for_every_moment() {
        let track = Track::read(GPX.as_bytes()).unwrap();
        let (begin, end) = track.span();
        assert_eq!(end - begin, 10_000);
        let middle = track.at(begin + 5_000).unwrap();
        assert!((middle.lat - 1.05).abs() < 1e-9 && (middle.lon - 2.1).abs() < 1e-9);
        assert_eq!(track.at(begin - 1), Some(Place { lat: 1.0, lon: 2.0 }));
        assert_eq!(track.at(end + 1), Some(Place { lat: 1.1, lon: 2.2 }));
    }

    #[test]
    fn what_is_no_track() {
        assert!(Track::read(&b"<gpx"[..]).is_err());
        let timeless = GPX.replace("<time>2026-11-22T09:00:10Z</time>", "");
        assert_eq!(Track::read(timeless.as_bytes()).unwrap_err(), "a track point has no time");
    }
}
