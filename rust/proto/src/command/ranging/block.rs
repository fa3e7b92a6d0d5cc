//! The blocks of a message, one a technology: `technology | size of the whole block | content`.

use alloc::vec::Vec;
use core::fmt;

use super::{
    BleCapability, CsCapability, NanRttCapability, NanRttConfiguration, Technologies, Technology,
    UwbCapability, UwbConfiguration,
};

/// Bytes of a block before its content.
const HEADER_LENGTH: u8 = 2;

/// A block as it stands in a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// Of which technology.
    pub technology: Technology,
    /// What follows technology and size, at most 253 bytes.
    pub content: &'a [u8],
}

impl fmt::Debug for Block<'_> {
    /// Without the content: it holds addresses and keys.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Block").field(&self.technology).field(&self.content.len()).finish()
    }
}

/// What a device can do, from a block of a capability response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability<'a> {
    /// Ultra-wideband.
    Uwb(UwbCapability),
    /// Bluetooth channel sounding.
    ChannelSounding(CsCapability),
    /// Round-trip time over Wi-Fi aware.
    NanRtt(NanRttCapability),
    /// Bluetooth signal strength.
    Rssi(BleCapability),
    /// A technology, or a form of one, that is not known here.
    Other(Block<'a>),
}

/// How a device is to range, from a block of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Configuration<'a> {
    /// Ultra-wideband.
    Uwb(UwbConfiguration<'a>),
    /// Bluetooth channel sounding, which needs no parameters.
    ChannelSounding,
    /// Round-trip time over Wi-Fi aware.
    NanRtt(NanRttConfiguration<'a>),
    /// Bluetooth signal strength.
    Rssi(BleCapability),
    /// A technology, or a form of one, that is not known here.
    Other(Block<'a>),
}

impl<'a> Block<'a> {
    /// The block as one of a capability response.
    pub fn capability(&self) -> Capability<'a> {
        let known = match self.technology {
            Technology::Uwb => UwbCapability::read(self.content).map(Capability::Uwb),
            Technology::ChannelSounding => CsCapability::read(self.content).map(Capability::ChannelSounding),
            Technology::NanRtt => NanRttCapability::read(self.content).map(Capability::NanRtt),
            Technology::Rssi => BleCapability::read(self.content).map(Capability::Rssi),
            Technology::Reserved(_) => None,
        };
        known.unwrap_or(Capability::Other(*self))
    }

    /// The block as one of a configuration.
    pub fn configuration(&self) -> Configuration<'a> {
        let known = match self.technology {
            Technology::Uwb => UwbConfiguration::read(self.content).map(Configuration::Uwb),
            Technology::ChannelSounding => self.content.is_empty().then_some(Configuration::ChannelSounding),
            Technology::NanRtt => NanRttConfiguration::read(self.content).map(Configuration::NanRtt),
            Technology::Rssi => BleCapability::read(self.content).map(Configuration::Rssi),
            Technology::Reserved(_) => None,
        };
        known.unwrap_or(Configuration::Other(*self))
    }
}

/// Blocks that are known to be whole.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Blocks<'a>(&'a [u8]);

impl<'a> Blocks<'a> {
    /// Takes over bytes that are blocks to the last; `None` where one is cut or has a size below 2.
    pub fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = bytes;
        while !rest.is_empty() {
            (_, rest) = split(rest)?;
        }
        Some(Self(bytes))
    }

    /// The blocks, in the order of the sender's preference.
    pub fn iter(self) -> impl Iterator<Item = Block<'a>> {
        let mut rest = self.0;
        core::iter::from_fn(move || {
            let (block, next) = split(rest)?;
            rest = next;
            Some(block)
        })
    }

    /// The technologies that have a block.
    pub fn technologies(self) -> Technologies {
        self.iter().map(|block| block.technology).collect()
    }

    /// The bytes.
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }
}

impl fmt::Debug for Blocks<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

/// The first block and what follows it.
fn split(bytes: &[u8]) -> Option<(Block<'_>, &[u8])> {
    let (&[technology, size], rest) = bytes.split_first_chunk()?;
    let (content, rest) = rest.split_at_checked(usize::from(size.checked_sub(HEADER_LENGTH)?))?;
    Some((Block { technology: Technology::from_code(technology), content }, rest))
}

/// Blocks that are being written, most preferred first.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct BlocksBuf(Vec<u8>);

/// A content of more than 253 bytes, which no block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a block holds at most 253 bytes, not {length}")]
pub struct BlockTooLong {
    /// Bytes of the content.
    pub length: usize,
}

impl BlocksBuf {
    /// None yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a block.
    ///
    /// # Errors
    /// [`BlockTooLong`], and nothing is added.
    pub fn push(&mut self, technology: Technology, content: &[u8]) -> Result<(), BlockTooLong> {
        let too_long = BlockTooLong { length: content.len() };
        let length = u8::try_from(content.len()).map_err(|_| too_long)?;
        let size = length.checked_add(HEADER_LENGTH).ok_or(too_long)?;
        self.0.extend([technology.code(), size]);
        self.0.extend(content);
        Ok(())
    }

    /// Adds a capability.
    ///
    /// # Errors
    /// [`BlockTooLong`], for [`Capability::Other`] only.
    pub fn push_capability(&mut self, capability: &Capability<'_>) -> Result<(), BlockTooLong> {
        match capability {
            Capability::Uwb(capability) => self.push(Technology::Uwb, &capability.content()),
            Capability::ChannelSounding(capability) => {
                self.push(Technology::ChannelSounding, &capability.content())
            }
            Capability::NanRtt(capability) => self.push(Technology::NanRtt, &capability.content()),
            Capability::Rssi(capability) => self.push(Technology::Rssi, &capability.content()),
            Capability::Other(block) => self.push(block.technology, block.content),
        }
    }

    /// Adds a configuration.
    ///
    /// # Errors
    /// [`BlockTooLong`]: a key or a service name that is too long, or [`Configuration::Other`].
    pub fn push_configuration(&mut self, configuration: &Configuration<'_>) -> Result<(), BlockTooLong> {
        match configuration {
            Configuration::Uwb(configuration) => self.push(Technology::Uwb, &configuration.content()),
            Configuration::ChannelSounding => self.push(Technology::ChannelSounding, &[]),
            Configuration::NanRtt(configuration) => self.push(Technology::NanRtt, &configuration.content()),
            Configuration::Rssi(configuration) => self.push(Technology::Rssi, &configuration.content()),
            Configuration::Other(block) => self.push(block.technology, block.content),
        }
    }

    /// The blocks as a message takes them.
    pub fn blocks(&self) -> Blocks<'_> {
        Blocks(&self.0)
    }
}

impl fmt::Debug for BlocksBuf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.blocks().fmt(out)
    }
}
