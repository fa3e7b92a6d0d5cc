//! Chipolo's own network: service data under FE33.
//!
//! Source: the public scanner AirGuard. A Chipolo that was set up for Apple's or Google's network looks like those.

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, State};
use crate::{Address, Deployment, Network};

/// The UUID of Chipolo's service data.
pub const UUID: u16 = 0xFE33;

/// The first address octet tells the firmware; from the next one on the data holds no state that is known.
const LAST_WITH_STATE: u8 = 0xD8;
/// Bit 0 of data byte 1: its owner was not seen for 30 minutes or more.
const OWNER_GONE: u8 = 0x01;

/// A decoded advert of a Chipolo.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// All of the service data after its UUID.
    pub data: &'a [u8],
    /// Whether its owner was near within the last 30 minutes, where the firmware is one that says it.
    pub owner_seen_recently: Option<bool>,
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the data: it identifies the tag and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert")
            .field("owner_seen_recently", &self.owner_seen_recently)
            .finish_non_exhaustive()
    }
}

/// Why an advert of a Chipolo is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Service data with nothing in it.
    #[error("a Chipolo advert without data")]
    Empty,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Empty];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "chipolo_empty",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "chipolo";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, frame: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(UUID, []) => Err(Rejection::Empty),
            Payload::Service16(UUID, data) => {
                let owner_seen_recently = frame.address.and_then(|address| owner_seen(&address, data));
                Ok(Some(Self { data, owner_seen_recently }))
            }
            _ => Ok(None),
        }
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    fn state(&self) -> State {
        match self.owner_seen_recently {
            Some(true) => State::NearOwner,
            Some(false) => State::Separated,
            None => State::Unknown,
        }
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("data", FieldValue::Hex(self.data));
        if let Some(seen) = self.owner_seen_recently {
            visitor.field("owner_seen_recently", FieldValue::Bool(seen));
        }
    }
}

/// Whether the owner was seen within 30 minutes, where firmware and data say it.
fn owner_seen(address: &Address, data: &[u8]) -> Option<bool> {
    let [firmware, ..] = address.bytes;
    let flags = *data.get(1)?;
    (firmware <= LAST_WITH_STATE).then_some(flags & OWNER_GONE == 0)
}
