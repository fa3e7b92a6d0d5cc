//! A phone at a desk: the finder engine as it runs on a phone, in virtual time.

mod batch;
mod desk;
mod state;
mod tally;
mod vault;
mod watched;

pub(crate) use batch::{Batch, Heard};
pub(crate) use desk::{DatabaseState, DeskPhone, DeskSetup, counters_of};
pub(crate) use state::open_state;
pub(crate) use tally::Tally;
pub(crate) use watched::SealedRow;
