//! How far away a sender may be, from how strong it was heard.
//!
//! Log-distance path loss: the power falls by [`LOSS`] dB for each tenfold distance, and what walls, bodies, pockets and
//! echoes take or add is [`SPREAD`] dB. Both were chosen so that at least four of five intervals hold the truth in
//! measurements of phone pairs at 0 to 3.4 m; anything narrower would be a promise that radio does not keep.

use findmesh_proto::Advert;
use findmesh_proto::advert::FieldValue;
use findmesh_proto::advert::ad::AdStructures;

use super::seen::Seen;

/// AD type of the transmit power level (Bluetooth Core Supplement, part A §1.5).
const TX_POWER_LEVEL: u8 = 0x0A;
/// dB for a tenfold distance.
const LOSS: f64 = 25.0;
/// dB to either side.
const SPREAD: f64 = 12.0;
/// dB between what leaves the sender and what is received at one metre.
const FIRST_METRE: f64 = 62.0;
/// dB between the first bytes of the air and one metre, as the format's specification counts them.
const EDDYSTONE_METRE: f64 = 41.0;
/// dBm that a tag sends with when it does not say.
const USUAL_POWER: f64 = -8.0;
/// Ends of intervals, metres.
const STEPS: [u32; 14] = [1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, 150];

/// An interval in metres that holds the distance more likely than not. `None` stands for an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    from: Option<u32>,
    to: Option<u32>,
}

impl Range {
    /// For an advert that was heard with a known power.
    pub(super) fn of(seen: &Seen<'_>) -> Option<Self> {
        let rssi = seen.item.rssi?;
        Some(Self::at(f64::from(rssi), power_at_one_metre(seen)))
    }

    /// Ends are moved outwards to round numbers.
    fn at(rssi: f64, at_one_metre: f64) -> Self {
        let metres = |shift: f64| 10_f64.powf((at_one_metre - rssi + shift) / LOSS);
        let (near, far) = (metres(-SPREAD), metres(SPREAD));
        Self {
            from: STEPS.into_iter().rev().find(|step| f64::from(*step) <= near),
            to: STEPS.into_iter().find(|step| f64::from(*step) >= far),
        }
    }

    /// Metres, as people read them.
    pub(super) fn text(self) -> String {
        match (self.from, self.to) {
            (None, Some(to)) => format!("< {to} m"),
            (Some(from), Some(to)) => format!("{from}–{to} m"),
            (Some(from), None) => format!("> {from} m"),
            (None, None) => "?".to_owned(),
        }
    }
}

/// dBm: as the advert states it for one metre, from the power that it was sent with, or the usual.
fn power_at_one_metre(seen: &Seen<'_>) -> f64 {
    let measured = seen.advert().and_then(|advert| {
        let mut power = None;
        advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| match value {
            FieldValue::Number(dbm) if name == "tx_power" => power = i8::try_from(dbm).ok().map(f64::from),
            _ => {}
        });
        match advert {
            Advert::IBeacon(_) | Advert::AltBeacon(_) => power,
            Advert::Eddystone(_) => power.map(|dbm| dbm - EDDYSTONE_METRE),
            _ => None,
        }
    });
    measured.unwrap_or_else(|| stated_power(seen).map_or(USUAL_POWER, f64::from) - FIRST_METRE)
}

/// dBm that the advert says it was sent with.
fn stated_power(seen: &Seen<'_>) -> Option<i8> {
    let mut structures = AdStructures::new(&seen.item.data).flatten();
    let stated = structures.find(|structure| structure.kind == TX_POWER_LEVEL);
    let level = stated.and_then(|structure| structure.data.first_chunk().copied());
    seen.item.tx_power.or(level.map(i8::from_le_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stronger_is_nearer() {
        let text = |rssi| Range::at(rssi, -70.0).text();
        assert_eq!(
            [-40.0, -60.0, -75.0, -95.0, -127.0].map(text),
            ["< 1 m", "< 2 m", "< 5 m", "3–40 m", "> 50 m"]
        );
    }

    /// Measured by people with phones; the file stays outside of the repository.
    #[test]
    fn four_of_five_intervals_hold_the_truth() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures");
        let Ok(table) = std::fs::read_to_string(folder.join("rssi_distance.csv")) else {
            eprintln!("skipped: no captures beside the checkout");
            return;
        };
        let (mut held, mut all) = (0, 0);
        for line in table.lines().skip(1) {
            let mut columns = line.split(',').skip(4).map(|column| column.parse::<f64>().unwrap());
            let (rssi, metres) = (columns.next().unwrap(), columns.next().unwrap() / 100.0);
            let range = Range::at(rssi, USUAL_POWER - FIRST_METRE);
            let (from, to) = (range.from.map_or(0.0, f64::from), range.to.map_or(f64::MAX, f64::from));
            all += 1;
            held += i32::from((from..=to).contains(&metres));
        }
        assert!(held * 5 >= all * 4, "{held} of {all}");
    }
}
