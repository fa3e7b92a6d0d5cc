//! The whole way with real parts: SQLite files, a relay process, the command; only radio, clock and randomness are
//! made up.
#![allow(missing_docs, unused_results, clippy::cast_possible_truncation)]

mod answers;
mod consent;
mod engine;
mod refusals;
mod relay_killed;
mod replay;
mod restart;
mod same_requests;
mod sees_tag;
mod vectors;

use findmesh_e2e::{Owner, world};
use findmesh_testkit::adverts::{SampleAdvert, SampleTag};

/// Tag `number`, provisioned on the day on which everything happens.
fn tag(number: u8) -> SampleTag {
    SampleTag::new(number, world::yesterday())
}

/// What tag `number` sends away from its owner.
fn compact(number: u8) -> SampleAdvert {
    tag(number).compact(0)
}

/// The owner of tag `number`.
fn owner(number: u8) -> Owner {
    Owner::new(&hex::encode(SampleTag::secret(number)), world::yesterday())
}
