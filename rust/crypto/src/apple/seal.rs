//! Sealing a report to a key on air.

use super::{
    cipher::ReportCipher,
    report::{BODY_LENGTH, Report},
};
use crate::{
    bytes::join,
    hash::sha256_of,
    hkdf::Prk,
    p224::{self, Point, Scalar},
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a report was not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SealError {
    /// The key is not the canonical x coordinate of a point on P-224.
    #[error("the key is not a point on P-224")]
    InvalidKey,
    /// Before 2001 or after 2137-02-07T06:28:15Z, which a report cannot carry.
    #[error("a report holds times from 2001-01-01 to 2137-02-07, not the Unix time {time}")]
    Time {
        /// Unix seconds.
        time: i64,
    },
    /// Beyond ±90° or ±180°.
    #[error("no place has this latitude or longitude")]
    Place,
    /// The ephemeral key came out as 0, or the cipher refused; neither happens.
    #[error("a fault of the cryptography")]
    Fault,
}

/// Seals `report` so that only the owner of `key` reads it; the result is the body for the relay.
///
/// `random` is fresh for each report; the ephemeral key also depends on key and report, so that a random source that
/// repeats does not reuse it. The time is sealed as it is: see [`Report::for_relay`].
///
/// # Errors
/// [`SealError::Place`] and [`SealError::Time`] for what no report holds, [`SealError::InvalidKey`] when `key` is no x
/// coordinate of a point, or not below p.
pub fn seal(key: &[u8; 28], report: &Report, random: &[u8; 32]) -> Result<[u8; BODY_LENGTH], SealError> {
    if !report.has_place() {
        return Err(SealError::Place);
    }
    let time = report.time_bytes().ok_or(SealError::Time { time: report.time })?;
    let ephemeral = ephemeral(key, report, &time, random);
    seal_with(key, report, &ephemeral)
}

/// As [`seal`], with a given ephemeral key.
pub(crate) fn seal_with(
    key: &[u8; 28],
    report: &Report,
    ephemeral: &Scalar,
) -> Result<[u8; BODY_LENGTH], SealError> {
    let time = report.time_bytes().ok_or(SealError::Time { time: report.time })?;
    let recipient = Point::lift_x(key).ok_or(SealError::InvalidKey)?;
    let point = p224::public(ephemeral).ok_or(SealError::Fault)?.to_uncompressed();
    let shared = p224::shared_x(ephemeral, &recipient).ok_or(SealError::Fault)?;
    let mut text = report.plaintext();
    let tag = ReportCipher::new(&shared, &point).seal(&mut text).ok_or(SealError::Fault)?;
    Ok(join(&[&time, &[report.confidence], &point, text.as_slice(), &tag]))
}

/// The hedged ephemeral key.
fn ephemeral(key: &[u8; 28], report: &Report, time: &[u8; 4], random: &[u8; 32]) -> Scalar {
    let (text, clear) = (report.plaintext(), [report.confidence]);
    let seed =
        Zeroizing::new(sha256_of(&[b"findmesh/v1/apple/eph", random, key, text.as_slice(), time, &clear]));
    Scalar::from_wide_plus_one(&Prk::from_bytes(&seed).expand(&[b"findmesh/v1/apple/eph"]))
}
