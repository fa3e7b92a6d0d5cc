//! Apple's offline finding: the keys of a tag, its advert, and the reports about it.
//!
//! Sources: Heinrich et al., "Who Can Find My Devices?" (PoPETs 2021, equations 1 to 4) for the key schedule; the
//! public decryptors OpenHaystack and FindMy.py for the report, on which all of them agree.
//!
//! A tag has two chains of keys under one private key, each a [`Schedule`]: the primary one, which steps every
//! 15 minutes, and the secondary one, which steps once a day. Which of them a tag away from its owner has on air at a
//! given moment is not public.

mod air;
mod chain;
mod cipher;
mod open;
mod private_key;
mod report;
mod schedule;
mod seal;
mod steps;

pub use air::{ADVERT_LENGTH, address, advert, lookup_id};
pub use chain::SymmetricKey;
pub use open::{OpenError, open, open_batch};
pub use private_key::{PrivateKey, PrivateKeyError};
pub use report::{BODY_LENGTH, BODY_LENGTH_NEWER, EPOCH, RELAY_TIME_STEP, Report};
pub use schedule::{KeyPair, LAST_INDEX, STEPS_PER_DAY, Schedule, ScheduleError, secondary_indices};
pub use seal::{SealError, seal};
pub use steps::{CHECKPOINT_INTERVAL, CheckpointError};

#[cfg(test)]
pub(crate) use seal::seal_with;
