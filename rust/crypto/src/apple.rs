//! Apple's offline finding: the keys of a tag, its advert, and the reports about it.
//!
//! Sources: Heinrich et al., "Who Can Find My Devices?" (PoPETs 2021, equations 1 to 4) for the key schedule; the
//! public decryptors OpenHaystack and FindMy.py for the report, on which all of them agree.
//!
//! A tag has two chains of keys under one private key, each a [`Schedule`]: the primary one, which steps every
//! 15 minutes, and the secondary one, which steps once a day. Which of them a tag away from its owner has on air at a
//! given moment is not public.
//!
//! ```
//! use findmesh_crypto::apple::{PrivateKey, Report, Schedule, SymmetricKey, advert, open, seal};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut tag = Schedule::new(PrivateKey::from_bytes(&[7; 28])?, SymmetricKey::from_bytes([9; 32]));
//! let pair = tag.key(35_040)?;
//! let (_address, _data) = advert(&pair.key, 0x20, 0);
//!
//! // A finder hears the advert and seals where it was; the owner opens.
//! let report = Report {
//!     time: 1_790_000_000,
//!     confidence: 3,
//!     lat_e7: 225_431_000,
//!     lon_e7: 1_140_579_000,
//!     accuracy_m: 17,
//!     status: 0x20,
//! };
//! let fresh = [42; 32]; // from the system's random source
//! let body = seal(&pair.key, &report, &fresh)?;
//! assert_eq!(open(&pair.private_key, &body)?, report);
//! # Ok(())
//! # }
//! ```

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
