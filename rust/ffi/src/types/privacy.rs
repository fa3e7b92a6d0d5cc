//! Where a person takes part, and where nothing is reported.

use std::fmt;

use findmesh_core as core;

use crate::convert::{same, signed};
use crate::error::NativeError;

/// How much a phone reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Participation {
    /// Nothing.
    Off,
    /// Everywhere but at places where the phone often stays.
    AwayFromMyPlaces,
    /// Everywhere outside private zones.
    Everywhere,
}

/// A circle inside which nothing is reported; never leaves the phone. Its text form holds no place.
#[derive(Clone, PartialEq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct PrivateZone {
    /// Its name: 16 bytes that the host chose at random.
    pub id: Vec<u8>,
    /// Degrees, WGS 84, −90 to 90.
    pub latitude: f64,
    /// Degrees, WGS 84, −180 to 180.
    pub longitude: f64,
    /// Metres, 50 to 5 000.
    pub radius_m: f64,
    /// What the person calls it, at most 64 characters.
    pub label: String,
}

impl fmt::Debug for PrivateZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateZone").finish_non_exhaustive()
    }
}

/// A place where the phone often stays; never leaves the phone. Its text form holds no place.
#[derive(Clone, PartialEq, uniffi::Record)]
#[uniffi::export(Debug)]
pub struct FamiliarPlace {
    /// Degrees, WGS 84.
    pub latitude: f64,
    /// Degrees, WGS 84.
    pub longitude: f64,
    /// Metres around its middle that count for it.
    pub radius_m: f64,
    /// How long the phone stayed there, milliseconds, on the days that are remembered.
    pub stayed_ms: i64,
    /// The one with the longest stay, long enough to be home: private whatever the person chose.
    pub home: bool,
}

impl fmt::Debug for FamiliarPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FamiliarPlace").field("home", &self.home).finish_non_exhaustive()
    }
}

same!(Participation, core::Participation, Off, AwayFromMyPlaces, Everywhere);

/// The name of a zone.
pub(crate) fn zone_id(id: &[u8]) -> Result<core::ZoneId, NativeError> {
    id.try_into().map(core::ZoneId).map_err(|_| NativeError::argument("id", "16 bytes expected"))
}

impl TryFrom<PrivateZone> for core::PrivateZone {
    type Error = NativeError;

    fn try_from(zone: PrivateZone) -> Result<Self, NativeError> {
        let PrivateZone { id, latitude, longitude, radius_m, label } = zone;
        Ok(Self { id: zone_id(&id)?, latitude, longitude, radius_m, label })
    }
}

impl From<core::PrivateZone> for PrivateZone {
    fn from(zone: core::PrivateZone) -> Self {
        let core::PrivateZone { id, latitude, longitude, radius_m, label } = zone;
        Self { id: id.0.to_vec(), latitude, longitude, radius_m, label }
    }
}

impl From<core::FamiliarPlace> for FamiliarPlace {
    fn from(place: core::FamiliarPlace) -> Self {
        let core::FamiliarPlace { latitude, longitude, radius_m, stayed_ms, home } = place;
        Self { latitude, longitude, radius_m, stayed_ms: signed(stayed_ms), home }
    }
}
