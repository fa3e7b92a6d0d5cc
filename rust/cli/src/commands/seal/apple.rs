//! Reports of Apple's Find My network.

use findmesh_crypto::apple::{self, Report, SealError};
use findmesh_proto::report;

use super::{Arguments, Sealed};
use crate::failure::Failure;
use crate::hex_value;
use crate::random;

/// The command knows no finder's judgement of its own fix.
const CONFIDENCE: u8 = 0;

/// Time is rounded down as a relay wants it (docs/formats.md §3).
pub(super) fn seal(arguments: &Arguments) -> Result<Sealed, Failure> {
    arguments.refuse_nonce_form()?;
    let key = hex_value::fixed(&arguments.key).map_err(|e| Failure::about("--key", e))?;
    let (lat_e7, lon_e7) = arguments.place()?;
    let report = Report {
        time: arguments.time.rounded(),
        confidence: CONFIDENCE,
        lat_e7,
        lon_e7,
        accuracy_m: accuracy(arguments.accuracy()?),
        status: arguments.status.unwrap_or(0),
    };
    let body = apple::seal(&key, &report.for_relay(), &random::bytes()?).map_err(|error| match error {
        SealError::Time { .. } => Failure::about("--time", error),
        _ => Failure::No(format!("seal: {error}")),
    })?;
    Ok(Sealed { lookup_id: apple::lookup_id(&key).to_vec(), body: body.to_vec() })
}

/// Whole metres; 255 stands for that or more, and for what is not known.
fn accuracy(metres: Option<f64>) -> u8 {
    u8::try_from((report::accuracy_dm(metres).saturating_add(5)) / 10).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_whole_and_saturate() {
        let metres = [Some(0.0), Some(17.0), Some(17.5), Some(17.4), Some(254.6), Some(1e9), None];
        assert_eq!(metres.map(accuracy), [0, 17, 18, 17, 255, 255, 255]);
    }
}
