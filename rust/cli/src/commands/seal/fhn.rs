//! Reports of Google's Find Hub network.

use findmesh_crypto::fhn::{self, Eid, Form, Location, SealError};
use findmesh_proto::report::{self, ALTITUDE_UNKNOWN};

use super::{Arguments, Sealed};
use crate::failure::Failure;
use crate::hex_value;
use crate::random;

/// The format has no word for an altitude that is not known.
const NO_ALTITUDE: i32 = 0;

pub(super) fn seal(arguments: &Arguments) -> Result<Sealed, Failure> {
    let eid = eid(&arguments.key)?;
    let (lat_e7, lon_e7) = arguments.place()?;
    let location = Location {
        lat_e7,
        lon_e7,
        altitude_m: altitude(arguments.altitude)?,
        time: Some(arguments.time()?),
        accuracy_dm: accuracy_dm(arguments.accuracy()?),
    };
    let body =
        fhn::seal(&eid, &location, form(arguments, &eid)?, &random::bytes()?).map_err(
            |error| match error {
                SealError::Location(_) => Failure::about("seal", error),
                _ => Failure::No(format!("seal: {error}")),
            },
        )?;
    Ok(Sealed { lookup_id: eid.lookup_id().to_vec(), body })
}

fn eid(digits: &str) -> Result<Eid, Failure> {
    let bytes = hex_value::bytes(digits).map_err(|e| Failure::about("--key", e))?;
    Eid::from_slice(&bytes).ok_or_else(|| {
        let text = format!("40 hex digits (secp160r1) or 64 (secp256r1) wanted, {} given", digits.len());
        Failure::about("--key", text)
    })
}

fn form(arguments: &Arguments, eid: &Eid) -> Result<Form, Failure> {
    let nonce = if arguments.nonce_form.as_deref() == Some("20") { 20 } else { 16 };
    Form::with_nonce(eid.curve(), nonce)
        .ok_or_else(|| Failure::about("--nonce-form", format!("on {} a nonce has 16 bytes", eid.curve())))
}

fn altitude(metres: Option<f64>) -> Result<i32, Failure> {
    match (metres, report::altitude_m(metres)) {
        (None, _) => Ok(NO_ALTITUDE),
        (Some(metres), ALTITUDE_UNKNOWN) => {
            Err(Failure::about("--altitude", format!("{metres} is no length")))
        }
        (Some(_), altitude) => Ok(altitude.into()),
    }
}

/// Left out where it is not known, or longer than any radius that a phone states.
fn accuracy_dm(metres: Option<f64>) -> Option<u32> {
    let decimetres = metres.map(|metres| (metres * 10.0).round())?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a conversion that saturates")]
    Some(decimetres as u32)
}
