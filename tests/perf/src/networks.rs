//! Keys and reports of Apple's and Google's networks as an owner makes them: in batches, on all cores.

use findmesh_crypto::{apple, fhn, p256};

use crate::budgets::{Budgets, of};
use crate::measure::{Case, in_turns};
use crate::report::Report;

/// Keys or reports of one call.
const TOGETHER: u32 = 512;

const APPLE_REPORT: apple::Report = apple::Report {
    time: 1_790_000_000,
    confidence: 3,
    lat_e7: 225_431_000,
    lon_e7: 1_140_579_000,
    accuracy_m: 17,
    status: 0x60,
};
const LOCATION: fhn::Location = fhn::Location {
    lat_e7: 225_431_000,
    lon_e7: 1_140_579_000,
    altitude_m: 12,
    time: Some(1_790_000_000),
    accuracy_dm: Some(170),
};

/// Each beside a shared secret on P-256 by the chosen backend, on one core, in the same run.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) -> Result<(), Box<dyn std::error::Error>> {
    report.topic("owners' batches of 512, each, on all cores");
    let scalar = p256::Scalar::from_bytes(&[7; 32]).ok_or("a scalar")?;
    let point = p256::backend().public(&scalar)?;
    let apple = Apple::new()?;
    let google = Google::new()?;
    let timings = in_turns(vec![
        Case::new("a shared secret on P-256, one core", || p256::backend().shared_x(&scalar, &point).is_ok()),
        Case::new("Apple keys", || Apple::schedule().is_ok_and(|mut s| s.keys(1..=TOGETHER).is_ok()))
            .of(TOGETHER),
        Case::new("Apple reports opened", || apple.open()).of(TOGETHER),
        Case::new("Find Hub identifiers", || google.identifiers().is_ok()).of(TOGETHER),
        Case::new("Find Hub reports opened", || google.open()).of(TOGETHER),
    ]);
    report.timings(&timings);
    let [reference, batches @ ..] = timings.as_slice() else { return Ok(()) };
    for (name, timing) in ["apple_keys", "apple_opens", "fhn_eids", "fhn_opens"].into_iter().zip(batches) {
        let ratio = timing.median / reference.median;
        report.at_most(&format!("ratios.{name}"), ratio, of(&budgets.ratios, name));
    }
    Ok(())
}

struct Apple {
    reports: Vec<(apple::PrivateKey, [u8; 88])>,
}

impl Apple {
    fn schedule() -> Result<apple::Schedule, Box<dyn std::error::Error>> {
        let private_key = apple::PrivateKey::from_bytes(&[5; 28])?;
        Ok(apple::Schedule::new(private_key, apple::SymmetricKey::from_bytes([6; 32])))
    }

    fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let sealed = |pair: apple::KeyPair| -> Result<_, Box<dyn std::error::Error>> {
            let body = apple::seal(&pair.key, &APPLE_REPORT, &[9; 32])?;
            Ok((pair.private_key, body))
        };
        let reports =
            Self::schedule()?.keys(1..=TOGETHER)?.into_iter().map(sealed).collect::<Result<_, _>>()?;
        Ok(Self { reports })
    }

    fn open(&self) -> bool {
        let asked: Vec<_> = self.reports.iter().map(|(key, body)| (key, body.as_slice())).collect();
        apple::open_batch(&asked).iter().all(Result::is_ok)
    }
}

struct Google {
    identity: fhn::IdentityKey,
    counters: Vec<u32>,
    reports: Vec<(fhn::Ephemeral, Vec<u8>)>,
}

impl Google {
    fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let identity = fhn::IdentityKey::from_bytes([7; 32]);
        let counters: Vec<u32> = (0..TOGETHER).map(|n| n * 1_024).collect();
        let sealed = |moment: fhn::Ephemeral| -> Result<_, Box<dyn std::error::Error>> {
            let body = fhn::seal(&moment.eid, &LOCATION, fhn::Form::Secp160r1Nonce16, &[9; 32])?;
            Ok((moment, body))
        };
        let moments = fhn::ephemeral_batch(&identity, fhn::Curve::Secp160r1, &counters)?;
        let reports = moments.into_iter().map(sealed).collect::<Result<_, _>>()?;
        Ok(Self { identity, counters, reports })
    }

    fn identifiers(&self) -> Result<usize, impl std::error::Error + use<>> {
        fhn::ephemeral_batch(&self.identity, fhn::Curve::Secp160r1, &self.counters)
            .map(|moments| moments.len())
    }

    fn open(&self) -> bool {
        let asked: Vec<_> = self.reports.iter().map(|(m, body)| (&m.private_key, body.as_slice())).collect();
        fhn::open_batch(&asked).iter().all(Result::is_ok)
    }
}
