//! What of an advert tells one tag from all others.

use core::fmt;

/// Bytes of the longest identifier.
pub(crate) const LONGEST: usize = 32;

/// What an identifier is made of; identifiers of different kinds never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Kind {
    /// x coordinate on P-256.
    Native,
    /// x coordinate on P-224.
    Apple,
    /// x coordinate on secp160r1.
    Fhn160,
    /// x coordinate on P-256, of the Find Hub network.
    Fhn256,
    /// Privacy id.
    Samsung,
    /// Ephemeral id.
    EddystoneEid,
    /// Address of the device, most significant byte first.
    Address,
    /// UUID, major, minor.
    IBeacon,
    /// Beacon id.
    AltBeacon,
    /// Namespace and instance.
    EddystoneUid,
}

impl Kind {
    /// Bytes of a whole identifier.
    const fn length(self) -> usize {
        match self {
            Self::Native | Self::Fhn256 => 32,
            Self::Apple => 28,
            Self::Samsung | Self::EddystoneEid => 8,
            Self::Address => 6,
            Self::Fhn160 | Self::IBeacon | Self::AltBeacon => 20,
            Self::EddystoneUid => 16,
        }
    }

    /// Leading bytes by which it is looked up: with Apple those that a nearby advert's address carries too.
    pub(crate) const fn lookup_length(self) -> usize {
        match self {
            Self::Apple => 6,
            other => other.length(),
        }
    }
}

/// An identifier, or the leading bytes of one, at least as many as it is looked up by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identifier {
    kind: Kind,
    length: u8,
    bytes: [u8; LONGEST],
}

impl Identifier {
    /// `None` where `bytes` is longer than the kind's identifiers, or too short to be looked up.
    pub(crate) fn new(kind: Kind, bytes: &[u8]) -> Option<Self> {
        let length = u8::try_from(bytes.len()).ok()?;
        if !(kind.lookup_length()..=kind.length()).contains(&bytes.len()) {
            return None;
        }
        let mut all = [0; LONGEST];
        all.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Self { kind, length, bytes: all })
    }

    pub(crate) const fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn is_whole(&self) -> bool {
        usize::from(self.length) == self.kind.length()
    }

    /// As many bytes as there are.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// All 32, zeros behind the identifier.
    pub(crate) const fn padded(&self) -> &[u8; LONGEST] {
        &self.bytes
    }
}

impl fmt::Debug for Identifier {
    /// Without the bytes: identifiers stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({:?}, …)", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_has_its_length_or_what_it_is_looked_up_by() {
        assert!(Identifier::new(Kind::Apple, &[1; 28]).unwrap().is_whole());
        assert!(!Identifier::new(Kind::Apple, &[1; 6]).unwrap().is_whole());
        for (kind, length) in [(Kind::Apple, 5), (Kind::Apple, 29), (Kind::Native, 31), (Kind::Address, 7)] {
            assert_eq!(Identifier::new(kind, &[1; LONGEST][..length]), None, "{kind:?} {length}");
        }
    }
}
