//! Bluetooth: channel sounding and signal strength.

use alloc::vec::Vec;

use super::super::coded::coded;
use crate::{Address, AddressKind};

coded! {
    /// What a device says about its discovery and about classic Bluetooth.
    DiscoveryFlag: u8 {
        /// Limited discoverable mode.
        Limited = 0 "limited_discovery",
        /// General discoverable mode.
        General = 1 "general_discovery",
        /// No classic Bluetooth.
        NoClassic = 2 "br_edr_not_supported",
        /// Both at the same time, by the controller.
        BothController = 3 "simultaneous_controller",
        /// Both at the same time, by the host.
        BothHost = 4 "simultaneous_host",
    }
}

/// Channel sounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsCapability {
    /// Bit n: security level n, 1 to 4; the others are reserved.
    pub security_levels: u8,
    /// Address of the device; its type is not said.
    pub address: Address,
    /// Sent by newer systems only.
    pub discovery: Option<DiscoveryFlag>,
}

impl CsCapability {
    /// Whether it knows security level `level`.
    pub const fn has_security_level(&self, level: u8) -> bool {
        level < 8 && self.security_levels >> level & 1 != 0
    }

    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let (&[security_levels, a, b, c, d, e, f], rest) = content.split_first_chunk()?;
        let discovery = match rest {
            [] => None,
            [flag] => Some(DiscoveryFlag::from_code(*flag)),
            _ => return None,
        };
        Some(Self { security_levels, address: address([a, b, c, d, e, f]), discovery })
    }

    pub(super) fn content(&self) -> Vec<u8> {
        let mut content = Vec::with_capacity(8);
        content.push(self.security_levels);
        content.extend(self.address.bytes);
        content.extend(self.discovery.map(DiscoveryFlag::code));
        content
    }
}

/// Signal strength: all it takes is the address of the device. The configuration has the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BleCapability {
    /// Address of the device; its type is not said.
    pub address: Address,
}

impl BleCapability {
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        Some(Self { address: address(content.try_into().ok()?) })
    }

    pub(super) const fn content(&self) -> [u8; 6] {
        self.address.bytes
    }
}

/// Most significant byte first, as the implementation writes it.
const fn address(bytes: [u8; 6]) -> Address {
    Address::new(bytes, AddressKind::Unknown)
}
