//! Beacon Actions: the commands of Google's Find Hub network for a tag.
//!
//! Source: Find Hub Network Accessory Specification v1.3, tables 1 to 14; ring timeouts are big endian, as is
//! every number here. One exchange is
//!
//! 1. read the characteristic: a [`Challenge`], good for one request
//! 2. write a [`Packet`] that holds a [`Request`]; a tag refuses with a [`GattError`]
//! 3. notifications: [`Packet`]s that hold a [`Response`]
//!
//! Eight bytes of each packet authenticate it; what they are is in the `crypto` crate.

mod error;
mod packet;
mod parameters;
mod request;
mod response;
mod ring;

pub use error::ActionError;
pub use packet::{Authentication, Challenge, MAX_DATA, Packet};
pub use parameters::BeaconParameters;
pub use request::{Protection, Request};
pub use response::{Provisioning, Response};
pub use ring::{Components, Ring, RingChange, RingState, Ringing, Volume};

/// The Fast Pair service, whose characteristic this is.
pub const SERVICE_UUID: u16 = 0xFE2C;

/// The characteristic, FE2C1238-8366-4814-8EB0-01DE32100BEA, big endian: read, write, notify.
pub const CHARACTERISTIC_UUID: [u8; 16] = 0xFE2C_1238_8366_4814_8EB0_01DE_3210_0BEA_u128.to_be_bytes();

/// The major version of the protocol.
pub const VERSION: u8 = 1;

/// What is asked of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Transmission power, clock, curve, what can ring.
    ReadBeaconParameters = 0x00,
    /// Whether it has an identity key, whether the caller is its owner, its EID.
    ReadProvisioningState = 0x01,
    /// Give it an identity key.
    SetIdentityKey = 0x02,
    /// Take the identity key away.
    ClearIdentityKey = 0x03,
    /// Read the identity key back, with the consent of whoever holds the tag.
    ReadIdentityKey = 0x04,
    /// Start or stop ringing; the tag also tells when ringing ends.
    Ring = 0x05,
    /// What rings, for how long yet.
    ReadRingingState = 0x06,
    /// Switch unwanted tracking protection on.
    ActivateProtection = 0x07,
    /// Switch it off.
    DeactivateProtection = 0x08,
    /// Which ranging techniques the tag has.
    RangingCapability = 0x0A,
    /// Start ranging.
    RangingConfiguration = 0x0B,
    /// Stop ranging.
    RangingStop = 0x0D,
}

impl Operation {
    /// All of them. 09, 0C and everything above 0D are reserved.
    pub const ALL: [Self; 12] = [
        Self::ReadBeaconParameters,
        Self::ReadProvisioningState,
        Self::SetIdentityKey,
        Self::ClearIdentityKey,
        Self::ReadIdentityKey,
        Self::Ring,
        Self::ReadRingingState,
        Self::ActivateProtection,
        Self::DeactivateProtection,
        Self::RangingCapability,
        Self::RangingConfiguration,
        Self::RangingStop,
    ];

    /// The data id.
    pub const fn id(self) -> u8 {
        self as u8
    }

    /// The operation with this data id.
    pub fn from_id(id: u8) -> Result<Self, ActionError> {
        Self::ALL.into_iter().find(|operation| operation.id() == id).ok_or(ActionError::ReservedId { id })
    }
}

/// The errors of the attribute protocol with which a tag refuses a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GattError {
    /// The authentication does not fit, or its nonce is used up.
    Unauthenticated = 0x80,
    /// A value or a length that the operation does not have.
    InvalidValue = 0x81,
    /// The identity key was asked for, and nobody pressed the button.
    NoUserConsent = 0x82,
}

impl GattError {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Unauthenticated, Self::InvalidValue, Self::NoUserConsent];

    /// The error code.
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The error with this code; `None` for those that have nothing to do with Beacon Actions.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|error| error.code() == code)
    }
}
