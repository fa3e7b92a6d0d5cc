//! What is read, written and notified, before its meaning.

use alloc::vec::Vec;
use core::fmt;

use super::{ActionError, Operation, VERSION};

/// The bytes that authenticate a packet.
pub type Authentication = [u8; 8];

/// The most data that a packet carries: the length byte counts the authentication, too.
pub const MAX_DATA: usize = 255 - size_of::<Authentication>();

/// What reading the characteristic gives: version and nonce.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Challenge {
    /// Fresh for each read, good for one request.
    pub nonce: [u8; 8],
}

impl fmt::Debug for Challenge {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Challenge(redacted)")
    }
}

impl Challenge {
    /// Takes the nine bytes apart.
    pub fn decode(value: &[u8]) -> Result<Self, ActionError> {
        let [version, nonce @ ..] = value else {
            return Err(ActionError::ChallengeLength { length: 0 });
        };
        let nonce = nonce.try_into().map_err(|_| ActionError::ChallengeLength { length: value.len() })?;
        if *version != VERSION {
            return Err(ActionError::Version { version: *version });
        }
        Ok(Self { nonce })
    }

    /// The nine bytes.
    pub const fn encode(&self) -> [u8; 9] {
        let [a, b, c, d, e, f, g, h] = self.nonce;
        [VERSION, a, b, c, d, e, f, g, h]
    }
}

/// `id ‖ length ‖ authentication (8) ‖ data`, the same in both directions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Packet<'a> {
    /// What it is about.
    pub operation: Operation,
    /// Not judged here.
    pub authentication: Authentication,
    /// At most [`MAX_DATA`] bytes.
    pub data: &'a [u8],
}

impl fmt::Debug for Packet<'_> {
    /// Without bytes: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Packet({:?}, {} bytes)", self.operation, self.data.len())
    }
}

impl<'a> Packet<'a> {
    /// Takes a packet apart. Copies nothing.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, ActionError> {
        let cut = ActionError::Cut { length: bytes.len() };
        let (&[id, stated], rest) = bytes.split_first_chunk().ok_or(cut)?;
        let (authentication, data) = rest.split_first_chunk().ok_or(cut)?;
        if usize::from(stated) != rest.len() {
            return Err(ActionError::Length { stated, actual: rest.len() });
        }
        Ok(Self { operation: Operation::from_id(id)?, authentication: *authentication, data })
    }

    /// `id ‖ length`, which are authenticated together with the data.
    pub fn header(operation: Operation, data: &[u8]) -> Result<[u8; 2], ActionError> {
        let length = u8::try_from(size_of::<Authentication>() + data.len());
        Ok([operation.id(), length.map_err(|_| ActionError::TooLong { length: data.len() })?])
    }

    /// The bytes to write or notify.
    pub fn encode(&self) -> Result<Vec<u8>, ActionError> {
        let header = Self::header(self.operation, self.data)?;
        Ok([header.as_slice(), &self.authentication, self.data].concat())
    }
}
