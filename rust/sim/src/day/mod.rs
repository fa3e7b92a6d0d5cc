//! A day in the life of a city's phones, under one policy.

mod app;
mod crew;
mod delivery;
mod diary;
mod kept;
mod phone_result;
mod row;
mod sensitivity;
mod state;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use findmesh_core::config::FinderMode;
use findmesh_core::{FinderConfig, Participation};
use findmesh_proto::Network;

use crate::platform::{Constants, Energy};
use crate::policy::Policy;
use crate::world::{World, deployment};
pub use delivery::Delivery;
pub use row::Row;
#[cfg(test)]
pub(crate) use row::sample_row;
pub use sensitivity::{Change, Effect, changes, effect};

/// A city and what its phones live by.
#[derive(Clone, Debug)]
pub struct City {
    world: World,
    constants: Constants,
    config: FinderConfig,
    participation: Participation,
    seed: u64,
}

/// What a day under a policy came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The table's line.
    pub row: Row,
    /// Where the energy went, mAh a day, a phone.
    pub energy: Energy,
    /// The part of it that was spent on a charger, mAh a day, a phone.
    pub charging_mah: f64,
    /// The finders' own counters of the day, a phone, by name.
    pub counters: BTreeMap<String, f64>,
}

impl City {
    /// A city of so many people, each with a phone, under these constants.
    #[must_use]
    pub fn new(seed: u64, people: usize, constants: Constants) -> Self {
        let world = World::new(seed, people, &constants);
        Self { world, constants, config: config(), participation: Participation::Everywhere, seed }
    }

    /// What its phones live by.
    #[must_use]
    pub const fn constants(&self) -> &Constants {
        &self.constants
    }

    /// The same city in which every phone has one separated tag with it all day.
    #[must_use]
    pub fn with_tag_in_range(&self) -> Self {
        Self { world: self.world.with_tag_in_range(), ..self.clone() }
    }

    /// The same city whose people take part as far as this; without it they do everywhere.
    #[must_use]
    pub fn with_participation(self, participation: Participation) -> Self {
        Self { participation, ..self }
    }

    /// Lets every phone live through the day with this policy on it. `told` hears from time to time how many phones are
    /// done; the outcome does not depend on `threads`.
    #[must_use]
    pub fn live(&self, policy: Policy, threads: usize, told: &(dyn Fn(usize) + Sync)) -> Outcome {
        let config = &configured(&self.config, policy);
        let common = self.common(config, policy);
        let results =
            crew::work(self.world.phones(), threads, told, |index| phone_result::live(common, index));
        summary::sum_up(policy, &self.world, &results)
    }

    fn common<'a>(&'a self, config: &'a FinderConfig, policy: Policy) -> phone_result::Common<'a> {
        let Self { world, constants, participation, seed, .. } = self;
        phone_result::Common { world, constants, config, participation: *participation, seed: *seed, policy }
    }
}

/// The finder's defaults, for all networks of the city.
fn config() -> FinderConfig {
    FinderConfig { deployment: deployment(), networks: Network::ALL.into(), ..FinderConfig::default() }
}

/// The same, for the kind of app that a policy is.
fn configured(config: &FinderConfig, policy: Policy) -> FinderConfig {
    let mode = match policy {
        Policy::ForegroundService => FinderMode::ForegroundService,
        Policy::System => FinderMode::System,
        _ => FinderMode::Background,
    };
    FinderConfig { mode, ..config.clone() }
}
