//! Google's Eddystone beacons: identifier, web address, telemetry and ephemeral identifier.
//!
//! Source: the public Eddystone protocol specification. The Find Hub network uses the same UUID: the first
//! byte of the service data is 0x40 or 0x41 there and 0x00, 0x10, 0x20 or 0x30 here.

mod tlm;
mod url;

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State, fhn};
use crate::{Deployment, Network};
pub use tlm::{EncryptedTlm, Tlm};
pub use url::{URL_LENGTH, Url};

/// The UUID of Eddystone's service data and of the Find Hub network's.
pub const SERVICE_UUID: u16 = 0xFEAA;

const UID: u8 = 0x00;
const URL: u8 = 0x10;
const TLM: u8 = 0x20;
const EID: u8 = 0x30;

/// A decoded Eddystone frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Advert<'a> {
    /// A beacon's identifier.
    Uid {
        /// Power at 0 m, dBm.
        tx_power: i8,
        /// Whose beacons these are.
        namespace: &'a [u8; 10],
        /// Which of them it is.
        instance: &'a [u8; 6],
    },
    /// A web address.
    Url(Url<'a>),
    /// How the beacon is, in the clear.
    Tlm(Tlm),
    /// How the beacon is, for its owner.
    EncryptedTlm(EncryptedTlm<'a>),
    /// An identifier that changes and that a service resolves.
    Eid {
        /// Power at 0 m, dBm.
        tx_power: i8,
        /// The identifier.
        eid: &'a [u8; 8],
    },
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the content: it identifies the beacon and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Advert({})", self.kind())
    }
}

/// Why an Eddystone frame is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// A frame type that is neither Eddystone's nor the Find Hub network's.
    #[error("a frame of reserved type under Eddystone's UUID")]
    FrameType,
    /// Too short or too long for its frame type.
    #[error("an Eddystone frame of unknown length")]
    Length,
    /// Telemetry of a version that is neither clear nor encrypted.
    #[error("Eddystone telemetry of a reserved version")]
    TlmVersion,
    /// A web address with a reserved scheme or character.
    #[error("an Eddystone web address with a reserved code")]
    UrlCode,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::FrameType, Self::Length, Self::TlmVersion, Self::UrlCode];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrameType => "eddystone_frame_type",
            Self::Length => "eddystone_length",
            Self::TlmVersion => "eddystone_tlm_version",
            Self::UrlCode => "eddystone_url_code",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "eddystone";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(SERVICE_UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(SERVICE_UUID, [fhn::NORMAL | fhn::UNWANTED_TRACKING, ..]) => Ok(None),
            Payload::Service16(SERVICE_UUID, data) => read_frame(data).map(Some),
            _ => Ok(None),
        }
    }

    fn rank(&self) -> Rank {
        Rank::Beacon
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Uid { .. } => "uid",
            Self::Url(_) => "url",
            Self::Tlm(_) => "tlm",
            Self::EncryptedTlm(_) => "etlm",
            Self::Eid { .. } => "eid",
        }
    }

    /// A beacon has no owner to be near to.
    fn state(&self) -> State {
        State::Unknown
    }

    /// None: telemetry gives a voltage, whose meaning depends on the beacon's cell.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        match self {
            Self::Uid { tx_power, namespace, instance } => {
                visitor.field("tx_power", FieldValue::Number((*tx_power).into()));
                visitor.field("namespace", FieldValue::Hex(*namespace));
                visitor.field("instance", FieldValue::Hex(*instance));
            }
            Self::Url(url) => {
                visitor.field("tx_power", FieldValue::Number(url.tx_power.into()));
                visitor.field("url", FieldValue::Text(url.write(&mut [0; URL_LENGTH])));
            }
            Self::Tlm(tlm) => tlm.visit_fields(visitor),
            Self::EncryptedTlm(tlm) => tlm.visit_fields(visitor),
            Self::Eid { tx_power, eid } => {
                visitor.field("tx_power", FieldValue::Number((*tx_power).into()));
                visitor.field("eid", FieldValue::Hex(*eid));
            }
        }
    }
}

fn read_frame(data: &[u8]) -> Result<Advert<'_>, Rejection> {
    match data {
        [UID, content @ ..] => read_uid(content).ok_or(Rejection::Length),
        [URL, content @ ..] => Url::read(content).map(Advert::Url),
        [TLM, content @ ..] => tlm::read(content),
        [EID, content @ ..] => read_eid(content).ok_or(Rejection::Length),
        [_, ..] => Err(Rejection::FrameType),
        [] => Err(Rejection::Length),
    }
}

/// Two reserved bytes at the end may be missing; they are not looked at.
fn read_uid(content: &[u8]) -> Option<Advert<'_>> {
    let ([tx_power], content) = content.split_first_chunk()?;
    let (namespace, content) = content.split_first_chunk()?;
    let (instance, reserved) = content.split_first_chunk()?;
    let tx_power = tx_power.cast_signed();
    matches!(reserved.len(), 0 | 2).then_some(Advert::Uid { tx_power, namespace, instance })
}

fn read_eid(content: &[u8]) -> Option<Advert<'_>> {
    let (tx_power, eid) = content.split_first()?;
    Some(Advert::Eid { tx_power: tx_power.cast_signed(), eid: eid.try_into().ok()? })
}
