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

/// Least radius of a zone, metres: a fix is hardly better.
pub const MIN_RADIUS_M: f64 = 50.0;
/// Largest radius of a zone, metres.
pub const MAX_RADIUS_M: f64 = 5_000.0;
/// Characters of a zone's label.
pub const MAX_LABEL_CHARS: usize = 64;
/// Zones that a person can set.
pub const MAX_ZONES: usize = 100;

/// Why a zone is not taken; those that stand are left as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ZoneError {
    /// Not within −90 to 90 degrees.
    #[error("latitude: not within -90 to 90 degrees")]
    Latitude,
    /// Not within −180 to 180 degrees.
    #[error("longitude: not within -180 to 180 degrees")]
    Longitude,
    /// Not within 50 to 5 000 metres.
    #[error("radius_m: not within 50 to 5000 metres")]
    Radius,
    /// Over 64 characters.
    #[error("label: more than 64 characters")]
    Label,
    /// There are a hundred already.
    #[error("zones: there are 100 already")]
    TooMany,
}

impl ZoneError {
    /// The field that is wrong; `zones` where there are too many.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Radius => "radius_m",
            Self::Label => "label",
            Self::TooMany => "zones",
        }
    }
}

impl PrivateZone {
    /// Refuses what no finder takes.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn check(&self) -> Result<(), ZoneError> {
        let rules = [
            ((-90.0..=90.0).contains(&self.latitude), ZoneError::Latitude),
            ((-180.0..=180.0).contains(&self.longitude), ZoneError::Longitude),
            ((MIN_RADIUS_M..=MAX_RADIUS_M).contains(&self.radius_m), ZoneError::Radius),
            (self.label.chars().count() <= MAX_LABEL_CHARS, ZoneError::Label),
        ];
        rules.into_iter().find(|(fine, _)| !fine).map_or(Ok(()), |(_, error)| Err(error))
    }
}

impl fmt::Debug for PrivateZone {
    /// Without the place: it stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateZone").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> PrivateZone {
        let label = "x".repeat(MAX_LABEL_CHARS);
        PrivateZone { id: ZoneId([1; 16]), latitude: -90.0, longitude: 180.0, radius_m: 50.0, label }
    }

    #[test]
    fn what_is_no_circle_on_earth_is_refused_by_its_field() {
        assert_eq!(zone().check(), Ok(()));
        assert_eq!(PrivateZone { radius_m: 5_000.0, label: "é".repeat(64), ..zone() }.check(), Ok(()));
        let wrong = [
            (PrivateZone { latitude: 90.01, ..zone() }, ZoneError::Latitude),
            (PrivateZone { latitude: f64::NAN, ..zone() }, ZoneError::Latitude),
            (PrivateZone { longitude: -180.01, ..zone() }, ZoneError::Longitude),
            (PrivateZone { longitude: f64::INFINITY, ..zone() }, ZoneError::Longitude),
            (PrivateZone { radius_m: 49.9, ..zone() }, ZoneError::Radius),
            (PrivateZone { radius_m: 5_000.1, ..zone() }, ZoneError::Radius),
            (PrivateZone { radius_m: f64::NAN, ..zone() }, ZoneError::Radius),
            (PrivateZone { label: "x".repeat(65), ..zone() }, ZoneError::Label),
        ];
        for (zone, error) in wrong {
            assert_eq!(zone.check(), Err(error));
        }
    }
}
