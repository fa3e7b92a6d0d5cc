//! Places on the ground, near enough to each other that the ground is flat.

/// Mean radius of the earth, metres.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    /// −90 to 90.
    pub(crate) lat: f64,
    /// −180 to 180.
    pub(crate) lon: f64,
}

impl Place {
    /// Metres along the surface.
    pub(crate) fn distance(self, other: Self) -> f64 {
        let half_chord = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
        let meridians = self.lat.to_radians().cos() * other.lat.to_radians().cos();
        let h = half_chord(other.lat - self.lat) + meridians * half_chord(other.lon - self.lon);
        2.0 * EARTH_RADIUS * h.sqrt().clamp(0.0, 1.0).asin()
    }

    /// The place this many metres to the east and to the north.
    pub(crate) fn moved(self, east: f64, north: f64) -> Self {
        let lat = self.lat + (north / EARTH_RADIUS).to_degrees();
        let lon = self.lon + (east / (EARTH_RADIUS * self.lat.to_radians().cos())).to_degrees();
        Self { lat, lon }
    }

    /// Metres to the east and to the north of `origin`.
    pub(crate) fn offset_from(self, origin: Self) -> (f64, f64) {
        let east = (self.lon - origin.lon).to_radians() * EARTH_RADIUS * origin.lat.to_radians().cos();
        let north = (self.lat - origin.lat).to_radians() * EARTH_RADIUS;
        (east, north)
    }

    /// The same place, its longitude counted from `west` on: that or more, less than 360° more.
    pub(crate) fn lon_from(self, west: f64) -> Self {
        Self { lon: west + (self.lon - west).rem_euclid(360.0), ..self }
    }

    /// The place `share` of the way to `other`; 0 is here, 1 there.
    pub(crate) fn towards(self, other: Self, share: f64) -> Self {
        Self {
            lat: self.lat + (other.lat - self.lat) * share,
            lon: self.lon + (other.lon - self.lon) * share,
        }
    }

    /// Reads `LAT,LON` in degrees.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not LAT,LON in degrees");
        let (lat, lon) = text.split_once(',').ok_or_else(wrong)?;
        let degrees = |text: &str| text.trim().parse::<f64>().map_err(|_| wrong());
        let place = Self { lat: degrees(lat)?, lon: degrees(lon)? };
        let on_earth = (-90.0..=90.0).contains(&place.lat) && (-180.0..=180.0).contains(&place.lon);
        if on_earth { Ok(place) } else { Err(format!("{text:?} is no place: beyond ±90° or ±180°")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_and_measures_agree() {
        let origin = Place { lat: 44.2, lon: -28.5 };
        let there = origin.moved(300.0, -400.0);
        assert!((origin.distance(there) - 500.0).abs() < 0.1);
        let (east, north) = there.offset_from(origin);
        assert!((east - 300.0).abs() < 0.05 && (north + 400.0).abs() < 0.05);
    }

    #[test]
    fn a_degree_of_the_equator_is_its_length() {
        let distance = Place { lat: 0.0, lon: 0.0 }.distance(Place { lat: 0.0, lon: 1.0 });
        assert!((distance - 111_195.0).abs() < 1.0);
    }

    #[test]
    fn reads_places() {
        assert_eq!(Place::parse("-33.5, 151"), Ok(Place { lat: -33.5, lon: 151.0 }));
        for text in ["", "1", "1,x", "91,0", "0,-181", "NaN,0"] {
            assert!(Place::parse(text).is_err(), "{text}");
        }
    }
}
