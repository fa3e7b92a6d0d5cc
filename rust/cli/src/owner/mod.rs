//! The owner's side of the network: which ids to ask for, and which answers to believe
//! (docs/formats.md §1 clock, §2 drop rules, §4 queries).

mod ask;
mod days;
mod drift;
mod fetch;
mod judge;

pub(crate) use ask::Asker;
pub(crate) use fetch::{Fetched, Owner, Period};
pub(crate) use judge::OwnerFix;
