//! Tags of Apple's network.

use findmesh_crypto::apple::{PrivateKey, Schedule, SymmetricKey, advert};
use findmesh_proto::advert::apple::COMPANY_ID;

use super::air::{Air, Timeline, static_address};

/// Status byte of somebody else's tag for this network, battery full.
const STATUS: u8 = 0x20;
/// The day's step of the secondary chain.
const STEP: u32 = 120;
/// Away from its owner a tag changes its key once a day, at four in the morning (as FindMy.py has it).
const CHANGE_MS: u64 = 4 * 60 * 60 * 1000;
/// Near its owner it changes its address every 15 minutes.
const NEARBY_MS: u64 = 15 * 60 * 1000;

/// Away from its owner.
pub(super) fn separated(secret: &[u8; 32]) -> Timeline {
    let mut schedule = schedule(secret);
    let mut turn = |from_ms, step| {
        // Fails for one step in 2²²⁴.
        let pair = schedule.key(step).expect("a step has a key");
        let (address, data) = advert(&pair.key, STATUS, 0);
        Air { from_ms, address, data: data.to_vec() }
    };
    Timeline::new(vec![turn(0, STEP - 1), turn(CHANGE_MS, STEP)])
}

/// Near its owner: no key but what the address and two bits hold of it.
pub(super) fn nearby(secret: &[u8; 32]) -> Timeline {
    let mut dice = super::dice(secret, "nearby");
    let [low, high] = COMPANY_ID.to_le_bytes();
    let mut turn = |from_ms| {
        let top_bits = u8::try_from(dice.whole(0, 4)).unwrap_or(0);
        let data = vec![0x07, 0xFF, low, high, 0x12, 0x02, STATUS, top_bits];
        Air { from_ms, address: static_address(&mut dice), data }
    };
    Timeline::new((0..96).map(|slot| turn(slot * NEARBY_MS)).collect())
}

fn schedule(secret: &[u8; 32]) -> Schedule {
    let [private @ .., _, _, _, _] = *secret;
    let [_, rest @ ..] = private;
    let mut scalar = [1; 28];
    // Below the order of the group, which begins with FF, and above 0.
    scalar[1..].copy_from_slice(&rest);
    let private_key = PrivateKey::from_bytes(&scalar).expect("a scalar between 1 and the order");
    Schedule::new(private_key, SymmetricKey::from_bytes(*secret))
}
