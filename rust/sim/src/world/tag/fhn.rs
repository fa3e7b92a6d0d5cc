//! Tags of Google's Find Hub network (its accessory specification v1.3, "ID rotation").

use findmesh_crypto::fhn::{Curve, Ephemeral, Flags, IdentityKey, ROTATION_SECONDS, TagBattery};
use findmesh_crypto::fhn::{advert, ephemeral_batch};
use findmesh_proto::{Address, Form};

use super::air::{Air, Timeline, private_address};
use crate::world::DAY_MS;

/// Seconds since the tag was registered, at midnight; at random within a period of its own.
const AGE_S: u64 = 90 * 86_400;

/// An EID for every 1024 s of the tag's clock, each 1 to 204 s late. In unwanted tracking protection mode the address
/// stays for the day, otherwise it changes with the EID.
pub(super) fn timeline(secret: &[u8; 32], form: Form, separated: bool) -> Timeline {
    let mut dice = super::dice(secret, "fhn");
    let period_ms = 1000 * u64::from(ROTATION_SECONDS);
    let first = AGE_S / u64::from(ROTATION_SECONDS);
    let phase_ms = dice.whole(0, period_ms);
    let count = DAY_MS / period_ms + 2;
    let clocks: Vec<u32> = (first..first + count).filter_map(clock).collect();
    let day_address = private_address(&mut dice);
    let keys = ephemerals(secret, form, &clocks);
    let turns = keys.iter().zip(0_u64..).map(|(key, turn)| {
        let late_ms = 1000 * dice.whole(1, 205);
        let from_ms = (turn * period_ms + late_ms).saturating_sub(phase_ms);
        let address = if separated { day_address } else { private_address(&mut dice) };
        air(if turn == 0 { 0 } else { from_ms }, address, key, separated)
    });
    Timeline::new(turns.collect())
}

fn clock(turn: u64) -> Option<u32> {
    u32::try_from(turn * u64::from(ROTATION_SECONDS)).ok()
}

fn ephemerals(secret: &[u8; 32], form: Form, clocks: &[u32]) -> Vec<Ephemeral> {
    let curve = match form {
        Form::Compact => Curve::Secp160r1,
        Form::Extended => Curve::Secp256r1,
    };
    // Fails with a probability of 2⁻¹⁶⁰ and for a faulty curve, which tests of the curves find.
    ephemeral_batch(&IdentityKey::from_bytes(*secret), curve, clocks).expect("a clock has a key")
}

fn air(from_ms: u64, address: Address, key: &Ephemeral, separated: bool) -> Air {
    let flags = Flags { unwanted_tracking: separated, battery: TagBattery::Normal };
    let data = advert(&key.eid, Some(flags.masked(key.flags_mask)), separated);
    Air { from_ms, address, data }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::dice::Dice;

    #[test]
    fn the_address_stays_while_separated_and_changes_with_the_eid_otherwise() {
        let both = [true, false].map(|separated| {
            let timeline = timeline(&[7; 32], Form::Compact, separated);
            let seen: Vec<_> = (0..24_u64).map(|hour| timeline.at(hour * 3_600_000).clone()).collect();
            let changed = |n: usize| seen[n].address != seen[0].address;
            let rotated = (1..24).filter(|n| seen[*n].data != seen[n - 1].data).count();
            (rotated, (1..24).filter(|n| changed(*n)).count())
        });
        assert_eq!(both, [(23, 0), (23, 23)]);
    }

    #[test]
    fn every_eid_is_on_air_for_about_its_period() {
        let mut dice = Dice::new(1, "test", 1);
        let timeline = timeline(&dice.bytes(), Form::Extended, true);
        let mut changes = Vec::new();
        for at_ms in (0..DAY_MS).step_by(1000) {
            let from = timeline.at(at_ms).from_ms;
            if changes.last() != Some(&from) {
                changes.push(from);
            }
        }
        assert!((84..=87).contains(&changes.len()), "{}", changes.len());
        let gaps = changes.windows(2).skip(1).map(|pair| pair[1] - pair[0]);
        assert!(gaps.into_iter().all(|gap| (820_000..=1_228_000).contains(&gap)));
    }
}
