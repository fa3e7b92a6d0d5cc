//! Key material of one's own tags, by network.

use core::fmt;

use findmesh_crypto::native::TagSecret;
use findmesh_crypto::{apple, eddystone, fhn, samsung};

use super::identifier::{Identifier, Kind};

/// What a tag's identifiers are made of. Redacted, zeroed on drop.
#[derive(Debug)]
#[non_exhaustive]
pub enum TagKeys {
    /// Our own network.
    Native(NativeKeys),
    /// Apple's network.
    Apple(Box<AppleKeys>),
    /// Google's Find Hub network.
    Fhn(FhnKeys),
    /// Samsung's network.
    Samsung(SamsungKeys),
    /// Eddystone-EID.
    Eddystone(EddystoneKeys),
    /// An identifier that never changes.
    Static(StaticIdentity),
}

/// A tag of our own network.
pub struct NativeKeys {
    /// `S`.
    pub secret: TagSecret,
    /// UTC day on which tag and owner met.
    pub provisioned_day: u32,
}

/// A tag of Apple's network.
pub struct AppleKeys {
    /// The primary chain; with its checkpoints, where the host kept them, the first look is quicker.
    pub primary: apple::Schedule,
    /// The secondary chain, where its symmetric key is known.
    pub secondary: Option<apple::Schedule>,
    /// A moment at which the primary chain's step was known.
    pub aligned: Alignment,
}

/// A tag of the Find Hub network.
pub struct FhnKeys {
    /// The EIK.
    pub identity: fhn::IdentityKey,
    /// Curves that the tag may use: 20-byte identifiers, 32-byte ones, or both.
    pub curves: Vec<fhn::Curve>,
    /// Unix seconds when the tag's clock was 0: for a tag that counts from its registration the time of that.
    pub clock_zero: i64,
}

/// A SmartTag.
pub struct SamsungKeys {
    /// The master secret's first 16 bytes.
    pub master: samsung::MasterSecret,
    /// The privacy initialisation vector.
    pub iv: [u8; 16],
    /// The privacy seed.
    pub seed: [u8; 8],
}

/// An Eddystone-EID beacon.
pub struct EddystoneKeys {
    /// The identity key.
    pub identity: eddystone::IdentityKey,
    /// K: an identifier lasts 2^K seconds.
    pub exponent: eddystone::RotationExponent,
    /// Unix seconds when the beacon's clock was 0.
    pub clock_zero: i64,
}

/// The step of a chain at a moment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Alignment {
    /// Unix seconds.
    pub at: i64,
    /// The step that began then.
    pub index: u32,
}

/// Prints the name of the type: keys identify a tag, and when its clock began is a trace of its owner.
macro_rules! redacted {
    ($($keys:ident),+) => {$(
        impl fmt::Debug for $keys {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($keys), "(redacted)"))
            }
        }
    )+};
}

redacted!(NativeKeys, AppleKeys, FhnKeys, SamsungKeys, EddystoneKeys, Alignment);

/// An identifier that never changes. Anybody who heard it can send it.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StaticIdentity {
    /// A device address that stays: a Tile's, a Chipolo's, a Pebblebee's; most significant byte first. With a MiBeacon
    /// also the address inside its frame.
    Address([u8; 6]),
    /// An iBeacon.
    IBeacon {
        /// Proximity UUID.
        uuid: [u8; 16],
        /// Major.
        major: u16,
        /// Minor.
        minor: u16,
    },
    /// An AltBeacon's id.
    AltBeacon([u8; 20]),
    /// Eddystone-UID.
    EddystoneUid {
        /// Namespace.
        namespace: [u8; 10],
        /// Instance.
        instance: [u8; 6],
    },
}

impl fmt::Debug for StaticIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Address(_) => "Address(…)",
            Self::IBeacon { .. } => "IBeacon(…)",
            Self::AltBeacon(_) => "AltBeacon(…)",
            Self::EddystoneUid { .. } => "EddystoneUid(…)",
        })
    }
}

impl StaticIdentity {
    /// `None` never: the lengths are those of the kinds.
    pub(super) fn identifier(&self) -> Option<Identifier> {
        match self {
            Self::Address(address) => Identifier::new(Kind::Address, address),
            Self::IBeacon { uuid, major, minor } => ibeacon(uuid, *major, *minor),
            Self::AltBeacon(id) => Identifier::new(Kind::AltBeacon, id),
            Self::EddystoneUid { namespace, instance } => eddystone_uid(namespace, instance),
        }
    }
}

pub(super) fn ibeacon(uuid: &[u8; 16], major: u16, minor: u16) -> Option<Identifier> {
    let mut bytes = [0; 20];
    let (start, numbers) = bytes.split_first_chunk_mut::<16>()?;
    let (to_major, to_minor) = numbers.split_at_mut(2);
    *start = *uuid;
    to_major.copy_from_slice(&major.to_be_bytes());
    to_minor.copy_from_slice(&minor.to_be_bytes());
    Identifier::new(Kind::IBeacon, &bytes)
}

pub(super) fn eddystone_uid(namespace: &[u8; 10], instance: &[u8; 6]) -> Option<Identifier> {
    let mut bytes = [0; 16];
    let (start, end) = bytes.split_first_chunk_mut::<10>()?;
    *start = *namespace;
    end.copy_from_slice(instance);
    Identifier::new(Kind::EddystoneUid, &bytes)
}
