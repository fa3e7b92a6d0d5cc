#![allow(missing_docs, clippy::cast_possible_truncation, unused_results)]

mod days;
mod geometry;
mod phones;
mod repeats;
mod stepping;
mod tags;

use std::sync::LazyLock;

use super::World;
use crate::platform::Constants;

/// One town that many tests look at.
static TOWN: LazyLock<World> = LazyLock::new(|| World::new(11, 1_000, &Constants::builtin()));

fn share(phones: impl Fn(usize) -> bool) -> f64 {
    (0..TOWN.phones()).filter(|phone| phones(*phone)).count() as f64 / TOWN.phones() as f64
}
