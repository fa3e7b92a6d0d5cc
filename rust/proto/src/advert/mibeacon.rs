//! MiBeacon, versions 2 to 5: what Xiaomi's sensors, locks and buttons send under FE95.
//!
//! | part | bytes |
//! |---|---|
//! | frame control | 2, little endian: [`FrameControl`] |
//! | product id | 2, little endian |
//! | frame counter | 1 |
//! | MAC | 6, least significant first, where bit 4 is set |
//! | capability | 1, where bit 5 is set, and one more where its own bit 5 is set |
//! | objects | the rest, where bit 6 is set |
//!
//! Encrypted objects (bit 3) end in three bytes of counter and, from version 4 on, four of a message integrity code; in
//! versions 2 and 3 in one byte that is not known to check anything. It is no format of a finder network: it names the
//! sender by an address that stays. Source: the public parser xiaomi-ble (Apache-2.0).

mod bind_key;
mod control;
mod objects;
mod read;

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State};
use crate::{Address, Deployment, Network};
pub use bind_key::BindKey;
pub use control::FrameControl;
pub use objects::{Iter, Object, Objects};

/// The UUID of MiBeacon service data.
pub const UUID: u16 = 0xFE95;

/// The versions that are known.
pub const VERSIONS: core::ops::RangeInclusive<u8> = 2..=5;

/// A decoded MiBeacon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// Frame control, product id and frame counter as sent.
    pub header: &'a [u8; 5],
    /// The address that the frame itself names; its type is not known.
    pub mac: Option<Address>,
    /// The capability byte.
    pub capability: Option<u8>,
    /// The byte about input and output that may follow it.
    pub io_capability: Option<u8>,
    /// What the frame tells.
    pub content: Content<'a>,
}

/// What a frame tells beyond its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// Nothing.
    None,
    /// Objects in the clear.
    Clear(Objects<'a>),
    /// Encrypted objects.
    Sealed(Sealed<'a>),
}

/// Encrypted objects and what it takes, beside the key, to open them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sealed<'a> {
    /// As long as the objects.
    pub ciphertext: &'a [u8],
    /// The counter's upper bytes, as sent.
    pub extended_counter: &'a [u8; 3],
    /// The message integrity code; none in versions 2 and 3.
    pub mic: Option<&'a [u8; 4]>,
}

impl core::fmt::Debug for Advert<'_> {
    /// Without address and content: they stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert").field("frame_control", &self.frame_control()).finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Sealed<'_> {
    /// Without the bytes: they may tell of a home and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Sealed({} bytes)", self.ciphertext.len())
    }
}

/// Why a MiBeacon is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Fewer bytes than the header has.
    #[error("a MiBeacon that is too short")]
    Short,
    /// Another version than 2 to 5.
    #[error("a MiBeacon of an unknown version")]
    Version,
    /// It ends inside what its frame control announces.
    #[error("a MiBeacon that is cut")]
    Cut,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Short, Self::Version, Self::Cut];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "mibeacon_short",
            Self::Version => "mibeacon_version",
            Self::Cut => "mibeacon_cut",
        }
    }
}

impl Advert<'_> {
    /// What the frame says about itself.
    pub const fn frame_control(&self) -> FrameControl {
        let [low, high, ..] = self.header;
        FrameControl::from_le_bytes([*low, *high])
    }

    /// The maker's number of the model.
    pub const fn product_id(&self) -> u16 {
        let [_, _, low, high, _] = self.header;
        u16::from_le_bytes([*low, *high])
    }

    /// Counts frames that differ; begins again after 255.
    pub const fn frame_counter(&self) -> u8 {
        let [.., counter] = self.header;
        *counter
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "mibeacon";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(UUID, data) => read::frame(data).map(Some),
            _ => Ok(None),
        }
    }

    /// A sensor, not a tag.
    fn rank(&self) -> Rank {
        Rank::Beacon
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    fn state(&self) -> State {
        State::Unknown
    }

    /// What a bind key opens is not here: it needs the key.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        let control = self.frame_control();
        visitor.field("frame_control", FieldValue::Hex(&control.bits().to_be_bytes()));
        visitor.field("version", FieldValue::Number(control.version().into()));
        visitor.field("product_id", FieldValue::Number(self.product_id().into()));
        visitor.field("frame_counter", FieldValue::Number(self.frame_counter().into()));
        if let Some(mac) = self.mac {
            visitor.field("mac", FieldValue::Address(mac));
        }
        if let Some(capability) = self.capability {
            visitor.field("capability", FieldValue::Hex(&[capability]));
        }
        if let Some(io_capability) = self.io_capability {
            visitor.field("io_capability", FieldValue::Hex(&[io_capability]));
        }
        visitor.field("encrypted", FieldValue::Bool(control.is_encrypted()));
        visitor.field("bound", FieldValue::Bool(control.is_bound()));
        visitor.field("solicited", FieldValue::Bool(control.is_solicited()));
        visitor.field("mesh", FieldValue::Bool(control.is_mesh()));
        self.content.visit_fields(visitor);
    }
}

impl Content<'_> {
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        match self {
            Self::None => {}
            Self::Clear(objects) => {
                visitor.field("objects", FieldValue::Objects(*objects));
                if objects.is_truncated() {
                    visitor.field("object_truncated", FieldValue::Bool(true));
                }
            }
            Self::Sealed(sealed) => {
                let [a, b, c] = *sealed.extended_counter;
                let counter = u32::from_le_bytes([a, b, c, 0]);
                visitor.field("extended_counter", FieldValue::Number(counter.into()));
            }
        }
    }
}
