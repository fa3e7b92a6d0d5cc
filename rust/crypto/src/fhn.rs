//! Google's Find Hub network: rolling identifiers, reports, and the authentication of commands to a tag.
//!
//! Source: Find Hub Network Accessory Specification v1.3 (EID computation, hashed flags, encryption, Beacon Actions),
//! and for what it leaves open the public client GoogleFindMyTools (facts only: the 16-byte nonce, the protobuf of a
//! location, an owner's own reports). Names are those of the specification:
//!
//! * EIK: the ephemeral identity key, 32 random bytes that owner and tag share ([`IdentityKey`])
//! * EID: the ephemeral identifier on air, the x coordinate of a public key that changes every 1024 s ([`Eid`])
//!
//! ```
//! use findmesh_crypto::fhn::{self, Curve, Form, IdentityKey, Location};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // The owner registered a tag 5 000 seconds ago: what is on air now?
//! let identity = IdentityKey::from_bytes([7; 32]);
//! let counter = fhn::counter_of(1_790_005_000, 1_790_000_000).ok_or("before the registration")?;
//! let ephemeral = fhn::ephemeral(&identity, counter, Curve::Secp160r1)?;
//!
//! // A finder sees the EID and nothing else.
//! let place = Location { lat_e7: 225_431_000, lon_e7: 1_140_579_000, time: Some(1_790_005_000), ..Location::default() };
//! let fresh = [42; 32]; // from the system's random source
//! let body = fhn::seal(&ephemeral.eid, &place, Form::Secp160r1Nonce16, &fresh)?;
//!
//! assert_eq!(fhn::open(&ephemeral.private_key, &body)?, place);
//! # Ok(())
//! # }
//! ```

mod advert;
pub mod beacon_actions;
mod curve;
mod ephemeral;
mod flags;
mod form;
mod identifier;
mod identity;
mod location;
mod open;
pub mod own_report;
mod private_key;
mod seal;
pub mod wrapped;

pub use advert::advert;
pub use curve::{Curve, Eid, LOOKUP_ID_LENGTH};
pub use ephemeral::{Ephemeral, ROTATION_SECONDS, counter_of, ephemeral, ephemeral_batch, masked};
pub use flags::{Flags, ReservedFlags, TagBattery};
pub use form::Form;
pub use identifier::{IDENTIFIER_LENGTH, identifier, lookup_url};
pub use identity::{AccountKey, IdentityKey, RecoveryKey, RingKey, UnwantedTrackingKey};
pub use location::{Location, LocationError};
pub use open::{OpenError, open, open_batch};
pub use private_key::{PrivateKey, PrivateKeyError};
pub use seal::{SealError, seal};

#[cfg(test)]
pub(crate) use ephemeral::ephemeral_with;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) use open::open_with;
#[cfg(test)]
pub(crate) use seal::{seal_160, seal_256, seal_with};
