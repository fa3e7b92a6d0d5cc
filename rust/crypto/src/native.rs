//! The findmesh network's own keys and reports (docs/formats.md §1 and §3).

mod chain;
mod epoch;
mod mask;
mod open;
mod private_key;
mod schedule;
mod seal;

pub use chain::{ChainKey, DaySecret, TagSecret, chain_key};
pub use epoch::{EpochError, EpochKey, SEPARATED_SLOT, SLOTS_PER_DAY, epoch_key, epoch_key_with, lookup_id};
pub use mask::{mask_header, mask_status};
pub use open::{OpenError, open};
pub use private_key::{PrivateKey, PrivateKeyError};
pub use schedule::{SECONDS_PER_DAY, SECONDS_PER_SLOT, Schedule, day_of, slot_of};
pub use seal::{BODY_LENGTH, SealError, seal};

#[cfg(test)]
pub(crate) use seal::ephemeral;
