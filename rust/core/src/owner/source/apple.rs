//! Apple: the primary chain, a key a quarter of an hour, and the secondary one, a key a day.

use findmesh_crypto::apple::{LAST_INDEX, STEPS_PER_DAY, Schedule, secondary_indices};

use super::{CandidateSource, Reach, epochs_of, lasts};
use crate::owner::config::ResolverConfig;
use crate::owner::identifier::{Identifier, Kind};
use crate::owner::keys::{Alignment, AppleKeys};
use crate::owner::matched::Position;

const STEP_SECONDS: i64 = 900;

struct Primary {
    schedule: Schedule,
    /// Unix seconds of step 0.
    zero: i64,
}

struct Secondary {
    schedule: Schedule,
    /// Unix seconds of step 0 of the primary chain.
    zero: i64,
}

/// The primary chain, and the secondary one where its key is there.
pub(super) fn sources(keys: AppleKeys) -> Vec<Box<dyn CandidateSource>> {
    let zero = step_zero(keys.aligned);
    let primary: Box<dyn CandidateSource> = Box::new(Primary { schedule: keys.primary, zero });
    let secondary = keys.secondary.map(|schedule| Box::new(Secondary { schedule, zero }) as Box<_>);
    [primary].into_iter().chain(secondary).collect()
}

fn step_zero(aligned: Alignment) -> i64 {
    aligned.at.saturating_sub(i64::from(aligned.index) * STEP_SECONDS)
}

impl CandidateSource for Primary {
    fn reach(&self, config: &ResolverConfig) -> Reach {
        Reach::drifting(2 * STEP_SECONDS, config)
    }

    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)> {
        within(&self.schedule, epochs_of(STEP_SECONDS, self.zero, from, to)?)
    }

    fn on_air(&self, epoch: u32) -> Option<(i64, i64)> {
        Some(lasts(STEP_SECONDS, self.zero, epoch, 0))
    }

    fn position(&self, epoch: u32) -> Position {
        Position::Primary { index: epoch }
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        derive(&mut self.schedule, first, last)
    }
}

impl CandidateSource for Secondary {
    fn reach(&self, config: &ResolverConfig) -> Reach {
        Reach::drifting(2 * STEP_SECONDS, config)
    }

    /// The guesses for every primary step.
    fn epochs(&self, from: i64, to: i64) -> Option<(u32, u32)> {
        let (first, last) = epochs_of(STEP_SECONDS, self.zero, from, to)?;
        let ([first, _], [_, last]) = (secondary_indices(first), secondary_indices(last));
        within(&self.schedule, (first, last))
    }

    /// While the primary chain is at a step for which this one is a guess: two days.
    fn on_air(&self, epoch: u32) -> Option<(i64, i64)> {
        let day = i64::from(STEPS_PER_DAY) * STEP_SECONDS;
        Some(lasts(day, self.zero.saturating_sub(2 * day), epoch, day))
    }

    fn position(&self, epoch: u32) -> Position {
        Position::Secondary { index: epoch }
    }

    fn derive(&mut self, first: u32, last: u32) -> Vec<(u32, Identifier)> {
        derive(&mut self.schedule, first, last)
    }
}

/// What the schedule can give of a range.
fn within(schedule: &Schedule, (first, last): (u32, u32)) -> Option<(u32, u32)> {
    let (first, last) = (first.max(schedule.start()), last.min(LAST_INDEX));
    (first <= last).then_some((first, last))
}

fn derive(schedule: &mut Schedule, first: u32, last: u32) -> Vec<(u32, Identifier)> {
    let keys = match schedule.keys(first..=last) {
        Ok(keys) => keys,
        // One step without a key must not hide the others.
        Err(_) => (first..=last).filter_map(|index| schedule.key(index).ok()).collect(),
    };
    let identifiers = keys.iter().map(|pair| Some((pair.index, Identifier::new(Kind::Apple, &pair.key)?)));
    identifiers.flatten().collect()
}
