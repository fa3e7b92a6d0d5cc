//! Opening reports.

use super::{
    PrivateKey,
    cipher::ReportCipher,
    report::{BODY_LENGTH, BODY_LENGTH_NEWER, Parts, Report},
};
use crate::{
    p224::{self, Point},
    parallel,
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a report did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Neither length of a report.
    #[error("an Apple report has {BODY_LENGTH} or {BODY_LENGTH_NEWER} bytes, this one {length}")]
    WrongLength {
        /// Bytes given.
        length: usize,
    },
    /// The ephemeral key is not an uncompressed point on P-224.
    #[error("the ephemeral key is not a point on P-224")]
    InvalidPoint,
    /// Another private key, or a changed byte.
    #[error("the report does not open with this private key")]
    Authentication,
    /// It opened, and its latitude or longitude is beyond ±90° or ±180°.
    #[error("the report opened but is about no place on Earth")]
    Place,
}

/// Opens a report of [`BODY_LENGTH`] or [`BODY_LENGTH_NEWER`] bytes that was sealed to the key of `private_key`.
///
/// # Errors
/// Every variant of [`OpenError`]; the length is looked at first, then the point, the tag, the place.
pub fn open(private_key: &PrivateKey, body: &[u8]) -> Result<Report, OpenError> {
    let sealed = Sealed::read(body)?;
    let shared = p224::shared_x(private_key.scalar(), &sealed.point);
    sealed.open(shared.as_deref())
}

/// Opens many reports, each with its private key, on all cores; the answers stand in the order of `items`.
#[must_use]
pub fn open_batch(items: &[(&PrivateKey, &[u8])]) -> Vec<Result<Report, OpenError>> {
    parallel::map(items, parallel::share_of_points(items.len()), open_piece)
}

fn open_piece(items: &[(&PrivateKey, &[u8])]) -> Vec<Result<Report, OpenError>> {
    let sealed: Vec<_> = items.iter().map(|(_, body)| Sealed::read(body)).collect();
    let mut shared = shared_secrets(items, &sealed).into_iter();
    let mut open = |sealed: &Sealed<'_>| {
        let shared = shared.next().flatten();
        sealed.open(shared.as_deref())
    };
    sealed.iter().map(|sealed| sealed.as_ref().map_err(|error| *error).and_then(&mut open)).collect()
}

/// One for each report that could be read.
fn shared_secrets(
    items: &[(&PrivateKey, &[u8])],
    sealed: &[Result<Sealed<'_>, OpenError>],
) -> Vec<Option<Zeroizing<[u8; 28]>>> {
    let pairs = items.iter().zip(sealed);
    let pairs: Vec<_> = pairs
        .filter_map(|((private_key, _), sealed)| Some((private_key.scalar(), &sealed.as_ref().ok()?.point)))
        .collect();
    p224::shared_x_batch(&pairs)
}

/// A body whose ephemeral key is a point.
struct Sealed<'a> {
    parts: Parts<'a>,
    point: Point,
}

impl<'a> Sealed<'a> {
    fn read(body: &'a [u8]) -> Result<Self, OpenError> {
        let parts = Parts::split(body).ok_or(OpenError::WrongLength { length: body.len() })?;
        let point = Point::from_uncompressed(parts.point).ok_or(OpenError::InvalidPoint)?;
        Ok(Self { parts, point })
    }

    /// `shared` is none only for a scalar of 0, which a private key never is.
    fn open(&self, shared: Option<&[u8; 28]>) -> Result<Report, OpenError> {
        let shared = shared.ok_or(OpenError::InvalidPoint)?;
        let mut text = Zeroizing::new(*self.parts.ciphertext);
        ReportCipher::new(shared, self.parts.point)
            .open(&mut text, self.parts.tag)
            .ok_or(OpenError::Authentication)?;
        let report = self.parts.report(&text);
        report.has_place().then_some(report).ok_or(OpenError::Place)
    }
}
