//! As much geometry as a finder needs, over distances of a few kilometres.

/// Mean radius of the earth in metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;

/// A place in degrees, WGS 84.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
}

impl core::fmt::Debug for Point {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Point(…)")
    }
}

/// Where something is, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Circle {
    pub(crate) centre: Point,
    pub(crate) radius_m: f64,
}

impl Circle {
    /// Whether the two have a point in common. A radius that is no number touches everything: what is not known may be
    /// anywhere.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let apart = distance_m(self.centre, other.centre) > self.radius_m + other.radius_m;
        !apart
    }
}

/// Great-circle distance in metres (haversine).
pub(crate) fn distance_m(a: Point, b: Point) -> f64 {
    let half_height = (b.latitude - a.latitude).to_radians() / 2.0;
    let half_width = turn(a.longitude, b.longitude).to_radians() / 2.0;
    let scale = a.latitude.to_radians().cos() * b.latitude.to_radians().cos();
    let chord = half_height.sin().powi(2) + scale * half_width.sin().powi(2);
    2.0 * EARTH_M * chord.clamp(0.0, 1.0).sqrt().asin()
}

/// The point at `share` (0 to 1) of the way from `a` to `b`, the short way round.
pub(crate) fn between(a: Point, b: Point, share: f64) -> Point {
    let longitude = a.longitude + turn(a.longitude, b.longitude) * share;
    Point { latitude: a.latitude + (b.latitude - a.latitude) * share, longitude: wrap(longitude) }
}

/// Degrees from one longitude to another, −180 to 180.
fn turn(from: f64, to: f64) -> f64 {
    wrap(to - from)
}

fn wrap(degrees: f64) -> f64 {
    if (-180.0..=180.0).contains(&degrees) { degrees } else { (degrees + 180.0).rem_euclid(360.0) - 180.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> Point {
        Point { latitude, longitude }
    }

    #[test]
    fn distances_are_those_of_the_sphere() {
        // One degree of a meridian on a sphere of this radius: 2·π·R / 360.
        let degree = distance_m(point(0.0, 10.0), point(1.0, 10.0));
        assert!((degree - 111_195.08).abs() < 0.1, "{degree}");
        let wide = distance_m(point(60.0, 10.0), point(60.0, 11.0));
        assert!((wide - 55_597.0).abs() < 10.0, "{wide}");
    }

    #[test]
    fn circles_touch_where_they_could_overlap() {
        let circle = |latitude, radius_m| Circle { centre: point(latitude, 11.0), radius_m };
        let north = |metres: f64| 48.0 + (metres / EARTH_M).to_degrees();
        assert!(circle(48.0, 150.0).touches(&circle(north(249.0), 100.0)));
        assert!(!circle(48.0, 150.0).touches(&circle(north(251.0), 100.0)));
        assert!(circle(48.0, 150.0).touches(&circle(north(900.0), f64::NAN)));
    }

    #[test]
    fn the_date_line_is_no_wall() {
        let (east, west) = (point(0.0, 179.999), point(0.0, -179.999));
        assert!(distance_m(east, west) < 300.0);
        let middle = between(east, west, 0.75);
        assert!((middle.longitude - -179.9995).abs() < 1e-9, "{middle:?}");
    }
}
