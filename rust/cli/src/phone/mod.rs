//! A phone at a desk: the finder engine as it runs on a phone, in virtual time.

mod batch;
mod desk;
mod look;
mod state;
mod tally;
mod vault;
mod watched;

pub(crate) use batch::{Batch, Heard};
pub(crate) use desk::{DeskPhone, DeskSetup, counters_of};
pub(crate) use look::Look;
pub(crate) use state::{has_key, open_state};
pub(crate) use tally::Tally;
pub(crate) use watched::SealedRow;
