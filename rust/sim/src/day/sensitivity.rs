//! What if an assumption is wrong by half: one constant at a time, at half and at double its value.

use super::{City, Outcome};
use crate::platform::Constants;
use crate::policy::Policy;

/// One constant, changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its name.
    pub constant: String,
    /// Times its value.
    pub factor: f64,
}

/// What came of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The change.
    pub change: Change,
    /// The day with it.
    pub outcome: Outcome,
}

/// Half and double of every constant that this moves: one that is 0, or a share of one times two, stays as it is and is
/// left out.
#[must_use]
pub fn changes(constants: &Constants) -> Vec<Change> {
    let both = constants.names().flat_map(|name| [0.5, 2.0].map(|factor| (name.to_owned(), factor)));
    let all = both.map(|(constant, factor)| Change { constant, factor });
    all.filter(|change| moves(constants, change)).collect()
}

fn moves(constants: &Constants, change: &Change) -> bool {
    let before = constants.entries(&change.constant);
    let scaled = constants.scaled(&change.constant, change.factor);
    before != scaled.entries(&change.constant)
}

/// A day in the same city with one constant changed.
#[must_use]
pub fn effect(city: &City, policy: Policy, change: Change, threads: usize) -> Effect {
    let constants = city.constants.scaled(&change.constant, change.factor);
    let people = city.world.phones();
    // Phones are drawn from constants, too.
    let changed = City::new(city.seed, people, constants).with_config(city.config.clone());
    let changed = changed.with_participation(city.participation);
    Effect { change, outcome: changed.live(policy, threads, &|_| {}) }
}
