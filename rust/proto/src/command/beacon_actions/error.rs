//! What is wrong with bytes of Beacon Actions.

use super::{GattError, MAX_DATA, Operation, VERSION};

/// Bytes that are no challenge, packet, request or response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ActionError {
    /// What was read from the characteristic is not a version and a nonce.
    #[error("a challenge has 9 bytes, this one {length}")]
    ChallengeLength {
        /// Bytes given.
        length: usize,
    },
    /// Another protocol.
    #[error("Beacon Actions of version {version}, known: {VERSION}")]
    Version {
        /// The major version that the tag states.
        version: u8,
    },
    /// Too short for id, length and authentication.
    #[error("a packet has at least 10 bytes, this one {length}")]
    Cut {
        /// Bytes given.
        length: usize,
    },
    /// The length byte says something else than what follows.
    #[error("a packet states {stated} bytes and has {actual}")]
    Length {
        /// The length byte.
        stated: u8,
        /// Bytes after it.
        actual: usize,
    },
    /// More data than a length byte can state.
    #[error("a packet carries at most {MAX_DATA} bytes of data, not {length}")]
    TooLong {
        /// Bytes of data.
        length: usize,
    },
    /// 09, 0C and everything above 0D.
    #[error("data id {id:#04x} is reserved")]
    ReservedId {
        /// The data id.
        id: u8,
    },
    /// The operation has data of another length.
    #[error("{operation:?} does not have {length} bytes of data")]
    DataLength {
        /// What is asked or answered.
        operation: Operation,
        /// Bytes of data.
        length: usize,
    },
    /// Ringing takes 1 to 6000 deciseconds.
    #[error("ringing for {deciseconds} deciseconds: 1 to 6000 are allowed")]
    Timeout {
        /// The time asked for.
        deciseconds: u16,
    },
    /// Volumes are 0 to 3.
    #[error("volume {volume} is reserved")]
    Volume {
        /// The volume asked for.
        volume: u8,
    },
}

impl ActionError {
    /// With what a tag answers a write that has this error.
    pub const fn gatt_error(self) -> GattError {
        GattError::InvalidValue
    }
}
