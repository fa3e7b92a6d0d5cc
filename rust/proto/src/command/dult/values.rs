//! What an accessory says about itself.

use core::fmt;

use super::super::coded::coded;
use crate::Battery;

coded! {
    /// What powers an accessory.
    BatteryType: u8 {
        /// No battery that counts.
        Powered = 0 "powered",
        /// A battery that is replaced.
        NonRechargeable = 1 "non_rechargeable",
        /// A battery that is charged.
        Rechargeable = 2 "rechargeable",
    }
}

coded! {
    /// How full the battery is.
    BatteryLevel: u8 {
        /// Full.
        Full = 0 "full",
        /// Medium.
        Medium = 1 "medium",
        /// Low.
        Low = 2 "low",
        /// Critically low.
        CriticallyLow = 3 "critical",
    }
}

impl BatteryLevel {
    /// The level in the words of adverts; `None` where the number has no meaning.
    pub const fn battery(self) -> Option<Battery> {
        match self {
            Self::Full => Some(Battery::Full),
            Self::Medium => Some(Battery::Medium),
            Self::Low => Some(Battery::Low),
            Self::CriticallyLow => Some(Battery::Critical),
            Self::Reserved(_) => None,
        }
    }
}

/// A version; 1.0.0 is `00 00 01 00`. `Display` writes `major.minor.revision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Bytes 2 and 3, little endian.
    pub major: u16,
    /// Byte 1.
    pub minor: u8,
    /// Byte 0.
    pub revision: u8,
}

impl Version {
    /// From its four bytes.
    pub const fn from_bytes(bytes: [u8; 4]) -> Self {
        let [revision, minor, low, high] = bytes;
        Self { major: u16::from_le_bytes([low, high]), minor, revision }
    }

    /// Its four bytes.
    pub const fn to_bytes(self) -> [u8; 4] {
        let [low, high] = self.major.to_le_bytes();
        [self.revision, self.minor, low, high]
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.major, self.minor, self.revision)
    }
}

/// What an accessory can do: a bitmap, whose bits 4 and up are reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Capabilities(pub u32);

impl Capabilities {
    /// It can make a sound.
    pub const SOUND: u32 = 1;
    /// It notices that it is moved.
    pub const MOTION: u32 = 1 << 1;
    /// Its identifier can be read by NFC.
    pub const NFC_LOOKUP: u32 = 1 << 2;
    /// Its identifier can be read by Bluetooth.
    pub const BLE_LOOKUP: u32 = 1 << 3;
    const NAMED: u32 = Self::SOUND | Self::MOTION | Self::NFC_LOOKUP | Self::BLE_LOOKUP;

    /// Whether all bits of `capability` are set.
    pub const fn has(self, capability: u32) -> bool {
        self.0 & capability == capability
    }

    /// The bits that have no meaning yet.
    pub const fn reserved(self) -> u32 {
        self.0 & !Self::NAMED
    }
}

/// A name, at most 64 bytes of UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Name<'a>(&'a str);

/// The text is no name: longer than 64 bytes, or ending in a zero, which is taken for padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has at most {} bytes and does not end in a zero, this one has {length}", Name::LENGTH_MAX)]
pub struct NameError {
    /// Bytes of the text.
    pub length: usize,
}

impl<'a> Name<'a> {
    /// Bytes of a name, at most.
    pub const LENGTH_MAX: usize = 64;

    /// Takes a text for a name.
    ///
    /// # Errors
    /// [`NameError`] for a text that no message can carry.
    pub fn new(text: &'a str) -> Result<Self, NameError> {
        let fits = text.len() <= Self::LENGTH_MAX && !text.ends_with('\0');
        fits.then_some(Self(text)).ok_or(NameError { length: text.len() })
    }

    /// The text, without padding.
    pub const fn as_str(self) -> &'a str {
        self.0
    }
}
