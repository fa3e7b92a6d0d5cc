//! Bluetooth device addresses.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

/// What is known about the type of a device address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// Assigned by the IEEE.
    Public,
    /// Random: static, resolvable or not, as its two highest bits say.
    Random,
    /// The source of the advert did not say.
    Unknown,
}

/// A Bluetooth device address.
///
/// `Display` writes `AA:BB:CC:DD:EE:FF`, most significant byte first. An address is an identifier: it is
/// printed where a user asks for it and never logged, so `Debug` leaves it out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// Most significant byte first.
    pub bytes: [u8; 6],
    /// The type, as far as known.
    pub kind: AddressKind,
}

impl Address {
    /// An address from its bytes, most significant first.
    pub const fn new(bytes: [u8; 6], kind: AddressKind) -> Self {
        Self { bytes, kind }
    }

    /// An address from its bytes as they are on the air: least significant first.
    pub const fn from_le_bytes(bytes: [u8; 6], kind: AddressKind) -> Self {
        let [a, b, c, d, e, f] = bytes;
        Self::new([f, e, d, c, b, a], kind)
    }

    /// The same bytes with another type.
    pub const fn with_kind(self, kind: AddressKind) -> Self {
        Self { kind, ..self }
    }

    /// Whether this is known to be a random static address.
    pub fn is_random_static(&self) -> bool {
        self.kind == AddressKind::Random && self.has_static_bits()
    }

    /// Whether this may be a random static address: its highest two bits are 11 and it is not known to be
    /// public.
    pub fn may_be_random_static(&self) -> bool {
        self.kind != AddressKind::Public && self.has_static_bits()
    }

    fn has_static_bits(&self) -> bool {
        let [first, ..] = self.bytes;
        first & 0xC0 == 0xC0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, f] = self.bytes;
        write!(out, "{a:02X}:{b:02X}:{c:02X}:{d:02X}:{e:02X}:{f:02X}")
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Address({:?})", self.kind)
    }
}

/// The text is not an address of the form `AA:BB:CC:DD:EE:FF`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address of the form AA:BB:CC:DD:EE:FF")]
pub struct AddressError;

impl FromStr for Address {
    type Err = AddressError;

    /// Reads `AA:BB:CC:DD:EE:FF`, digits of either case; the kind is [`AddressKind::Unknown`].
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let mut bytes = [0; 6];
        let mut parts = text.split(':');
        for byte in &mut bytes {
            *byte = parts.next().and_then(hex_byte).ok_or(AddressError)?;
        }
        match parts.next() {
            None => Ok(Self::new(bytes, AddressKind::Unknown)),
            Some(_) => Err(AddressError),
        }
    }
}

/// Two hex digits, no sign, nothing else.
fn hex_byte(text: &str) -> Option<u8> {
    let mut byte = [0];
    hex::decode_to_slice(text, &mut byte).ok()?;
    let [value] = byte;
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::ToString;

    #[test]
    fn text_goes_both_ways() {
        let address: Address = "f2:37:A4:ce:76:8C".parse().unwrap();
        assert_eq!(address.bytes, [0xF2, 0x37, 0xA4, 0xCE, 0x76, 0x8C]);
        assert_eq!(address.to_string(), "F2:37:A4:CE:76:8C");
        assert_eq!(
            address,
            Address::from_le_bytes([0x8C, 0x76, 0xCE, 0xA4, 0x37, 0xF2], AddressKind::Unknown)
        );
    }

    #[test]
    fn other_text_is_refused() {
        for text in
            ["", "F2:37:A4:CE:76", "F2:37:A4:CE:76:8C:00", "F2:37:A4:CE:76:+C", "F237A4CE768C", "é:é:é:é:é:é"]
        {
            assert_eq!(text.parse::<Address>(), Err(AddressError), "{text}");
        }
    }

    #[test]
    fn random_static_needs_both_type_and_bits() {
        let address = Address::new([0xC0, 0, 0, 0, 0, 0], AddressKind::Random);
        assert!(address.is_random_static() && address.may_be_random_static());
        let unknown = address.with_kind(AddressKind::Unknown);
        assert!(!unknown.is_random_static() && unknown.may_be_random_static());
        assert!(!address.with_kind(AddressKind::Public).may_be_random_static());
        assert!(!Address::new([0x7F, 0, 0, 0, 0, 0], AddressKind::Random).may_be_random_static());
    }
}
