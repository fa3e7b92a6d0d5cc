//! What a tag answers.

use alloc::vec::Vec;
use core::fmt;

use super::{ActionError, BeaconParameters, Operation, Packet, RingChange, RingState, Ringing};

/// Whether a tag has an identity key, and whose it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Provisioning<'a> {
    /// The bitmask as sent; bits other than the two that have a method are reserved.
    pub state: u8,
    /// The EID on air, 20 or 32 bytes; none when the tag has no identity key.
    pub eid: Option<&'a [u8]>,
}

impl Provisioning<'_> {
    const HAS_IDENTITY_KEY: u8 = 0x01;
    const CALLER_IS_OWNER: u8 = 0x02;

    /// The tag has an identity key.
    pub const fn has_identity_key(&self) -> bool {
        self.state & Self::HAS_IDENTITY_KEY != 0
    }

    /// The account key of the request is the owner's.
    pub const fn caller_is_owner(&self) -> bool {
        self.state & Self::CALLER_IS_OWNER != 0
    }
}

impl fmt::Debug for Provisioning<'_> {
    /// Without the EID: identifiers stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Provisioning({:#04x})", self.state)
    }
}

/// A response, by its operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Response<'a> {
    /// [`BeaconParameters`] under the account key, AES-128-ECB.
    BeaconParameters {
        /// One block.
        encrypted: &'a [u8; BeaconParameters::LENGTH],
    },
    /// See [`Provisioning`].
    ProvisioningState(Provisioning<'a>),
    /// Done.
    IdentityKeySet,
    /// Done.
    IdentityKeyCleared,
    /// The identity key under the account key, AES-128-ECB.
    IdentityKey {
        /// Two blocks.
        encrypted: &'a [u8; 32],
    },
    /// Ringing started or ended. It is authenticated with the nonce of the request to ring, even minutes later.
    RingChange(RingChange),
    /// What rings.
    RingingState(Ringing),
    /// Done.
    ProtectionActivated,
    /// Done.
    ProtectionDeactivated,
    /// A message of the ranging module, header included: see [`crate::command::ranging`].
    RangingCapability(&'a [u8]),
    /// As [`Response::RangingCapability`].
    RangingConfiguration(&'a [u8]),
    /// As [`Response::RangingCapability`].
    RangingStop(&'a [u8]),
}

impl fmt::Debug for Response<'_> {
    /// Without bytes: they hold keys and identifiers.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Response({:?})", self.operation())
    }
}

impl<'a> Response<'a> {
    /// Takes the data of a packet apart, whose authentication is the caller's to judge.
    pub fn decode(packet: &Packet<'a>) -> Result<Self, ActionError> {
        let operation = packet.operation;
        let data = packet.data;
        let wrong_length = ActionError::DataLength { operation, length: data.len() };
        let empty = |response| if data.is_empty() { Ok(response) } else { Err(wrong_length) };
        match operation {
            Operation::ReadBeaconParameters => {
                Ok(Self::BeaconParameters { encrypted: data.try_into().map_err(|_| wrong_length)? })
            }
            Operation::ReadProvisioningState => Self::provisioning(data).ok_or(wrong_length),
            Operation::SetIdentityKey => empty(Self::IdentityKeySet),
            Operation::ClearIdentityKey => empty(Self::IdentityKeyCleared),
            Operation::ReadIdentityKey => {
                Ok(Self::IdentityKey { encrypted: data.try_into().map_err(|_| wrong_length)? })
            }
            Operation::Ring => Self::ring_change(data).ok_or(wrong_length),
            Operation::ReadRingingState => {
                let ringing = data.try_into().map_err(|_| wrong_length)?;
                Ok(Self::RingingState(Ringing::from_bytes(ringing)))
            }
            Operation::ActivateProtection => empty(Self::ProtectionActivated),
            Operation::DeactivateProtection => empty(Self::ProtectionDeactivated),
            Operation::RangingCapability => Ok(Self::RangingCapability(data)),
            Operation::RangingConfiguration => Ok(Self::RangingConfiguration(data)),
            Operation::RangingStop => Ok(Self::RangingStop(data)),
        }
    }

    fn provisioning(data: &'a [u8]) -> Option<Self> {
        let (state, eid) = data.split_first()?;
        let eid = match eid.len() {
            0 => None,
            20 | 32 => Some(eid),
            _ => return None,
        };
        Some(Self::ProvisioningState(Provisioning { state: *state, eid }))
    }

    fn ring_change(data: &[u8]) -> Option<Self> {
        let (state, ringing) = data.split_first()?;
        let ringing = Ringing::from_bytes(ringing.try_into().ok()?);
        Some(Self::RingChange(RingChange { state: RingState::from_byte(*state), ringing }))
    }

    /// What it answers.
    pub const fn operation(&self) -> Operation {
        match self {
            Self::BeaconParameters { .. } => Operation::ReadBeaconParameters,
            Self::ProvisioningState(_) => Operation::ReadProvisioningState,
            Self::IdentityKeySet => Operation::SetIdentityKey,
            Self::IdentityKeyCleared => Operation::ClearIdentityKey,
            Self::IdentityKey { .. } => Operation::ReadIdentityKey,
            Self::RingChange(_) => Operation::Ring,
            Self::RingingState(_) => Operation::ReadRingingState,
            Self::ProtectionActivated => Operation::ActivateProtection,
            Self::ProtectionDeactivated => Operation::DeactivateProtection,
            Self::RangingCapability(_) => Operation::RangingCapability,
            Self::RangingConfiguration(_) => Operation::RangingConfiguration,
            Self::RangingStop(_) => Operation::RangingStop,
        }
    }

    /// The data of its packet.
    pub fn data(&self) -> Vec<u8> {
        match *self {
            Self::BeaconParameters { encrypted } => encrypted.to_vec(),
            Self::ProvisioningState(Provisioning { state, eid }) => {
                [&[state], eid.unwrap_or_default()].concat()
            }
            Self::IdentityKeySet
            | Self::IdentityKeyCleared
            | Self::ProtectionActivated
            | Self::ProtectionDeactivated => Vec::new(),
            Self::IdentityKey { encrypted } => encrypted.to_vec(),
            Self::RingChange(RingChange { state, ringing }) => {
                [&[state.byte()], ringing.to_bytes().as_slice()].concat()
            }
            Self::RingingState(ringing) => ringing.to_bytes().to_vec(),
            Self::RangingCapability(message)
            | Self::RangingConfiguration(message)
            | Self::RangingStop(message) => message.to_vec(),
        }
    }
}
