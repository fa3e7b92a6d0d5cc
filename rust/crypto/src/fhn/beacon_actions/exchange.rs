//! What follows a request: both sides know its nonce, key and operation.

use super::Key;
use crate::{bytes::join, fhn::IdentityKey, hash::sha256_of, hkdf::hmac_sha256};
use core::fmt;
use findmesh_proto::command::beacon_actions::{
    ActionError, Authentication, Operation, Packet, Response, VERSION,
};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// Ends the authenticated bytes of a response, and of nothing else.
const RESPONSE: &[u8] = &[0x01];

/// Why a notification is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// It answers something else, or is made for something else.
    #[error("{got:?} does not answer {expected:?}")]
    OtherOperation {
        /// What was asked.
        expected: Operation,
        /// What the packet is about.
        got: Operation,
    },
    /// Another tag, another nonce, or a changed byte.
    #[error("the response is not authenticated")]
    Unauthenticated,
    /// No packet, or data that the operation does not have.
    #[error(transparent)]
    Invalid(#[from] ActionError),
}

/// One request and its answers. A ring request is answered more than once: when ringing starts and when it ends.
pub struct Exchange<'k> {
    nonce: [u8; 8],
    key: Key<'k>,
    operation: Operation,
}

impl fmt::Debug for Exchange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exchange({:?}, redacted)", self.operation)
    }
}

impl<'k> Exchange<'k> {
    pub(super) const fn new(nonce: [u8; 8], key: Key<'k>, operation: Operation) -> Self {
        Self { nonce, key, operation }
    }

    /// A phone judges a notification.
    ///
    /// # Errors
    /// Every variant of [`ResponseError`]; the authentication is looked at before the data.
    pub fn response<'a>(&self, notified: &'a [u8]) -> Result<Response<'a>, ResponseError> {
        let packet = Packet::decode(notified)?;
        self.expect(packet.operation)?;
        let expected = authentication(self.key, &self.nonce, packet.operation, packet.data, RESPONSE)?;
        if !bool::from(expected.ct_eq(&packet.authentication)) {
            return Err(ResponseError::Unauthenticated);
        }
        Ok(Response::decode(&packet)?)
    }

    /// A tag's notification.
    ///
    /// # Errors
    /// [`ResponseError::OtherOperation`], and [`ResponseError::Invalid`] for a ranging message that is too long.
    pub fn answer(&self, response: &Response<'_>) -> Result<Vec<u8>, ResponseError> {
        let operation = response.operation();
        self.expect(operation)?;
        let data = response.data();
        let authentication = authentication(self.key, &self.nonce, operation, &data, RESPONSE)?;
        Ok(Packet { operation, authentication, data: &data }.encode()?)
    }

    /// Whether `proof`, out of the request, is the first 8 bytes of `SHA-256(EIK ‖ nonce)`; in constant time.
    #[must_use]
    pub fn proves(&self, identity: &IdentityKey, proof: &[u8; 8]) -> bool {
        knowledge(&self.nonce, identity).ct_eq(proof).into()
    }

    fn expect(&self, got: Operation) -> Result<(), ResponseError> {
        if got == self.operation {
            return Ok(());
        }
        Err(ResponseError::OtherOperation { expected: self.operation, got })
    }
}

/// First 8 bytes of `SHA-256(EIK ‖ nonce)`.
pub(super) fn knowledge(nonce: &[u8; 8], identity: &IdentityKey) -> [u8; 8] {
    join(&[&sha256_of(&[identity.expose(), nonce])])
}

/// First 8 bytes of `HMAC-SHA256(key, version ‖ nonce ‖ id ‖ length ‖ data ‖ end)`.
pub(super) fn authentication(
    key: Key<'_>,
    nonce: &[u8; 8],
    operation: Operation,
    data: &[u8],
    end: &[u8],
) -> Result<Authentication, ActionError> {
    let header = Packet::header(operation, data)?;
    Ok(join(&[&hmac_sha256(key.bytes(), &[&[VERSION], nonce, &header, data, end])]))
}
