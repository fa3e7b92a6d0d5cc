//! The messages that two devices exchange before they range: who can do what, and with which parameters.
//!
//! Source: "Ranging: out-of-band message sequence and payload specification" (source.android.com) and the
//! implementation and tests of the Android Open Source Project. A message is `version | message id | content`,
//! little endian; over the Find Hub network it rides in Beacon Actions 0x0A, 0x0B and 0x0D.

mod block;
mod bluetooth;
mod message;
mod technology;
mod uwb;
mod wifi;

pub use block::{Block, BlockTooLong, Blocks, BlocksBuf, Capability, Configuration};
pub use bluetooth::{BleCapability, CsCapability, DiscoveryFlag};
pub use message::{Body, DecodeError, Message, MessageId};
pub use technology::{Technologies, Technology};
pub use uwb::{Role, UwbCapability, UwbConfiguration, UwbMode};
pub use wifi::{NanRole, NanRttCapability, NanRttConfiguration};
