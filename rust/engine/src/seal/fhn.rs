//! Reports to the Find Hub network.

use findmesh_crypto::fhn::{self, Curve, Eid, Form, Location};
use findmesh_proto::report::{ALTITUDE_UNKNOWN, Report};

use super::{SealRefusal, Sealed};

pub(super) fn seal(key: &[u8], report: &Report, random: &[u8; 32]) -> Result<Sealed, SealRefusal> {
    let eid = Eid::from_slice(key).ok_or(SealRefusal)?;
    // The format has no word for an altitude that is not known.
    let altitude_m = if report.altitude_m == ALTITUDE_UNKNOWN { 0 } else { report.altitude_m.into() };
    let location = Location {
        lat_e7: report.lat_e7,
        lon_e7: report.lon_e7,
        altitude_m,
        time: Some(report.time),
        accuracy_dm: Some(report.accuracy_dm.into()),
    };
    let body = fhn::seal(&eid, &location, form(&eid), random).map_err(|_| SealRefusal)?;
    Ok(Sealed { lookup_id: eid.lookup_id().to_vec(), body })
}

/// What the clients of Google's servers write.
const fn form(eid: &Eid) -> Form {
    match eid.curve() {
        Curve::Secp160r1 => Form::Secp160r1Nonce16,
        Curve::Secp256r1 => Form::P256,
    }
}
