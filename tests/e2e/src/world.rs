//! When and where it all happens.

use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use findmesh_core::{Fix, Now};
use findmesh_proto::report::FixSource;

/// Milliseconds.
pub const MINUTE: u64 = 60_000;

const DAY_S: u64 = 86_400;

/// A point on the map, degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// WGS 84.
    pub latitude: f64,
    /// WGS 84.
    pub longitude: f64,
}

impl Place {
    /// The market square of a small town.
    pub const MARKET: Self = Self { latitude: 42.697_708_3, longitude: 23.321_867_5 };

    /// A place of its own for each number, a few kilometres apart.
    pub fn number(n: u32) -> Self {
        Self {
            latitude: Self::MARKET.latitude + f64::from(n) * 0.05,
            longitude: Self::MARKET.longitude - f64::from(n) * 0.03,
        }
    }

    /// A good fix of a phone that stands here.
    pub fn fix(self, boot_ms: u64) -> Fix {
        Fix {
            latitude: self.latitude,
            longitude: self.longitude,
            accuracy_m: 8.0,
            altitude_m: Some(550.0),
            speed_mps: Some(0.0),
            source: FixSource::Gnss,
            mock: false,
            boot_ms,
        }
    }
}

/// UTC day of yesterday: owners ask by the real clock, and what they ask about has to be in the past, but not far.
/// The same for the whole run, midnight or not.
pub fn yesterday() -> u32 {
    static DAY: OnceLock<u32> = OnceLock::new();
    *DAY.get_or_init(|| u32::try_from(unix_seconds() / DAY_S).unwrap_or(u32::MAX) - 1)
}

/// Yesterday at noon, an hour after boot.
pub fn start() -> Now {
    let noon = (i64::from(yesterday()) * 86_400 + 43_200) * 1_000;
    Now { boot_ms: 60 * MINUTE, wall_ms: noon }
}

/// The real clock.
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}
