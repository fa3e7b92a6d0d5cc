//! The plaintext of a sealed report: 24 bytes, no identifier of the finder (docs/formats.md §3).

mod round;

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::Form;
pub use round::{accuracy_dm, age_s, altitude_m, latitude_e7, longitude_e7};

/// Bytes of a plaintext.
pub const PLAINTEXT_LENGTH: usize = 24;
/// RSSI or transmit power that is not known.
pub const POWER_UNKNOWN: i8 = 127;
/// Altitude that is not known.
pub const ALTITUDE_UNKNOWN: i16 = i16::MIN;
/// Accuracy of this many decimetres or worse.
pub const ACCURACY_MAX: u16 = u16::MAX;
/// Age of this many seconds or more.
pub const AGE_MAX: u16 = u16::MAX;

const LATITUDE_MAX_E7: u32 = 900_000_000;
const LONGITUDE_MAX_E7: u32 = 1_800_000_000;

const SOURCE_BITS: u8 = 0x03;
const MOVING: u8 = 0x04;
const COMPACT: u8 = 0x08;

/// Where the finder's fix came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixSource {
    /// Not said.
    Unknown,
    /// A satellite receiver.
    Gnss,
    /// Network or fused location.
    Network,
    /// A finder that stands at a known place.
    Fixed,
}

impl FixSource {
    /// The number on the wire.
    pub const fn bits(self) -> u8 {
        match self {
            Self::Unknown => 0,
            Self::Gnss => 1,
            Self::Network => 2,
            Self::Fixed => 3,
        }
    }

    /// The source with this number; only the low two bits are read.
    pub const fn from_bits(bits: u8) -> Self {
        match bits & SOURCE_BITS {
            0 => Self::Unknown,
            1 => Self::Gnss,
            2 => Self::Network,
            _ => Self::Fixed,
        }
    }

    /// The name in output and on the command line; `None` where it is not known.
    pub const fn as_str(self) -> Option<&'static str> {
        match self {
            Self::Unknown => None,
            Self::Gnss => Some("gnss"),
            Self::Network => Some("network"),
            Self::Fixed => Some("fixed"),
        }
    }
}

/// Where and when a tag was seen. `Debug` shows nothing of it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Of the sighting, Unix seconds.
    pub time: u32,
    /// Degrees × 10⁷, WGS 84, −90° to 90°.
    pub lat_e7: i32,
    /// Degrees × 10⁷, WGS 84, −180° to 180°.
    pub lon_e7: i32,
    /// 68 % radius in decimetres; 65535: that or more.
    pub accuracy_dm: u16,
    /// Metres above the WGS 84 ellipsoid; −32768: unknown.
    pub altitude_m: i16,
    /// The advert's header byte as seen.
    pub header: u8,
    /// The advert's masked status byte as seen; 0 in the compact form.
    pub status: u8,
    /// dBm; 127: unknown.
    pub rssi: i8,
    /// dBm; 127: unknown.
    pub tx_power: i8,
    /// Seconds between the sighting and the nearest fix used; 65535: that or more.
    pub fix_age_s: u16,
    /// Where the fix came from.
    pub source: FixSource,
    /// The finder was moving.
    pub moving: bool,
    /// The form of the advert.
    pub form: Form,
}

impl fmt::Debug for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Report(redacted)")
    }
}

/// A plaintext or a value that is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// Not 24 bytes.
    #[error("a report has 24 bytes, not {0}")]
    Length(usize),
    /// Not a latitude: beyond ±90°, or not a number.
    #[error("the latitude is out of range")]
    Latitude,
    /// Not a longitude: beyond ±180°, or not a number.
    #[error("the longitude is out of range")]
    Longitude,
}

impl Report {
    /// Refuses a latitude or longitude that no place has.
    pub fn validate(&self) -> Result<(), ReportError> {
        if self.lat_e7.unsigned_abs() > LATITUDE_MAX_E7 {
            return Err(ReportError::Latitude);
        }
        if self.lon_e7.unsigned_abs() > LONGITUDE_MAX_E7 {
            return Err(ReportError::Longitude);
        }
        Ok(())
    }

    /// The 24 bytes. Does not judge the values: see [`Report::validate`].
    pub fn encode(&self) -> [u8; PLAINTEXT_LENGTH] {
        let [t0, t1, t2, t3] = self.time.to_be_bytes();
        let [y0, y1, y2, y3] = self.lat_e7.to_be_bytes();
        let [x0, x1, x2, x3] = self.lon_e7.to_be_bytes();
        let [r0, r1] = self.accuracy_dm.to_be_bytes();
        let [h0, h1] = self.altitude_m.to_be_bytes();
        let [rssi] = self.rssi.to_be_bytes();
        let [power] = self.tx_power.to_be_bytes();
        let [a0, a1] = self.fix_age_s.to_be_bytes();
        let (head, status, flags) = (self.header, self.status, self.flags());
        [
            t0, t1, t2, t3, y0, y1, y2, y3, x0, x1, x2, x3, r0, r1, h0, h1, head, status, rssi, power, a0,
            a1, flags, 0,
        ]
    }

    /// Reads 24 bytes; bits that version 1 does not use are ignored.
    pub fn decode(plaintext: &[u8]) -> Result<Self, ReportError> {
        let bytes: &[u8; PLAINTEXT_LENGTH] =
            plaintext.try_into().map_err(|_| ReportError::Length(plaintext.len()))?;
        let report = Self::read(bytes);
        report.validate()?;
        Ok(report)
    }

    fn read(bytes: &[u8; PLAINTEXT_LENGTH]) -> Self {
        let [
            t0,
            t1,
            t2,
            t3,
            y0,
            y1,
            y2,
            y3,
            x0,
            x1,
            x2,
            x3,
            r0,
            r1,
            h0,
            h1,
            header,
            status,
            rssi,
            power,
            a0,
            a1,
            flags,
            _,
        ] = *bytes;
        Self {
            time: u32::from_be_bytes([t0, t1, t2, t3]),
            lat_e7: i32::from_be_bytes([y0, y1, y2, y3]),
            lon_e7: i32::from_be_bytes([x0, x1, x2, x3]),
            accuracy_dm: u16::from_be_bytes([r0, r1]),
            altitude_m: i16::from_be_bytes([h0, h1]),
            header,
            status,
            rssi: i8::from_be_bytes([rssi]),
            tx_power: i8::from_be_bytes([power]),
            fix_age_s: u16::from_be_bytes([a0, a1]),
            source: FixSource::from_bits(flags),
            moving: flags & MOVING != 0,
            form: if flags & COMPACT != 0 { Form::Compact } else { Form::Extended },
        }
    }

    fn flags(&self) -> u8 {
        let moving = if self.moving { MOVING } else { 0 };
        let form = if self.form == Form::Compact { COMPACT } else { 0 };
        self.source.bits() | moving | form
    }

    /// Latitude in degrees.
    pub fn latitude(&self) -> f64 {
        f64::from(self.lat_e7) / 1e7
    }

    /// Longitude in degrees.
    pub fn longitude(&self) -> f64 {
        f64::from(self.lon_e7) / 1e7
    }

    /// Accuracy in metres, where it is known and below the format's end.
    pub fn accuracy_metres(&self) -> Option<f64> {
        (self.accuracy_dm != ACCURACY_MAX).then(|| f64::from(self.accuracy_dm) / 10.0)
    }

    /// Whether the header says that the tag was near its owner.
    pub const fn near_owner(&self) -> bool {
        self.header & 1 != 0
    }
}
