//! Apple's iBeacon: a Continuity message of type 2 with 21 bytes of content.
//!
//! Source: the layout in the public beacon libraries' parsers (type and length 0x0215, then UUID, major,
//! minor, measured power).

use super::ad::{Label, Payload};
use super::continuity::{COMPANY_ID, messages};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State};
use crate::deployment::{UUID_TEXT_LENGTH, write_uuid};
use crate::{Deployment, Network};

const BEACON: u8 = 0x02;
const LENGTH: u8 = 0x15;

/// A decoded iBeacon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// Whose beacons these are, big endian.
    pub uuid: &'a [u8; 16],
    /// Which group of them.
    pub major: u16,
    /// Which one of the group.
    pub minor: u16,
    /// Power at 1 m, dBm.
    pub tx_power: i8,
}

impl core::fmt::Debug for Advert<'_> {
    /// Without UUID, major and minor: they identify the beacon and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert").field("tx_power", &self.tx_power).finish_non_exhaustive()
    }
}

/// Why an iBeacon is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The message says that it is not 21 bytes long.
    #[error("an iBeacon of unknown length")]
    Length,
    /// The message is longer than the manufacturer data that holds it.
    #[error("an iBeacon that is cut")]
    Cut,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Length, Self::Cut];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "ibeacon_length",
            Self::Cut => "ibeacon_cut",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "ibeacon";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::manufacturer(COMPANY_ID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        let mut found = Ok(None);
        for (_, message) in messages(payload).filter(|(kind, _)| *kind == BEACON) {
            match read_message(message) {
                Ok(beacon) => return Ok(Some(beacon)),
                Err(rejection) => found = found.and(Err(rejection)),
            }
        }
        found
    }

    fn rank(&self) -> Rank {
        Rank::Beacon
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    /// A beacon has no owner to be near to.
    fn state(&self) -> State {
        State::Unknown
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("uuid", FieldValue::Text(write_uuid(self.uuid, &mut [0; UUID_TEXT_LENGTH])));
        visitor.field("major", FieldValue::Number(self.major.into()));
        visitor.field("minor", FieldValue::Number(self.minor.into()));
        visitor.field("tx_power", FieldValue::Number(self.tx_power.into()));
    }
}

/// What follows the message type: length, then content of that length.
fn read_message(message: &[u8]) -> Result<Advert<'_>, Rejection> {
    let (&length, rest) = message.split_first().ok_or(Rejection::Cut)?;
    if length != LENGTH {
        return Err(Rejection::Length);
    }
    let (uuid, rest) = rest.split_first_chunk().ok_or(Rejection::Cut)?;
    let &[a, b, c, d, tx_power] = rest.first_chunk().ok_or(Rejection::Cut)?;
    let (major, minor) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    Ok(Advert { uuid, major, minor, tx_power: tx_power.cast_signed() })
}
