//! What both sides work on.

use findmesh_crypto::{apple, fhn};
use serde::{Deserialize, Serialize};

use super::Failure;

/// Sent to the other side as one line of JSON.
#[derive(Serialize)]
pub(super) struct Inputs {
    pub(super) separated: Vec<Separated>,
    pub(super) gap: Vec<String>,
    pub(super) apple: Tag,
    pub(super) apple_reports: Vec<AppleReport>,
    pub(super) fhn: Find,
    pub(super) fhn_reports: Vec<FindReport>,
}

/// An Apple advert as its scanner gets it.
#[derive(Serialize)]
pub(super) struct Separated {
    pub(super) address: String,
    pub(super) message: String,
}

/// An Apple tag.
#[derive(Serialize)]
pub(super) struct Tag {
    pub(super) private_key: String,
    pub(super) symmetric_key: String,
}

/// A report and the key that opens it.
#[derive(Serialize)]
pub(super) struct AppleReport {
    pub(super) private_key: String,
    pub(super) body: String,
}

/// A Find Hub tag, the moments asked about, its identifiers then, and what is said in a report.
#[derive(Serialize)]
pub(super) struct Find {
    pub(super) identity_key: String,
    pub(super) counters: Vec<u32>,
    pub(super) eids: Vec<String>,
    pub(super) plaintext: String,
}

/// A report and the moment of its identifier.
#[derive(Serialize)]
pub(super) struct FindReport {
    pub(super) counter: u32,
    pub(super) body: String,
}

/// What the other side makes, because we only read it.
#[derive(Deserialize)]
pub(super) struct Made {
    /// Encrypted `MiBeacon` service data.
    pub(super) frames: Vec<String>,
    /// Who sent them.
    pub(super) address: String,
    /// Their bind key.
    pub(super) key: String,
    /// Operations of one call, by case.
    pub(super) operations: std::collections::BTreeMap<String, u32>,
}

/// An Apple tag's private key.
pub(super) const PRIVATE_KEY: [u8; 28] = [5; 28];
/// And its symmetric key.
pub(super) const SYMMETRIC_KEY: [u8; 32] = [6; 32];
/// A Find Hub tag's identity key.
pub(super) const IDENTITY_KEY: [u8; 32] = [7; 32];
/// Where everything was seen.
pub(super) const LOCATION: fhn::Location = fhn::Location {
    lat_e7: 225_431_000,
    lon_e7: 1_140_579_000,
    altitude_m: 12,
    time: Some(1_790_000_000),
    accuracy_dm: Some(170),
};
const APPLE_REPORT: apple::Report = apple::Report {
    time: 1_790_000_000,
    confidence: 3,
    lat_e7: LOCATION.lat_e7,
    lon_e7: LOCATION.lon_e7,
    accuracy_m: 17,
    status: 0x60,
};

/// Reports of one call.
const REPORTS: u32 = 1024;
/// Identifiers of one call.
const IDENTIFIERS: u32 = 512;

/// Makes them all.
pub(super) fn inputs() -> Result<Inputs, Failure> {
    let keys = apple_schedule()?.keys(1..=REPORTS)?;
    let eik = fhn::IdentityKey::from_bytes(IDENTITY_KEY);
    let counters: Vec<u32> = (0..IDENTIFIERS).map(|n| n * 1024).collect();
    let moments = fhn::ephemeral_batch(&eik, fhn::Curve::Secp160r1, &counters)?;
    Ok(Inputs {
        separated: keys.iter().map(|pair| separated(&pair.key)).collect(),
        gap: (0..4096_u32).map(stranger).collect(),
        apple: Tag { private_key: hex::encode(PRIVATE_KEY), symmetric_key: hex::encode(SYMMETRIC_KEY) },
        apple_reports: keys.iter().map(apple_report).collect::<Result<_, _>>()?,
        fhn: Find {
            identity_key: hex::encode(IDENTITY_KEY),
            counters: counters.clone(),
            eids: moments.iter().map(|moment| hex::encode(moment.eid.as_slice())).collect(),
            plaintext: "0dd8cd6f0d15b8dafb43180c".to_owned(),
        },
        fhn_reports: moments.iter().map(find_report).collect::<Result<_, _>>()?,
    })
}

/// A schedule that has not run yet.
pub(super) fn apple_schedule() -> Result<apple::Schedule, Failure> {
    let private_key = apple::PrivateKey::from_bytes(&PRIVATE_KEY)?;
    Ok(apple::Schedule::new(private_key, apple::SymmetricKey::from_bytes(SYMMETRIC_KEY)))
}

fn separated(key: &[u8; 28]) -> Separated {
    let (address, advert) = apple::advert(key, 0x20, 0);
    Separated { address: address.to_string(), message: hex::encode(&advert[4..]) }
}

/// An advert that nobody knows, no two alike.
fn stranger(n: u32) -> String {
    format!("02011a1bff1801beac{n:040x}be02")
}

fn apple_report(pair: &apple::KeyPair) -> Result<AppleReport, Failure> {
    let body = apple::seal(&pair.key, &APPLE_REPORT, &[9; 32])?;
    Ok(AppleReport { private_key: hex::encode(*pair.private_key.expose()), body: hex::encode(body) })
}

fn find_report(moment: &fhn::Ephemeral) -> Result<FindReport, Failure> {
    let body = fhn::seal(&moment.eid, &LOCATION, fhn::Form::Secp160r1Nonce16, &[9; 32])?;
    Ok(FindReport { counter: moment.counter, body: hex::encode(body) })
}
