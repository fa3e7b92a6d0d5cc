//! Opening a report (docs/formats.md §3).

use super::{Curve, Form, Location, LocationError, PrivateKey, private_key::Scalar, seal::report_cipher};
use crate::{
    eax,
    p256::{self, Fault, P256},
    parallel, secp160r1,
};
use thiserror::Error;
use zeroize::Zeroizing;

/// Why a report did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpenError {
    /// No such form.
    #[error("sealed report of form {form}, known: 1 to 3")]
    UnknownForm {
        /// First byte of the body.
        form: u8,
    },
    /// The private key is on the other curve.
    #[error("form {} is for {}, the private key is on {curve}", form.byte(), form.curve())]
    CurveMismatch {
        /// First byte of the body.
        form: Form,
        /// The private key's.
        curve: Curve,
    },
    /// Too short for form, ephemeral key and tag.
    #[error("a sealed report has at least {least} bytes in its form, this one {length}")]
    TooShort {
        /// Bytes given.
        length: usize,
        /// Bytes that an empty one has.
        least: usize,
    },
    /// The ephemeral key is not the canonical x coordinate of a point.
    #[error("the ephemeral key is not a point on {curve}")]
    InvalidPoint {
        /// The form's curve.
        curve: Curve,
    },
    /// Another private key, or a changed byte.
    #[error("the report does not open with this private key")]
    Authentication,
    /// It opened, and its content is no location.
    #[error("the report opened but is invalid: {0}")]
    Location(#[from] LocationError),
    /// See [`Fault`].
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Opens the body of a report that was sealed to the EID of `private_key`, by us or by another client.
///
/// # Errors
/// Every variant of [`OpenError`]; the form is looked at first, then the curve, the length, the point, the tag, the
/// content.
pub fn open(private_key: &PrivateKey, body: &[u8]) -> Result<Location, OpenError> {
    open_with(p256::backend(), private_key, body)
}

/// As [`open`], on a given backend.
pub(crate) fn open_with(
    backend: &dyn P256,
    private_key: &PrivateKey,
    body: &[u8],
) -> Result<Location, OpenError> {
    let sealed = Sealed::split(private_key, body)?;
    match private_key.scalar() {
        Scalar::Secp160r1(scalar) => {
            let shared = secp160r1::shared_x(scalar, &sealed.lift_160()?).ok_or(Fault)?;
            sealed.open(private_key, shared.as_slice())
        }
        Scalar::Secp256r1(scalar) => {
            let shared = backend.shared_x(scalar, &sealed.lift_256(backend)?)?;
            sealed.open(private_key, shared.as_slice())
        }
    }
}

/// Opens many reports, each with its own key, with all the CPU's cores; the answers stand in the order of `reports`.
#[must_use]
pub fn open_batch(reports: &[(&PrivateKey, &[u8])]) -> Vec<Result<Location, OpenError>> {
    parallel::map(reports, parallel::share_of_points(reports.len()), open_piece)
}

/// Those on secp160r1 together, the others one by one.
fn open_piece(reports: &[(&PrivateKey, &[u8])]) -> Vec<Result<Location, OpenError>> {
    let lifted: Vec<_> = reports.iter().map(|(private_key, body)| lift(private_key, body)).collect();
    let pairs: Vec<_> = lifted.iter().flatten().map(|(scalar, _, point)| (*scalar, point)).collect();
    let mut shared = secp160r1::shared_x_batch(&pairs).into_iter();
    let opened = reports.iter().zip(&lifted).map(|((private_key, body), lifted)| match lifted {
        Ok((_, sealed, _)) => {
            let shared = shared.next().flatten().ok_or(Fault)?;
            sealed.open(private_key, shared.as_slice())
        }
        Err(None) => open(private_key, body),
        Err(Some(error)) => Err(*error),
    });
    opened.collect()
}

/// What a batch on secp160r1 needs of one report.
type Lifted<'r> = (&'r secp160r1::Scalar, Sealed<'r>, secp160r1::Point);

/// `Err(None)` for a key on the other curve.
fn lift<'r>(private_key: &'r PrivateKey, body: &'r [u8]) -> Result<Lifted<'r>, Option<OpenError>> {
    let Scalar::Secp160r1(scalar) = private_key.scalar() else {
        return Err(None);
    };
    let sealed = Sealed::split(private_key, body)?;
    let point = sealed.lift_160()?;
    Ok((scalar, sealed, point))
}

/// The parts of a body whose form fits the private key.
struct Sealed<'r> {
    form: Form,
    ephemeral: &'r [u8],
    ciphertext: &'r [u8],
    tag: &'r [u8; eax::TAG_LENGTH],
}

impl<'r> Sealed<'r> {
    fn split(private_key: &PrivateKey, body: &'r [u8]) -> Result<Self, OpenError> {
        let least = |curve: Curve| 1 + curve.eid_length() + eax::TAG_LENGTH;
        let too_short = |curve| OpenError::TooShort { length: body.len(), least: least(curve) };
        let curve = private_key.curve();
        let (form, rest) = body.split_first().ok_or(too_short(curve))?;
        let form = Form::from_byte(*form).ok_or(OpenError::UnknownForm { form: *form })?;
        if form.curve() != curve {
            return Err(OpenError::CurveMismatch { form, curve });
        }
        let (ephemeral, rest) = rest.split_at_checked(curve.eid_length()).ok_or(too_short(curve))?;
        let (ciphertext, tag) = rest.split_last_chunk().ok_or(too_short(curve))?;
        Ok(Self { form, ephemeral, ciphertext, tag })
    }

    fn lift_160(&self) -> Result<secp160r1::Point, OpenError> {
        let point = self.ephemeral.try_into().ok().and_then(secp160r1::Point::lift_x);
        point.ok_or(OpenError::InvalidPoint { curve: Curve::Secp160r1 })
    }

    fn lift_256(&self, backend: &dyn P256) -> Result<p256::Point, OpenError> {
        let point = self.ephemeral.try_into().ok().and_then(|x| backend.lift(x));
        point.ok_or(OpenError::InvalidPoint { curve: Curve::Secp256r1 })
    }

    fn open(&self, private_key: &PrivateKey, shared: &[u8]) -> Result<Location, OpenError> {
        let cipher = report_cipher(self.form, private_key.eid().as_slice(), self.ephemeral, shared);
        let mut text = Zeroizing::new(self.ciphertext.to_vec());
        cipher.open(&mut text, self.tag).map_err(|eax::Refused| OpenError::Authentication)?;
        Ok(Location::decode(&text)?)
    }
}
