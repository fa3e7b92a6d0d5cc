//! One nonce, one request.

use super::{
    Exchange, Key,
    exchange::{authentication, knowledge},
};
use crate::fhn::IdentityKey;
use core::fmt;
use findmesh_proto::command::beacon_actions::{
    ActionError, Authentication, Challenge, GattError, Operation, Packet, Request,
};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::Zeroizing;

/// What was read from a tag, or what a tag gave out. It is neither copied nor cloned: one request consumes it.
pub struct Nonce([u8; 8]);

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(redacted)")
    }
}

/// Why a request was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RequestError {
    /// The operation takes a key of another kind.
    #[error("{operation:?} is authenticated with another kind of key")]
    WrongKey {
        /// What was to be asked.
        operation: Operation,
    },
    /// More data than a packet carries.
    #[error(transparent)]
    Packet(#[from] ActionError),
}

/// Why a tag refuses what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// None of the tag's keys made the authentication.
    #[error("the request is not authenticated by any key for it")]
    Unauthenticated,
    /// No packet, or data that the operation does not have.
    #[error(transparent)]
    Invalid(#[from] ActionError),
}

impl Refusal {
    /// What the tag answers.
    #[must_use]
    pub const fn gatt_error(self) -> GattError {
        match self {
            Self::Unauthenticated => GattError::Unauthenticated,
            Self::Invalid(error) => error.gatt_error(),
        }
    }
}

/// A request that a tag takes.
#[derive(Debug)]
pub struct Accepted<'a, 'k> {
    /// What is asked.
    pub request: Request<'a>,
    /// The key that authenticates it, which of several account keys this may be; none where the authentication was not
    /// looked at.
    pub key: Option<Key<'k>>,
    /// Makes the answers.
    pub exchange: Exchange<'k>,
}

impl Nonce {
    /// A tag's: fresh randomness for each read.
    #[must_use]
    pub const fn from_bytes(nonce: [u8; 8]) -> Self {
        Self(nonce)
    }

    /// A phone's: what the characteristic held.
    ///
    /// # Errors
    /// [`ActionError::ChallengeLength`] and [`ActionError::Version`].
    pub fn read(value: &[u8]) -> Result<Self, ActionError> {
        Ok(Self(Challenge::decode(value)?.nonce))
    }

    /// What a tag's characteristic holds: nine bytes.
    #[must_use]
    pub const fn to_read(&self) -> [u8; 9] {
        Challenge { nonce: self.0 }.encode()
    }

    /// The proof of knowing an identity key: first 8 bytes of `SHA-256(EIK ‖ nonce)`.
    #[must_use]
    pub fn proof(&self, identity: &IdentityKey) -> [u8; 8] {
        knowledge(&self.0, identity)
    }

    /// A phone's request: the bytes to write, and what judges the answers.
    ///
    /// # Errors
    /// [`RequestError::WrongKey`], and [`RequestError::Packet`] for a ranging message that is too long.
    pub fn request<'k>(
        self,
        key: Key<'k>,
        request: &Request<'_>,
    ) -> Result<(Vec<u8>, Exchange<'k>), RequestError> {
        let operation = request.operation();
        if !key.fits(operation) {
            return Err(RequestError::WrongKey { operation });
        }
        let data = Zeroizing::new(request.data());
        let authentication = authentication(key, &self.0, operation, &data, &[])?;
        let written = Packet { operation, authentication, data: &data }.encode()?;
        Ok((written, Exchange::new(self.0, key, operation)))
    }

    /// A tag judges what was written with all keys that it has; the nonce is used up even when it refuses.
    ///
    /// The caller judges the rest: proofs inside requests with [`Exchange::proves`], and for setting and clearing the
    /// identity key whether [`Accepted::key`] is the owner's.
    ///
    /// # Errors
    /// Both variants of [`Refusal`].
    pub fn accept<'a, 'k>(
        self,
        written: &'a [u8],
        keys: impl IntoIterator<Item = Key<'k>>,
    ) -> Result<Accepted<'a, 'k>, Refusal> {
        let packet = Packet::decode(written)?;
        let mut keys = keys.into_iter().filter(|key| key.fits(packet.operation));
        let key = keys.find(|key| self.made_by(*key, &packet)).ok_or(Refusal::Unauthenticated)?;
        let exchange = Exchange::new(self.0, key, packet.operation);
        Ok(Accepted { request: Request::decode(&packet)?, key: Some(key), exchange })
    }

    /// As [`Nonce::accept`] while unwanted tracking protection is on and skips the authentication of ringing: any
    /// authentication passes for [`Operation::Ring`], and the answers are made with the ring key.
    ///
    /// # Errors
    /// [`Refusal::Unauthenticated`] for any other operation; [`Refusal::Invalid`].
    pub fn accept_any_ring<'a, 'k>(
        self,
        written: &'a [u8],
        ring_key: Key<'k>,
    ) -> Result<Accepted<'a, 'k>, Refusal> {
        let packet = Packet::decode(written)?;
        if packet.operation != Operation::Ring || !ring_key.fits(packet.operation) {
            return Err(Refusal::Unauthenticated);
        }
        let exchange = Exchange::new(self.0, ring_key, packet.operation);
        Ok(Accepted { request: Request::decode(&packet)?, key: None, exchange })
    }

    fn made_by(&self, key: Key<'_>, packet: &Packet<'_>) -> bool {
        let expected: Result<Authentication, _> =
            authentication(key, &self.0, packet.operation, packet.data, &[]);
        expected.is_ok_and(|expected| expected.ct_eq(&packet.authentication).into())
    }
}
