//! Google's Find Hub network: the frames of an accessory, with an ephemeral identifier of 160 or 256 bits.
//!
//! Source: the Find Hub Network Accessory Specification, version 1.3, "Advertised frames". The UUID is
//! Eddystone's; the first byte of the service data tells the two apart (see [`super::eddystone`]).

use super::ad::{Label, Payload};
use super::eddystone::SERVICE_UUID;
use super::{FieldValue, FieldVisitor, Format, Frame, State};
use crate::{Deployment, Network};

/// Frame type of a tag in its normal mode.
pub const NORMAL: u8 = 0x40;
/// Frame type of a tag in unwanted tracking protection mode: away from its owner.
pub const UNWANTED_TRACKING: u8 = 0x41;

/// A decoded frame of the Find Hub network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// The ephemeral identifier.
    pub eid: Eid<'a>,
    /// The masked flags byte as sent, which only the owner can unmask.
    ///
    /// The specification lets a tag leave it out in normal mode only. Tags of hobbyists leave it out in both,
    /// and the network serves them, so that it may be missing here in both.
    pub hashed_flags: Option<u8>,
    /// Whether the tag is in unwanted tracking protection mode.
    pub unwanted_tracking_mode: bool,
}

/// An ephemeral identifier: an x coordinate, big endian, that was not checked to be on its curve.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Eid<'a> {
    /// On secp160r1.
    Bits160(&'a [u8; 20]),
    /// On secp256r1.
    Bits256(&'a [u8; 32]),
}

impl<'a> Eid<'a> {
    /// Its 20 or 32 bytes.
    pub const fn as_slice(&self) -> &'a [u8] {
        match self {
            Self::Bits160(eid) => eid.as_slice(),
            Self::Bits256(eid) => eid.as_slice(),
        }
    }
}

impl core::fmt::Debug for Eid<'_> {
    /// Without the bytes: they are an identifier and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Eid({} bits)", 8 * self.as_slice().len())
    }
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the flags, which a tag masks with its identifier's secret.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert")
            .field("eid", &self.eid)
            .field("unwanted_tracking_mode", &self.unwanted_tracking_mode)
            .finish_non_exhaustive()
    }
}

/// Why a frame of the Find Hub network is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Neither 20 nor 32 bytes of identifier, with or without the flags byte.
    #[error("a Find Hub frame of unknown length")]
    Length,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Length];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "fhn_length",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "fhn";
    const REPORTS_TO: Option<Network> = Some(Network::Fhn);

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(SERVICE_UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(SERVICE_UUID, [frame @ (NORMAL | UNWANTED_TRACKING), content @ ..]) => {
                let (eid, hashed_flags) = read_content(content).ok_or(Rejection::Length)?;
                let unwanted_tracking_mode = *frame == UNWANTED_TRACKING;
                Ok(Some(Self { eid, hashed_flags, unwanted_tracking_mode }))
            }
            _ => Ok(None),
        }
    }

    fn kind(&self) -> &'static str {
        match self.eid {
            Eid::Bits160(_) => "eid160",
            Eid::Bits256(_) => "eid256",
        }
    }

    /// The normal mode says nothing: a tag is in it for some time after its owner has left.
    fn state(&self) -> State {
        if self.unwanted_tracking_mode { State::Separated } else { State::Unknown }
    }

    /// None: only who holds the tag's key can unmask it.
    fn key(&self) -> Option<&[u8]> {
        Some(self.eid.as_slice())
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        let frame = if self.unwanted_tracking_mode { UNWANTED_TRACKING } else { NORMAL };
        visitor.field("frame", FieldValue::Hex(&[frame]));
        visitor.field("eid", FieldValue::Hex(self.eid.as_slice()));
        if let Some(flags) = self.hashed_flags {
            visitor.field("hashed_flags", FieldValue::Hex(&[flags]));
        }
        visitor.field("unwanted_tracking_mode", FieldValue::Bool(self.unwanted_tracking_mode));
    }
}

/// Identifier and flags from what follows the frame type.
fn read_content(content: &[u8]) -> Option<(Eid<'_>, Option<u8>)> {
    let (eid, flags) = match content.len() {
        20 | 21 => content.split_first_chunk().map(|(eid, flags)| (Eid::Bits160(eid), flags)),
        32 | 33 => content.split_first_chunk().map(|(eid, flags)| (Eid::Bits256(eid), flags)),
        _ => None,
    }?;
    Some((eid, flags.first().copied()))
}
