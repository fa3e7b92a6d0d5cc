//! What the unit tests share.

use findmesh_proto::report::FixSource;

use crate::fix::Fix;
use crate::geo::Point;
use crate::place::Place;

/// A satellite fix of 10 m.
pub(crate) fn fix_at(boot_ms: u64, latitude: f64, longitude: f64) -> Fix {
    Fix {
        latitude,
        longitude,
        accuracy_m: 10.0,
        altitude_m: None,
        speed_mps: None,
        source: FixSource::Gnss,
        mock: false,
        boot_ms,
    }
}

/// Degrees of latitude on the sphere that `geo` computes with.
pub(crate) fn metres_north(metres: f64) -> f64 {
    (metres / 6_371_008.8).to_degrees()
}

/// A place as if a fix had been there.
pub(crate) fn place_at(latitude: f64, longitude: f64, accuracy_m: f64) -> Place {
    Place {
        point: Point { latitude, longitude },
        altitude_m: None,
        accuracy_m,
        age_ms: 0,
        source: FixSource::Gnss,
        moving: false,
        enclosed: true,
    }
}
