//! Reports of our own network.

use std::time::Duration;

use findmesh_crypto::native;
use findmesh_crypto::p256;
use findmesh_proto::advert::findmesh::compact_header;
use findmesh_proto::report::{self, ALTITUDE_UNKNOWN, POWER_UNKNOWN};
use findmesh_proto::{FixSource, Form, Report};

use super::{Arguments, Sealed};
use crate::failure::Failure;
use crate::hex_value;
use crate::random;

/// Header byte of a separated tag's extended advert.
const EXTENDED_HEADER: u8 = 0x10;

pub(super) fn seal(arguments: &Arguments) -> Result<Sealed, Failure> {
    arguments.refuse_nonce_form()?;
    let key = hex_value::fixed(&arguments.key).map_err(|e| Failure::about("--key", e))?;
    let report = report(arguments, &key)?;
    let service_uuid = arguments.deployment.service_uuid();
    let body = native::seal(p256::backend(), &key, &report, &service_uuid, &random::bytes()?)
        .map_err(|e| Failure::No(format!("seal: {e}")))?;
    Ok(Sealed { lookup_id: native::lookup_id(&key).to_vec(), body: body.to_vec() })
}

fn report(arguments: &Arguments, key: &[u8; 32]) -> Result<Report, Failure> {
    let form = arguments.form.map_or(Form::Extended, Into::into);
    let (lat_e7, lon_e7) = arguments.place()?;
    Ok(Report {
        time: arguments.time()?,
        lat_e7,
        lon_e7,
        accuracy_dm: report::accuracy_dm(arguments.accuracy()?),
        altitude_m: altitude(arguments.altitude)?,
        header: arguments.header.unwrap_or_else(|| default_header(form, key)),
        status: arguments.status.unwrap_or(0),
        rssi: arguments.rssi.unwrap_or(POWER_UNKNOWN),
        tx_power: arguments.tx_power.unwrap_or(POWER_UNKNOWN),
        fix_age_s: age(arguments.age.unwrap_or(0.0))?,
        source: arguments.source.map_or(FixSource::Unknown, Into::into),
        moving: arguments.moving,
        form,
    })
}

const fn default_header(form: Form, key: &[u8; 32]) -> u8 {
    match form {
        Form::Extended => EXTENDED_HEADER,
        Form::Compact => compact_header(key, 0, false),
    }
}

/// Whole seconds; the format's end stands for all that is longer.
fn age(seconds: f64) -> Result<u16, Failure> {
    if seconds.is_nan() || seconds < 0.0 {
        return Err(Failure::about("--age", "seconds, 0 or more"));
    }
    let millis = Duration::try_from_secs_f64(seconds).map_or(u128::MAX, |age| age.as_millis());
    Ok(report::age_s(u64::try_from(millis).unwrap_or(u64::MAX)))
}

fn altitude(metres: Option<f64>) -> Result<i16, Failure> {
    match (metres, report::altitude_m(metres)) {
        (Some(metres), ALTITUDE_UNKNOWN) => {
            Err(Failure::about("--altitude", format!("{metres} does not fit into a report")))
        }
        (_, altitude) => Ok(altitude),
    }
}
