//! A whole message.

use alloc::vec::Vec;

use super::super::coded::coded;
use super::{Blocks, Technologies};

coded! {
    /// What a message is.
    MessageId: u8 {
        /// Asks for capabilities.
        CapabilityRequest = 0 "capability_request",
        /// Capabilities.
        CapabilityResponse = 1 "capability_response",
        /// How to range, and which technologies start at once.
        Configuration = 2 "configuration",
        /// What was configured; optional.
        ConfigurationResponse = 3 "configuration_response",
        /// Stops technologies.
        Stop = 6 "stop",
        /// What was stopped; optional.
        StopResponse = 7 "stop_response",
    }
}

/// The lowest version.
const VERSION_MIN: u8 = 1;

/// A message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// Version of the sender, 1 or more.
    pub version: u8,
    /// What it says.
    pub body: Body<'a>,
}

/// What a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body<'a> {
    /// Asks for capabilities of these technologies.
    CapabilityRequest(Technologies),
    /// Capabilities.
    CapabilityResponse {
        /// Which technologies the device offers.
        technologies: Technologies,
        /// A capability each, most preferred first.
        blocks: Blocks<'a>,
    },
    /// How to range.
    Configuration {
        /// Which technologies are configured.
        technologies: Technologies,
        /// Which of them start at once. Some accessories take this only when it equals `technologies`.
        start: Technologies,
        /// A configuration each.
        blocks: Blocks<'a>,
    },
    /// These were configured.
    ConfigurationResponse(Technologies),
    /// Stops these.
    Stop(Technologies),
    /// These were stopped.
    StopResponse(Technologies),
}

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Cut before its content is complete.
    #[error("a message of {length} bytes is cut")]
    Cut {
        /// Bytes given.
        length: usize,
    },
    /// Version 0.
    #[error("a message of version {version}")]
    Version {
        /// The version.
        version: u8,
    },
    /// A message that is not known.
    #[error("message {id} is not known")]
    UnknownMessage {
        /// Its id.
        id: u8,
    },
    /// A block that is cut, or whose size is less than 2.
    #[error("a block does not fit its message")]
    Block,
    /// More than one block for a technology.
    #[error("two blocks for technology {technology}")]
    Doubled {
        /// Number of the technology.
        technology: u8,
    },
    /// Bytes after the end.
    #[error("{length} bytes after the message")]
    Trailing {
        /// How many.
        length: usize,
    },
}

impl Body<'_> {
    /// What the message is.
    pub const fn id(&self) -> MessageId {
        match self {
            Self::CapabilityRequest(_) => MessageId::CapabilityRequest,
            Self::CapabilityResponse { .. } => MessageId::CapabilityResponse,
            Self::Configuration { .. } => MessageId::Configuration,
            Self::ConfigurationResponse(_) => MessageId::ConfigurationResponse,
            Self::Stop(_) => MessageId::Stop,
            Self::StopResponse(_) => MessageId::StopResponse,
        }
    }
}

impl<'a> Message<'a> {
    /// The bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::from([self.version, self.body.id().code()]);
        match &self.body {
            Body::CapabilityRequest(technologies)
            | Body::ConfigurationResponse(technologies)
            | Body::Stop(technologies)
            | Body::StopResponse(technologies) => bytes.extend(technologies.0.to_le_bytes()),
            Body::CapabilityResponse { technologies, blocks } => {
                bytes.extend(technologies.0.to_le_bytes());
                bytes.extend(blocks.as_bytes());
            }
            Body::Configuration { technologies, start, blocks } => {
                bytes.extend(technologies.0.to_le_bytes());
                bytes.extend(start.0.to_le_bytes());
                bytes.extend(blocks.as_bytes());
            }
        }
        bytes
    }

    /// Reads a message. Blocks of unknown technologies, and of unknown forms, stay as they are.
    ///
    /// # Errors
    /// Every variant of [`DecodeError`].
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let cut = DecodeError::Cut { length: bytes.len() };
        let (&[version, id], content) = bytes.split_first_chunk().ok_or(cut)?;
        if version < VERSION_MIN {
            return Err(DecodeError::Version { version });
        }
        let first = |content| technologies(content).ok_or(cut);
        let body = match MessageId::from_code(id) {
            MessageId::CapabilityRequest => Body::CapabilityRequest(ended(first(content)?)?),
            MessageId::CapabilityResponse => {
                let (technologies, rest) = first(content)?;
                Body::CapabilityResponse { technologies, blocks: read_blocks(rest)? }
            }
            MessageId::Configuration => {
                let (technologies, rest) = first(content)?;
                let (start, rest) = first(rest)?;
                Body::Configuration { technologies, start, blocks: read_blocks(rest)? }
            }
            MessageId::ConfigurationResponse => Body::ConfigurationResponse(ended(first(content)?)?),
            MessageId::Stop => Body::Stop(ended(first(content)?)?),
            MessageId::StopResponse => Body::StopResponse(ended(first(content)?)?),
            MessageId::Reserved(id) => return Err(DecodeError::UnknownMessage { id }),
        };
        Ok(Self { version, body })
    }
}

fn technologies(content: &[u8]) -> Option<(Technologies, &[u8])> {
    let (bits, rest) = content.split_first_chunk()?;
    Some((Technologies(u16::from_le_bytes(*bits)), rest))
}

/// Technologies that nothing follows.
fn ended((technologies, rest): (Technologies, &[u8])) -> Result<Technologies, DecodeError> {
    rest.is_empty().then_some(technologies).ok_or(DecodeError::Trailing { length: rest.len() })
}

fn read_blocks(bytes: &[u8]) -> Result<Blocks<'_>, DecodeError> {
    let blocks = Blocks::new(bytes).ok_or(DecodeError::Block)?;
    let mut seen = [false; 256];
    for block in blocks.iter() {
        let technology = block.technology.code();
        if seen.get_mut(usize::from(technology)).is_some_and(|seen| core::mem::replace(seen, true)) {
            return Err(DecodeError::Doubled { technology });
        }
    }
    Ok(blocks)
}
