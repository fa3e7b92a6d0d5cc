//! Our own tags: the separated key of a day, and the keys of quarters of an hour near the owner (docs/formats.md §1).

use findmesh_crypto::native::{ChainKey, SEPARATED_SLOT, SLOTS_PER_DAY, TagSecret, epoch_key};

use super::{CandidateSource, DAY_SECONDS, Reach, Wide, epochs_of, lasts};
use crate::owner::config::ResolverConfig;
use crate::owner::identifier::{Identifier, Kind};
use crate::owner::keys::NativeKeys;
use crate::owner::matched::Position;

const SLOT_SECONDS: i64 = 900;
/// Days that the wide window reaches back.
const WIDE_DAYS: i64 = 30;
/// The key of a slot stays up to so long after its end, seconds.
const SLOT_OVERLAP: i64 = 90;
/// The key of a day stays up to so long after its end, seconds.
const DAY_OVERLAP: i64 = 3_600;

/// Days before the last that keys were asked for from which they may be asked for again without a walk from the first.
const DAYS_BEHIND: u32 = 2;

/// The chain, walked to shortly before where keys were last asked for.
struct Chain {
    secret: TagSecret,
    day: u32,
    key: ChainKey,
}

impl Chain {
    fn new(secret: TagSecret) -> Self {
        let key = secret.first();
        Self { secret, day: 0, key }
    }

    /// Walks to where the keys of `day` and of all later ones are near.
    fn settle(&mut self, day: u32) {
        if day < self.day {
            (self.day, self.key) = (0, self.secret.first());
        }
        let to = day.saturating_sub(DAYS_BEHIND).max(self.day);
        (self.day, self.key) = (to, self.key.after(to - self.day));
    }

    /// Keys of `slots` of a day that is not before the one settled for.
    fn keys(&self, day: u32, slots: impl Iterator<Item = u8>) -> Vec<(u8, [u8; 32])> {
        let secret = self.key.after(day.saturating_sub(self.day)).day_secret();
        slots.filter_map(|slot| Some((slot, epoch_key(&secret, slot).ok()?.key))).collect()
    }
}

struct Separated {
    chain: Chain,
    /// Unix seconds at the start of the day of provisioning.
    zero: i64,
}

struct Near {
    chain: Chain,
    zero: i64,
}

/// The separated chain and the near one.
pub(super) fn sources(keys: NativeKeys) -> Vec<Box<dyn CandidateSource>> {
    let NativeKeys { secret, provisioned_day } = keys;
    let zero = i64::from(provisioned_day) * DAY_SECONDS;
    let separated = Separated { chain: Chain::new(secret.clone()), zero };
    vec![Box::new(separated), Box::new(Near { chain: Chain::new(secret), zero })]
}

impl CandidateSource for Separated {
    /// k−1 to k+1; in the wide window k−30 to k+1.
    fn reach(&self, _: &ResolverConfig) -> Reach {
        let wide = Wide { back: WIDE_DAYS * DAY_SECONDS, ahead: DAY_SECONDS, since_silence: false };
        Reach { known: DAY_SECONDS, unknown: DAY_SECONDS, shifts: &[0], wide: Some(wide) }
    }

    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)> {
        epochs_of(DAY_SECONDS, self.zero, from, to)
    }

    fn on_air(&self, epoch: u32) -> Option<(i64, i64)> {
        Some(lasts(DAY_SECONDS, self.zero, epoch, DAY_OVERLAP))
    }

    fn position(&self, epoch: u32) -> Position {
        Position::Slot { day_index: epoch, slot: SEPARATED_SLOT }
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        self.chain.settle(first);
        let days = (first..=last).flat_map(|day| {
            let keys = self.chain.keys(day, [SEPARATED_SLOT].into_iter());
            keys.into_iter().map(move |(_, key)| (day, key))
        });
        identifiers(days)
    }
}

impl CandidateSource for Near {
    /// s−1 to s+1, of yesterday and tomorrow too.
    fn reach(&self, _: &ResolverConfig) -> Reach {
        let shifts = &[0, -DAY_SECONDS, DAY_SECONDS];
        Reach { known: SLOT_SECONDS, unknown: SLOT_SECONDS, shifts, wide: None }
    }

    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)> {
        epochs_of(SLOT_SECONDS, self.zero, from, to)
    }

    fn on_air(&self, epoch: u32) -> Option<(i64, i64)> {
        Some(lasts(SLOT_SECONDS, self.zero, epoch, SLOT_OVERLAP))
    }

    fn position(&self, epoch: u32) -> Position {
        let (day_index, slot) = day_and_slot(epoch);
        Position::Slot { day_index, slot }
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        let (first_day, last_day) = (day_and_slot(first).0, day_and_slot(last).0);
        self.chain.settle(first_day);
        let days = (first_day..=last_day).flat_map(|day| {
            let wanted = |slot: &u8| (first..=last).contains(&epoch_of(day, *slot));
            let keys = self.chain.keys(day, (0..SLOTS_PER_DAY).filter(wanted));
            keys.into_iter().map(move |(slot, key)| (epoch_of(day, slot), key))
        });
        identifiers(days)
    }
}

fn epoch_of(day: u32, slot: u8) -> u32 {
    day.saturating_mul(u32::from(SLOTS_PER_DAY)).saturating_add(u32::from(slot))
}

fn day_and_slot(epoch: u32) -> (u32, u8) {
    let slots = u32::from(SLOTS_PER_DAY);
    (epoch / slots, u8::try_from(epoch % slots).unwrap_or(0))
}

fn identifiers(keys: impl Iterator<Item = (u32, [u8; 32])>) -> Vec<(u32, Identifier)> {
    keys.filter_map(|(epoch, key)| Some((epoch, Identifier::new(Kind::Native, &key)?))).collect()
}
