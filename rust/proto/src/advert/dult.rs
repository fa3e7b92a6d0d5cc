//! DULT: the frame by which a tag of any network lets people notice that it travels with them.
//!
//! Source: draft-ietf-dult-accessory-protocol-00, "Location-enabled payload". Network ids in use are 1 for
//! Apple and 2 for Google; the draft has no registry of them.

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, State};
use crate::{Deployment, Network};

/// The UUID of its service data.
pub const SERVICE_UUID: u16 = 0xFCB2;

/// Bit 0 of the flags: near its owner. The others are reserved.
const NEAR_OWNER: u8 = 0x01;
/// Bytes of the network's own, at most.
const PAYLOAD_LENGTH: usize = 22;

/// A decoded DULT frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// The network of the tag.
    pub network_id: u8,
    /// The flags byte as sent.
    pub flags: u8,
    /// What the network adds, at most 22 bytes.
    pub payload: &'a [u8],
}

impl Advert<'_> {
    /// Bit 0 of the flags.
    pub const fn near_owner(&self) -> bool {
        self.flags & NEAR_OWNER != 0
    }
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the payload: it may identify the tag and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert")
            .field("network_id", &self.network_id)
            .field("flags", &self.flags)
            .finish_non_exhaustive()
    }
}

/// Why a DULT frame is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Without network id or flags.
    #[error("a DULT frame that is too short")]
    Short,
    /// More than 22 bytes of the network's own.
    #[error("a DULT frame that is too long")]
    Long,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Short, Self::Long];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "dult_short",
            Self::Long => "dult_long",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "dult";
    /// None: the frame carries no key.
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(SERVICE_UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(SERVICE_UUID, data) => read_frame(data).map(Some),
            _ => Ok(None),
        }
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    fn state(&self) -> State {
        if self.near_owner() { State::NearOwner } else { State::Separated }
    }

    /// Flags are shown where a reserved bit is set.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("network_id", FieldValue::Number(self.network_id.into()));
        visitor.field("near_owner", FieldValue::Bool(self.near_owner()));
        visitor.field("payload", FieldValue::Hex(self.payload));
        if self.flags & !NEAR_OWNER != 0 {
            visitor.field("flags", FieldValue::Hex(&[self.flags]));
        }
    }
}

fn read_frame(data: &[u8]) -> Result<Advert<'_>, Rejection> {
    let (&[network_id, flags], payload) = data.split_first_chunk().ok_or(Rejection::Short)?;
    if payload.len() > PAYLOAD_LENGTH {
        return Err(Rejection::Long);
    }
    Ok(Advert { network_id, flags, payload })
}
