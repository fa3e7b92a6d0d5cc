//! Places on the plane, and where the plane lies on the earth.

/// A place in metres from the middle of the city: x to the east, y to the north.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Metres to the east.
    pub x: f64,
    /// Metres to the north.
    pub y: f64,
}

/// A place in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LatLon {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// The middle of the city: no place that anybody lives at.
const ORIGIN: LatLon = LatLon { latitude: 50.0, longitude: -20.0 };
/// Metres of a degree of latitude, on a sphere of the earth's mean radius (IUGG).
const DEGREE_M: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0;

impl Point {
    /// From metres east and north.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Metres to another place.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }

    /// So much further east and north.
    pub(super) fn plus(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }

    /// As seen from another place.
    pub(super) fn minus(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }

    /// The place at `share` (0 to 1) of the way to another.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }

    /// Where it is on the earth: exact to a thousandth of a distance within ten kilometres of the middle.
    #[must_use]
    pub fn lat_lon(self) -> LatLon {
        let parallel = DEGREE_M * ORIGIN.latitude.to_radians().cos();
        LatLon {
            latitude: ORIGIN.latitude + self.y / DEGREE_M,
            longitude: ORIGIN.longitude + self.x / parallel,
        }
    }
}

impl LatLon {
    /// Back to the plane.
    #[must_use]
    pub fn point(self) -> Point {
        let parallel = DEGREE_M * ORIGIN.latitude.to_radians().cos();
        Point::new(
            (self.longitude - ORIGIN.longitude) * parallel,
            (self.latitude - ORIGIN.latitude) * DEGREE_M,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_to_the_earth_and_back() {
        let place = Point::new(3_217.5, -1_042.25);
        let back = place.lat_lon().point();
        assert!(place.distance(back) < 1e-6);
        assert!((Point::new(0.0, DEGREE_M).lat_lon().latitude - 51.0).abs() < 1e-9);
    }

    #[test]
    fn half_way_is_as_far_from_both_ends() {
        let (a, b) = (Point::new(1.0, 2.0), Point::new(4.0, 6.0));
        assert!((a.distance(b) - 5.0).abs() < 1e-12);
        assert!((a.towards(b, 0.5).distance(b) - 2.5).abs() < 1e-12);
    }
}
