//! What a report says, and where it stands in a body.

use crate::{aead::TAG_LENGTH, bytes::join};
use core::fmt;
use zeroize::Zeroizing;

/// 2001-01-01T00:00:00Z in Unix seconds, from which reports count.
pub const EPOCH: i64 = 978_307_200;

/// Seconds to which a relay of ours wants the clear time of a report rounded down (docs/formats.md §3).
pub const RELAY_TIME_STEP: i64 = 900;

/// Bytes of a point without compression.
pub(super) const POINT_LENGTH: usize = 57;

/// Bytes of a plaintext.
pub(super) const PLAINTEXT_LENGTH: usize = 10;

/// Bytes of a report: time, confidence, ephemeral point, ciphertext, tag.
pub const BODY_LENGTH: usize = 4 + 1 + POINT_LENGTH + PLAINTEXT_LENGTH + TAG_LENGTH;

/// Bytes of a report as newer systems send it, with a byte of unknown meaning after the time.
pub const BODY_LENGTH_NEWER: usize = BODY_LENGTH + 1;

const LATITUDE_MAX_E7: u32 = 900_000_000;
const LONGITUDE_MAX_E7: u32 = 1_800_000_000;

/// Where and when a tag was seen. `Debug` shows nothing of it.
///
/// Only place, accuracy and status are authenticated: whoever carries the report can change time and confidence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Of the sighting, Unix seconds; 2001-01-01 to 2137-02-07.
    pub time: i64,
    /// How sure the finder was: 1 to 3 were seen.
    pub confidence: u8,
    /// Degrees × 10⁷, north positive.
    pub lat_e7: i32,
    /// Degrees × 10⁷, east positive.
    pub lon_e7: i32,
    /// Radius of the finder's own fix, metres; 255 is that or more.
    pub accuracy_m: u8,
    /// The status byte of the advert.
    pub status: u8,
}

impl Report {
    /// The same report with its time rounded down as our relays want it.
    #[must_use]
    pub const fn for_relay(self) -> Self {
        Self { time: self.time.saturating_sub(self.time.rem_euclid(RELAY_TIME_STEP)), ..self }
    }

    /// Whether the place can exist.
    pub(super) const fn has_place(&self) -> bool {
        self.lat_e7.unsigned_abs() <= LATITUDE_MAX_E7 && self.lon_e7.unsigned_abs() <= LONGITUDE_MAX_E7
    }

    /// The time as a body carries it, in seconds since [`EPOCH`]; `None` where that does not fit.
    pub(super) fn time_bytes(&self) -> Option<[u8; 4]> {
        let seconds = u32::try_from(self.time.checked_sub(EPOCH)?).ok()?;
        Some(seconds.to_be_bytes())
    }

    pub(super) fn plaintext(&self) -> Zeroizing<[u8; PLAINTEXT_LENGTH]> {
        Zeroizing::new(join(&[
            &self.lat_e7.to_be_bytes(),
            &self.lon_e7.to_be_bytes(),
            &[self.accuracy_m, self.status],
        ]))
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Report(redacted)")
    }
}

/// The fields of a body, as they stand in it.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    pub(super) time: i64,
    pub(super) confidence: u8,
    pub(super) point: &'a [u8; POINT_LENGTH],
    pub(super) ciphertext: &'a [u8; PLAINTEXT_LENGTH],
    pub(super) tag: &'a [u8; TAG_LENGTH],
}

impl<'a> Parts<'a> {
    /// `None` for any length but [`BODY_LENGTH`] and [`BODY_LENGTH_NEWER`].
    pub(super) fn split(body: &'a [u8]) -> Option<Self> {
        let (time, rest) = body.split_first_chunk()?;
        let rest = if body.len() == BODY_LENGTH_NEWER { rest.get(1..)? } else { rest };
        let (confidence, rest) = rest.split_first()?;
        let (point, rest) = rest.split_first_chunk()?;
        let (ciphertext, rest) = rest.split_first_chunk()?;
        let time = EPOCH + i64::from(u32::from_be_bytes(*time));
        Some(Self { time, confidence: *confidence, point, ciphertext, tag: rest.try_into().ok()? })
    }

    pub(super) fn report(&self, plaintext: &[u8; PLAINTEXT_LENGTH]) -> Report {
        let [y0, y1, y2, y3, x0, x1, x2, x3, accuracy_m, status] = *plaintext;
        Report {
            time: self.time,
            confidence: self.confidence,
            lat_e7: i32::from_be_bytes([y0, y1, y2, y3]),
            lon_e7: i32::from_be_bytes([x0, x1, x2, x3]),
            accuracy_m,
            status,
        }
    }
}
