//! What a phone asks.

use alloc::vec::Vec;
use core::fmt;

use super::{ActionError, Operation, Packet, Ring};

/// How unwanted tracking protection behaves while it is on, a bitmask. Other bits are reserved and kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Protection(pub u8);

impl Protection {
    /// Anybody may make the tag ring.
    pub const SKIP_RING_AUTHENTICATION: Self = Self(0x01);

    /// Whether anybody may make the tag ring.
    pub const fn skips_ring_authentication(self) -> bool {
        self.0 & Self::SKIP_RING_AUTHENTICATION.0 != 0
    }
}

/// A request, by its operation.
///
/// A `proof` is the first 8 bytes of `SHA-256(EIK ‖ nonce)`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Request<'a> {
    /// No data.
    ReadBeaconParameters,
    /// No data.
    ReadProvisioningState,
    /// The new identity key under the account key, AES-128-ECB.
    SetIdentityKey {
        /// Two blocks.
        encrypted: &'a [u8; 32],
        /// Of the key that the tag has already.
        proof: Option<&'a [u8; 8]>,
    },
    /// Proves that the caller knows what it erases.
    ClearIdentityKey {
        /// Of the key to erase.
        proof: &'a [u8; 8],
    },
    /// No data.
    ReadIdentityKey,
    /// See [`Ring`].
    Ring(Ring),
    /// No data.
    ReadRingingState,
    /// Flags are left out when all are 0; both spellings mean the same.
    ActivateProtection(Protection),
    /// Proves that the caller is an owner.
    DeactivateProtection {
        /// Of the tag's key.
        proof: &'a [u8; 8],
    },
    /// A message of the ranging module, header included: see [`crate::command::ranging`].
    RangingCapability(&'a [u8]),
    /// As [`Request::RangingCapability`].
    RangingConfiguration(&'a [u8]),
    /// As [`Request::RangingCapability`].
    RangingStop(&'a [u8]),
}

impl fmt::Debug for Request<'_> {
    /// Without bytes: they hold keys.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Request({:?})", self.operation())
    }
}

impl<'a> Request<'a> {
    /// Takes the data of a packet apart, whose authentication is the caller's to judge.
    pub fn decode(packet: &Packet<'a>) -> Result<Self, ActionError> {
        let operation = packet.operation;
        let data = packet.data;
        let wrong_length = ActionError::DataLength { operation, length: data.len() };
        let empty = |request| if data.is_empty() { Ok(request) } else { Err(wrong_length) };
        let proof = || data.try_into().map_err(|_| wrong_length);
        match operation {
            Operation::ReadBeaconParameters => empty(Self::ReadBeaconParameters),
            Operation::ReadProvisioningState => empty(Self::ReadProvisioningState),
            Operation::SetIdentityKey => Self::set_identity_key(data).ok_or(wrong_length),
            Operation::ClearIdentityKey => Ok(Self::ClearIdentityKey { proof: proof()? }),
            Operation::ReadIdentityKey => empty(Self::ReadIdentityKey),
            Operation::Ring => Ring::decode(data).map(Self::Ring),
            Operation::ReadRingingState => empty(Self::ReadRingingState),
            Operation::ActivateProtection => match data {
                [] => Ok(Self::ActivateProtection(Protection(0))),
                &[flags] => Ok(Self::ActivateProtection(Protection(flags))),
                _ => Err(wrong_length),
            },
            Operation::DeactivateProtection => Ok(Self::DeactivateProtection { proof: proof()? }),
            Operation::RangingCapability => Ok(Self::RangingCapability(data)),
            Operation::RangingConfiguration => Ok(Self::RangingConfiguration(data)),
            Operation::RangingStop => Ok(Self::RangingStop(data)),
        }
    }

    fn set_identity_key(data: &'a [u8]) -> Option<Self> {
        let (encrypted, proof) = data.split_first_chunk()?;
        let proof = if proof.is_empty() { None } else { Some(proof.try_into().ok()?) };
        Some(Self::SetIdentityKey { encrypted, proof })
    }

    /// What it asks for.
    pub const fn operation(&self) -> Operation {
        match self {
            Self::ReadBeaconParameters => Operation::ReadBeaconParameters,
            Self::ReadProvisioningState => Operation::ReadProvisioningState,
            Self::SetIdentityKey { .. } => Operation::SetIdentityKey,
            Self::ClearIdentityKey { .. } => Operation::ClearIdentityKey,
            Self::ReadIdentityKey => Operation::ReadIdentityKey,
            Self::Ring(_) => Operation::Ring,
            Self::ReadRingingState => Operation::ReadRingingState,
            Self::ActivateProtection(_) => Operation::ActivateProtection,
            Self::DeactivateProtection { .. } => Operation::DeactivateProtection,
            Self::RangingCapability(_) => Operation::RangingCapability,
            Self::RangingConfiguration(_) => Operation::RangingConfiguration,
            Self::RangingStop(_) => Operation::RangingStop,
        }
    }

    /// The data of its packet.
    pub fn data(&self) -> Vec<u8> {
        match *self {
            Self::ReadBeaconParameters
            | Self::ReadProvisioningState
            | Self::ReadIdentityKey
            | Self::ReadRingingState
            | Self::ActivateProtection(Protection(0)) => Vec::new(),
            Self::SetIdentityKey { encrypted, proof } => {
                [encrypted.as_slice(), proof.map(<[u8; 8]>::as_slice).unwrap_or_default()].concat()
            }
            Self::ClearIdentityKey { proof } | Self::DeactivateProtection { proof } => proof.to_vec(),
            Self::Ring(ring) => ring.encode().to_vec(),
            Self::ActivateProtection(Protection(flags)) => Vec::from([flags]),
            Self::RangingCapability(message)
            | Self::RangingConfiguration(message)
            | Self::RangingStop(message) => message.to_vec(),
        }
    }
}
