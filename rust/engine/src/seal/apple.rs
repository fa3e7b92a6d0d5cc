//! Reports to Apple's network.

use findmesh_crypto::apple::{self, Report};
use findmesh_proto::report;

use super::{SealRefusal, Sealed};

/// Stands in the clear, so that it is the same from every finder; 1 to 3 were seen, and this is the least claim.
const CONFIDENCE: u8 = 1;

pub(super) fn seal(key: &[u8], report: &report::Report, random: &[u8; 32]) -> Result<Sealed, SealRefusal> {
    let key = key.try_into().map_err(|_| SealRefusal)?;
    let report = Report {
        time: report.time.into(),
        confidence: CONFIDENCE,
        lat_e7: report.lat_e7,
        lon_e7: report.lon_e7,
        accuracy_m: metres(report.accuracy_dm),
        status: report.status,
    };
    let body = apple::seal(key, &report.for_relay(), random).map_err(|_| SealRefusal)?;
    Ok(Sealed { lookup_id: apple::lookup_id(key).to_vec(), body: body.to_vec() })
}

/// Whole metres; 255 stands for that or more.
fn metres(decimetres: u16) -> u8 {
    u8::try_from(decimetres.saturating_add(5) / 10).unwrap_or(u8::MAX)
}
