//! Ultra-wideband: what a device can do, and one session.

use alloc::vec::Vec;
use core::fmt;

use super::super::coded::coded;

coded! {
    /// Who begins a measurement. A tag of the Find Hub network does, which costs it less.
    Role: u8 {
        /// Sends first.
        Initiator = 1 "initiator",
        /// Answers.
        Responder = 2 "responder",
    }
}

coded! {
    /// Who sets the parameters.
    UwbMode: u8 {
        /// Sets them.
        Controller = 1 "controller",
        /// Follows.
        Controlee = 2 "controlee",
    }
}

/// Lengths of a session key: static STS, provisioned STS short and long.
const KEY_LENGTHS: [usize; 3] = [8, 16, 32];

/// What a device can do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UwbCapability {
    /// Short address of the device, in the order on the wire.
    pub address: [u8; 2],
    /// Bit n: channel n.
    pub channels: u32,
    /// Bit n − 1: preamble index n.
    pub preambles: u32,
    /// Bit n: configuration n of the ranging module.
    pub configurations: u32,
    /// Shortest time between two measurements, milliseconds.
    pub interval_min_ms: u16,
    /// Shortest slot, milliseconds.
    pub slot_min_ms: u8,
    /// Bit 0: initiator, bit 1: responder; the others are reserved.
    pub roles: u8,
}

impl UwbCapability {
    /// Whether it works on channel `channel`.
    pub const fn has_channel(&self, channel: u8) -> bool {
        has_bit(self.channels, channel)
    }

    /// Whether it knows preamble index `preamble`, from 1.
    pub const fn has_preamble(&self, preamble: u8) -> bool {
        match preamble.checked_sub(1) {
            Some(bit) => has_bit(self.preambles, bit),
            None => false,
        }
    }

    /// Whether it knows configuration `id` of the ranging module.
    pub const fn has_configuration(&self, id: u8) -> bool {
        has_bit(self.configurations, id)
    }

    /// Whether it can take this role; never a reserved one.
    pub const fn has_role(&self, role: Role) -> bool {
        match role {
            Role::Initiator => self.roles & 1 != 0,
            Role::Responder => self.roles & 2 != 0,
            Role::Reserved(_) => false,
        }
    }

    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let &[a, b, c0, c1, c2, c3, p0, p1, p2, p3, i0, i1, i2, i3, t0, t1, slot_min_ms, roles] =
            <&[u8; 18]>::try_from(content).ok()?;
        Some(Self {
            address: [a, b],
            channels: u32::from_le_bytes([c0, c1, c2, c3]),
            preambles: u32::from_le_bytes([p0, p1, p2, p3]),
            configurations: u32::from_le_bytes([i0, i1, i2, i3]),
            interval_min_ms: u16::from_le_bytes([t0, t1]),
            slot_min_ms,
            roles,
        })
    }

    pub(super) fn content(&self) -> [u8; 18] {
        let [a, b] = self.address;
        let [c0, c1, c2, c3] = self.channels.to_le_bytes();
        let [p0, p1, p2, p3] = self.preambles.to_le_bytes();
        let [i0, i1, i2, i3] = self.configurations.to_le_bytes();
        let [t0, t1] = self.interval_min_ms.to_le_bytes();
        [a, b, c0, c1, c2, c3, p0, p1, p2, p3, i0, i1, i2, i3, t0, t1, self.slot_min_ms, self.roles]
    }
}

impl fmt::Debug for UwbCapability {
    /// Without the address, which identifies the device.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("UwbCapability").field("roles", &self.roles).finish_non_exhaustive()
    }
}

const fn has_bit(bits: u32, number: u8) -> bool {
    match bits.checked_shr(number as u32) {
        Some(bits) => bits & 1 != 0,
        None => false,
    }
}

/// One session.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct UwbConfiguration<'a> {
    /// Short address, in the order on the wire.
    pub address: [u8; 2],
    /// Number of the session.
    pub session_id: u32,
    /// Configuration of the ranging module.
    pub configuration: u8,
    /// Channel.
    pub channel: u8,
    /// Preamble index.
    pub preamble: u8,
    /// Time between two measurements, milliseconds.
    pub interval_ms: u16,
    /// Length of a slot, milliseconds.
    pub slot_ms: u8,
    /// Session key: 8 bytes (vendor id and IV of a static STS), 16 or 32. A secret of the session.
    pub key: &'a [u8],
    /// ISO 3166-1 country, two ASCII letters.
    pub country: [u8; 2],
    /// Device role, as the sender writes it.
    pub role: Role,
    /// Device mode, as the sender writes it.
    pub mode: UwbMode,
}

impl<'a> UwbConfiguration<'a> {
    /// `None` for another length than its key's length asks for, and for a key length that has no meaning.
    pub(super) fn read(content: &'a [u8]) -> Option<Self> {
        let (&[a, b, s0, s1, s2, s3, configuration, channel, preamble, t0, t1, slot_ms, length], rest) =
            content.split_first_chunk()?;
        let (key, rest) = rest.split_at_checked(usize::from(length))?;
        let &[c0, c1, role, mode] = <&[u8; 4]>::try_from(rest).ok()?;
        KEY_LENGTHS.contains(&key.len()).then_some(Self {
            address: [a, b],
            session_id: u32::from_le_bytes([s0, s1, s2, s3]),
            configuration,
            channel,
            preamble,
            interval_ms: u16::from_le_bytes([t0, t1]),
            slot_ms,
            key,
            country: [c0, c1],
            role: Role::from_code(role),
            mode: UwbMode::from_code(mode),
        })
    }

    /// A key of more than 255 bytes makes a content that no block takes.
    pub(super) fn content(&self) -> Vec<u8> {
        let length = u8::try_from(self.key.len()).unwrap_or(u8::MAX);
        let [t0, t1] = self.interval_ms.to_le_bytes();
        let mut content = self.address.to_vec();
        content.extend(self.session_id.to_le_bytes());
        content.extend([self.configuration, self.channel, self.preamble, t0, t1, self.slot_ms, length]);
        content.extend(self.key);
        content.extend(self.country);
        content.extend([self.role.code(), self.mode.code()]);
        content
    }
}

impl fmt::Debug for UwbConfiguration<'_> {
    /// Without address, session and key.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("UwbConfiguration")
            .field("configuration", &self.configuration)
            .field("role", &self.role)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}
