//! Round-trip time over Wi-Fi aware.

use alloc::vec::Vec;
use core::fmt;

use super::super::coded::coded;

coded! {
    /// Who begins; the numbers are not those of ultra-wideband.
    NanRole: u8 {
        /// Answers.
        Responder = 0 "responder",
        /// Sends first.
        Initiator = 1 "initiator",
    }
}

/// What a device can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NanRttCapability {
    /// A bitmap of 802.11mc and 802.11az, whose bits the public sources do not agree on: as sent.
    pub features: u8,
    /// Not 0: it ranges periodically by itself.
    pub periodic: u8,
    /// The highest bandwidth, as sent.
    pub bandwidth_max: u8,
    /// The number of receive chains.
    pub receive_chains_max: u8,
}

impl NanRttCapability {
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let &[features, periodic, bandwidth_max, receive_chains_max] = <&[u8; 4]>::try_from(content).ok()?;
        Some(Self { features, periodic, bandwidth_max, receive_chains_max })
    }

    pub(super) const fn content(&self) -> [u8; 4] {
        [self.features, self.periodic, self.bandwidth_max, self.receive_chains_max]
    }
}

/// One session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NanRttConfiguration<'a> {
    /// Name of the service to meet under, UTF-8 by convention.
    pub service_name: &'a [u8],
    /// Device role, as the sender writes it.
    pub role: NanRole,
    /// Not 0: the devices range periodically by themselves.
    pub periodic: u8,
}

impl<'a> NanRttConfiguration<'a> {
    pub(super) fn read(content: &'a [u8]) -> Option<Self> {
        let (&length, rest) = content.split_first()?;
        let (service_name, rest) = rest.split_at_checked(usize::from(length))?;
        let &[role, periodic] = <&[u8; 2]>::try_from(rest).ok()?;
        Some(Self { service_name, role: NanRole::from_code(role), periodic })
    }

    /// A name of more than 255 bytes makes a content that no block takes.
    pub(super) fn content(&self) -> Vec<u8> {
        let length = u8::try_from(self.service_name.len()).unwrap_or(u8::MAX);
        let mut content = Vec::with_capacity(3 + self.service_name.len());
        content.push(length);
        content.extend(self.service_name);
        content.extend([self.role.code(), self.periodic]);
        content
    }
}

impl fmt::Debug for NanRttConfiguration<'_> {
    /// Without the name, under which the two devices meet.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("NanRttConfiguration").field("role", &self.role).finish_non_exhaustive()
    }
}
