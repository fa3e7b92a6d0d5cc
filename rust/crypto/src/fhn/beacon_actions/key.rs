//! Which key authenticates what, and what travels under the account key.

use super::super::{AccountKey, IdentityKey, RecoveryKey, RingKey, UnwantedTrackingKey};
use aes::{
    Aes128, Block,
    cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit},
};
use findmesh_proto::command::beacon_actions::{BeaconParameters, Operation};
use zeroize::Zeroizing;

/// The key of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key<'k> {
    /// For parameters, provisioning and ranging.
    Account(&'k AccountKey),
    /// To read the identity key back.
    Recovery(&'k RecoveryKey),
    /// To ring.
    Ring(&'k RingKey),
    /// To switch unwanted tracking protection.
    UnwantedTracking(&'k UnwantedTrackingKey),
}

impl Key<'_> {
    /// Whether this is the kind of key that `operation` takes.
    #[must_use]
    pub const fn fits(&self, operation: Operation) -> bool {
        match operation {
            Operation::ReadBeaconParameters
            | Operation::ReadProvisioningState
            | Operation::SetIdentityKey
            | Operation::ClearIdentityKey
            | Operation::RangingCapability
            | Operation::RangingConfiguration
            | Operation::RangingStop => matches!(self, Self::Account(_)),
            Operation::ReadIdentityKey => matches!(self, Self::Recovery(_)),
            Operation::Ring | Operation::ReadRingingState => matches!(self, Self::Ring(_)),
            Operation::ActivateProtection | Operation::DeactivateProtection => {
                matches!(self, Self::UnwantedTracking(_))
            }
        }
    }

    pub(super) const fn bytes(&self) -> &[u8] {
        match self {
            Self::Account(key) => key.expose(),
            Self::Recovery(key) => key.expose(),
            Self::Ring(key) => key.expose(),
            Self::UnwantedTracking(key) => key.expose(),
        }
    }
}

/// AES-128-ECB, as the specification has it: for keys, which are random, and for one block under a fresh
/// authentication.
impl AccountKey {
    /// An identity key on its way to or from a tag.
    #[must_use]
    pub fn wrap(&self, identity: &IdentityKey) -> [u8; 32] {
        let mut blocks = *identity.expose();
        self.encrypt(&mut blocks);
        blocks
    }

    /// Takes back what [`AccountKey::wrap`] made.
    #[must_use]
    pub fn unwrap(&self, wrapped: &[u8; 32]) -> IdentityKey {
        let mut blocks = Zeroizing::new(*wrapped);
        self.decrypt(blocks.as_mut_slice());
        IdentityKey::from_bytes(*blocks)
    }

    /// The parameters of a tag on their way to a phone.
    #[must_use]
    pub fn wrap_parameters(&self, parameters: &BeaconParameters) -> [u8; BeaconParameters::LENGTH] {
        let mut block = parameters.encode();
        self.encrypt(&mut block);
        block
    }

    /// Takes back what [`AccountKey::wrap_parameters`] made.
    #[must_use]
    pub fn unwrap_parameters(&self, wrapped: &[u8; BeaconParameters::LENGTH]) -> BeaconParameters {
        let mut block = *wrapped;
        self.decrypt(&mut block);
        BeaconParameters::decode(&block)
    }

    fn encrypt(&self, blocks: &mut [u8]) {
        let cipher = Aes128::new(self.expose().into());
        cipher.encrypt_blocks(Block::slice_as_chunks_mut(blocks).0);
    }

    fn decrypt(&self, blocks: &mut [u8]) {
        let cipher = Aes128::new(self.expose().into());
        cipher.decrypt_blocks(Block::slice_as_chunks_mut(blocks).0);
    }
}
