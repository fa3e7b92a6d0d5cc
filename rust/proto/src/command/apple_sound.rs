//! Sound, and the product's name, on Apple's tags and those of its network, for people who do not own them.
//!
//! Source: the public detector AirGuard (seemoo-lab, Apache-2.0), which writes these values. Tags that speak DULT
//! ([`super::dult`]) take its commands, too.

use crate::advert::apple::DeviceKind;

/// A characteristic and the service that holds it, both big endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// UUID of the service.
    pub service: [u8; 16],
    /// UUID of the characteristic.
    pub characteristic: [u8; 16],
}

impl Endpoint {
    const fn new(service: u128, characteristic: u128) -> Self {
        Self { service: service.to_be_bytes(), characteristic: characteristic.to_be_bytes() }
    }

    /// A 16-bit UUID of the Bluetooth SIG in its long form.
    pub(super) const fn short(uuid: u16) -> [u8; 16] {
        let [high, low] = uuid.to_be_bytes();
        [0, 0, high, low, 0, 0, 0x10, 0, 0x80, 0, 0, 0x80, 0x5F, 0x9B, 0x34, 0xFB]
    }
}

/// Where to read what the product is called; the value is its text.
pub const PRODUCT_NAME: Endpoint =
    Endpoint::new(0x8729_0102_3C51_43B1_A1A9_11B9_DC38_478B, 0x6AA5_0003_6352_4D57_A7B4_003A_416F_BB0B);

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// The sound starts.
    Start,
    /// The sound stops.
    Stop,
}

/// The two kinds of tag, which take the commands in different places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// An AirTag with its older firmware.
    AirTag,
    /// A tag of somebody else for Apple's network, or AirPods: service 0xFD44.
    Accessory,
}

impl Target {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AirTag, Self::Accessory];

    /// The target that a status byte's device kind stands for; none for phones and computers.
    pub const fn of(kind: DeviceKind) -> Option<Self> {
        match kind {
            DeviceKind::AppleDevice => None,
            DeviceKind::AirTag => Some(Self::AirTag),
            DeviceKind::FindMy | DeviceKind::AirPods => Some(Self::Accessory),
        }
    }

    /// Where the commands are written.
    pub const fn endpoint(self) -> Endpoint {
        match self {
            Self::AirTag => Endpoint::new(
                0x7DFC_9000_7D1C_4951_86AA_8D97_28F8_D66C,
                0x7DFC_9001_7D1C_4951_86AA_8D97_28F8_D66C,
            ),
            Self::Accessory => Endpoint::new(
                0x0000_FD44_0000_1000_8000_0080_5F9B_34FB,
                0x4F86_0003_943B_49EF_BED4_2F73_0304_427A,
            ),
        }
    }

    /// The value to write; an AirTag's sound ends by itself and cannot be stopped.
    pub const fn encode(self, command: Command) -> Option<&'static [u8]> {
        match (self, command) {
            (Self::AirTag, Command::Start) => Some(&[0xAF]),
            (Self::AirTag, Command::Stop) => None,
            (Self::Accessory, Command::Start) => Some(&[0x01, 0x00, 0x03]),
            (Self::Accessory, Command::Stop) => Some(&[0x01, 0x01, 0x03]),
        }
    }

    /// What a written value asks for; `None` for any other value.
    pub fn decode(self, value: &[u8]) -> Option<Command> {
        [Command::Start, Command::Stop].into_iter().find(|command| self.encode(*command) == Some(value))
    }
}
