//! What a finder says: a place, as a protobuf.

use core::fmt;
use prost::Message;
use thiserror::Error;
use zeroize::Zeroizing;

const LATITUDE_MAX_E7: u32 = 900_000_000;
const LONGITUDE_MAX_E7: u32 = 1_800_000_000;

/// Where and when a tag was seen. `Debug` shows nothing of it.
///
/// Other clients send neither time nor accuracy: Google's servers have those beside the sealed body.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Location {
    /// Degrees × 10⁷, WGS 84, −90° to 90°.
    pub lat_e7: i32,
    /// Degrees × 10⁷, WGS 84, −180° to 180°.
    pub lon_e7: i32,
    /// Metres; 0 where it is not known, as the format has it.
    pub altitude_m: i32,
    /// Of the sighting, Unix seconds. Always there in what we seal.
    pub time: Option<u32>,
    /// 68 % radius in decimetres.
    pub accuracy_dm: Option<u32>,
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Location(redacted)")
    }
}

/// A location that is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LocationError {
    /// The bytes are no protobuf, or a field has another type.
    #[error("not a protobuf of a location")]
    Malformed,
    /// Beyond ±90°.
    #[error("the latitude is out of range")]
    Latitude,
    /// Beyond ±180°.
    #[error("the longitude is out of range")]
    Longitude,
    /// Our format always carries the time.
    #[error("a location is sealed with its time")]
    NoTime,
}

/// The message: the first three fields as the network has them, the last two our own.
///
/// `required` stands for "written even when 0"; a reader takes 0 for what is not there.
#[derive(Clone, PartialEq, Message)]
struct Wire {
    #[prost(sfixed32, required, tag = "1")]
    latitude: i32,
    #[prost(sfixed32, required, tag = "2")]
    longitude: i32,
    #[prost(int32, required, tag = "3")]
    altitude: i32,
    #[prost(fixed32, optional, tag = "101")]
    time: Option<u32>,
    #[prost(uint32, optional, tag = "102")]
    accuracy_dm: Option<u32>,
}

impl Location {
    /// Refuses a latitude or longitude that no place has.
    ///
    /// # Errors
    /// [`LocationError::Latitude`] and [`LocationError::Longitude`].
    pub fn validate(&self) -> Result<(), LocationError> {
        if self.lat_e7.unsigned_abs() > LATITUDE_MAX_E7 {
            return Err(LocationError::Latitude);
        }
        if self.lon_e7.unsigned_abs() > LONGITUDE_MAX_E7 {
            return Err(LocationError::Longitude);
        }
        Ok(())
    }

    /// The bytes of our format: 18 to 34.
    pub(crate) fn encode(&self) -> Result<Zeroizing<Vec<u8>>, LocationError> {
        self.validate()?;
        let wire = Wire {
            latitude: self.lat_e7,
            longitude: self.lon_e7,
            altitude: self.altitude_m,
            time: Some(self.time.ok_or(LocationError::NoTime)?),
            accuracy_dm: self.accuracy_dm,
        };
        Ok(Zeroizing::new(wire.encode_to_vec()))
    }

    /// Takes fields in any order, leaves unknown ones out; what is not there is 0 or not known.
    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, LocationError> {
        let wire = Wire::decode(bytes).map_err(|_| LocationError::Malformed)?;
        let location = Self {
            lat_e7: wire.latitude,
            lon_e7: wire.longitude,
            altitude_m: wire.altitude,
            time: wire.time,
            accuracy_dm: wire.accuracy_dm,
        };
        location.validate()?;
        Ok(location)
    }
}
