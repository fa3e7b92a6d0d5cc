//! Tile: service data under the UUIDs of Tile.
//!
//! Tags on sale send `02 00` and a rotating id under FEED, from an address that stays (AirGuard; Georgia Tech 2025,
//! arXiv:2510.00350). What the two other UUIDs of Tile are used for is not public: their data is shown as it is.

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, State};
use crate::{Deployment, Network};

/// The UUID of tags in use.
pub const UUID: u16 = 0xFEED;
/// UUIDs that are assigned to Tile too.
pub const OTHER_UUIDS: [u16; 2] = [0xFEEC, 0xFD84];

/// How the data of tags in use begins.
const PREFIX: &[u8] = &[0x02, 0x00];

/// A decoded advert of a Tile.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// [`UUID`] or one of [`OTHER_UUIDS`].
    pub service_uuid: u16,
    /// All of the service data after its UUID.
    pub data: &'a [u8],
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the data: it identifies the tag and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Advert(service {:04x}, {} bytes)", self.service_uuid, self.data.len())
    }
}

/// Why an advert of a Tile is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Service data with nothing in it.
    #[error("a Tile advert without data")]
    Empty,
    /// Data under FEED that begins as that of no known tag.
    #[error("a Tile advert of an unknown form")]
    Form,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Empty, Self::Form];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "tile_empty",
            Self::Form => "tile_form",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "tile";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        let [other, another] = OTHER_UUIDS;
        [UUID, other, another].map(Label::service_16).contains(&label)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        let Payload::Service16(service_uuid, data) = *payload else {
            return Ok(None);
        };
        if service_uuid != UUID && !OTHER_UUIDS.contains(&service_uuid) {
            return Ok(None);
        }
        check(service_uuid, data)?;
        Ok(Some(Self { service_uuid, data }))
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    fn state(&self) -> State {
        State::Unknown
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("service_uuid", FieldValue::Hex(&self.service_uuid.to_be_bytes()));
        visitor.field("data", FieldValue::Hex(self.data));
    }
}

fn check(service_uuid: u16, data: &[u8]) -> Result<(), Rejection> {
    if data.is_empty() {
        return Err(Rejection::Empty);
    }
    if service_uuid == UUID && !data.starts_with(PREFIX) {
        return Err(Rejection::Form);
    }
    Ok(())
}
