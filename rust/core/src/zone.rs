//! Private zones: places that a person set, where nothing is reported (docs/finder.md §2).

use core::fmt;

use serde::{Deserialize, Serialize};

/// Name of a zone: 16 bytes that the host chose at random.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ZoneId(pub [u8; 16]);

impl fmt::Debug for ZoneId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ZoneId(…)")
    }
}

/// A circle inside which nothing is reported; a sealed column at rest, never leaves the phone.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct PrivateZone {
    /// Its name.
    pub id: ZoneId,
    /// Degrees, −90 to 90.
    pub latitude: f64,
    /// Degrees, −180 to 180.
    pub longitude: f64,
    /// Metres, 50 to 5 000.
    pub radius_m: f64,
    /// What the person calls it, at most 64 characters.
    pub label: String,
}

impl fmt::Debug for PrivateZone {
    /// Without the place: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateZone").finish_non_exhaustive()
    }
}
