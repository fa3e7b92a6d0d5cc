//! Our own tags: docs/formats.md §1 and §2.

use findmesh_crypto::native::{EpochKey, SEPARATED_SLOT, SLOTS_PER_DAY, Schedule, TagSecret, day_of};
use findmesh_crypto::native::{SECONDS_PER_SLOT, mask_header, mask_status};
use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::{Deployment, Form};

use super::air::{self, Air, Timeline};
use crate::world::dice::Dice;
use crate::world::{DAY_START_UNIX, deployment};

/// Days since the tag was provisioned.
const AGE_DAYS: u32 = 90;

/// Away from its owner: one key a day, the new one a uniform 0 to 3599 s after midnight.
pub(super) fn separated(secret: &[u8; 32], form: Form) -> Timeline {
    let mut dice = super::dice(secret, "separated");
    let mut schedule = schedule(secret);
    let change = 1000 * dice.whole(0, 3600);
    let turns = [(0, AGE_DAYS - 1), (change, AGE_DAYS)];
    let mut turn = |(from_ms, day): (u64, u32)| {
        let key = epoch(&mut schedule, day, SEPARATED_SLOT);
        separated_air(from_ms, &key, form, &mut dice)
    };
    Timeline::new(turns.map(&mut turn).into())
}

/// Near its owner: a key every 15 minutes, the new one 90 to 179 s after the boundary; always the extended form.
pub(super) fn near_owner(secret: &[u8; 32]) -> Timeline {
    let mut dice = super::dice(secret, "near owner");
    let mut schedule = schedule(secret);
    let mut turns = Vec::with_capacity(usize::from(SLOTS_PER_DAY) + 1);
    for (day, slot) in [(AGE_DAYS - 1, SLOTS_PER_DAY - 1)].into_iter().chain(slots_of_day()) {
        let begins = if day == AGE_DAYS { slot_start_ms(slot) + 1000 * dice.whole(90, 180) } else { 0 };
        let key = epoch(&mut schedule, day, slot);
        turns.push(extended(begins, &key, true, &mut dice));
    }
    Timeline::new(turns)
}

fn slots_of_day() -> impl Iterator<Item = (u32, u8)> {
    (0..SLOTS_PER_DAY).map(|slot| (AGE_DAYS, slot))
}

fn slot_start_ms(slot: u8) -> u64 {
    1000 * SECONDS_PER_SLOT * u64::from(slot)
}

fn schedule(secret: &[u8; 32]) -> Schedule {
    Schedule::new(TagSecret::from_bytes(*secret), day_of(DAY_START_UNIX) - AGE_DAYS)
}

fn epoch(schedule: &mut Schedule, day: u32, slot: u8) -> EpochKey {
    // Fails for reserved slots and for a faulty curve, which tests of the curves find.
    schedule.epoch(day, slot).expect("a slot that exists has a key")
}

fn separated_air(from_ms: u64, key: &EpochKey, form: Form, dice: &mut Dice) -> Air {
    match form {
        Form::Extended => extended(from_ms, key, false, dice),
        Form::Compact => compact(from_ms, key),
    }
}

fn compact(from_ms: u64, key: &EpochKey) -> Air {
    let company_id = deployment().company_id.unwrap_or(Deployment::TEST_COMPANY_ID);
    let header = mask_header(compact_header(&key.key, 0, false), key.mask);
    let (address, data) = compact_advert(company_id, &key.key, header);
    Air { from_ms, address, data: data.to_vec() }
}

fn extended(from_ms: u64, key: &EpochKey, near_owner: bool, dice: &mut Dice) -> Air {
    let status = mask_status(0, key.mask);
    let data = extended_advert(&deployment().service_uuid, &key.key, status, near_owner);
    Air { from_ms, address: air::static_address(dice), data }
}
