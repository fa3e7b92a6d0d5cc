//! People and their day: where they live and work, what they do, how they get there.

mod journey;
mod outing;
mod person;
mod plan;
mod track;
mod travel;

pub(super) use person::Person;
pub(super) use track::Way;

use super::city::City;

/// Where a person goes all day, and where their vehicles stand meanwhile.
pub(super) fn day(seed: u64, city: &City, number: usize, person: &Person) -> Way {
    plan::day(seed, city, number, person)
}
