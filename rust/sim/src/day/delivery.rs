//! What the relay got, and from whom, which it does not know.

use findmesh_core::FinderConfig;

use super::{City, crew, phone_result};
use crate::policy::Policy;
use crate::world::World;

/// One report that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The tag, by index in [`World::tags`].
    pub tag: u32,
    /// When it was seen, to the second, milliseconds since midnight.
    pub seen_ms: u64,
    /// When the report arrived, milliseconds since midnight.
    pub arrived_ms: u64,
}

impl City {
    /// What the relay got on the day under a policy, by phone, each phone's by arrival. The result does not depend on
    /// `threads`.
    #[must_use]
    pub fn deliveries(&self, policy: Policy, threads: usize) -> Vec<Vec<Delivery>> {
        let config = &super::configured(&self.config, policy);
        let common = self.common(config, policy);
        crew::work(self.world.phones(), threads, &|_| {}, |index| {
            phone_result::live(common, index).deliveries
        })
    }

    /// The same people and tags, with finders that go by other numbers.
    #[must_use]
    pub fn with_config(self, config: FinderConfig) -> Self {
        Self { config, ..self }
    }

    /// The numbers that its finders go by.
    #[must_use]
    pub const fn config(&self) -> &FinderConfig {
        &self.config
    }

    /// Its people and tags.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }
}
