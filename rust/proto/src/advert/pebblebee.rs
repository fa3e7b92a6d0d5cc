//! Pebblebee's own network: the service UUID FA25, listed or with data.
//!
//! Source: the public scanner AirGuard, which knows the UUID and nothing of the data. A Pebblebee that was set up for
//! Apple's or Google's network looks like those.

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State};
use crate::{Deployment, Network};

/// The UUID of Pebblebee's service.
pub const UUID: u16 = 0xFA25;

/// A decoded advert of a Pebblebee.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// The service data after its UUID, where the advert carries any.
    pub data: Option<&'a [u8]>,
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the data: it may identify the tag and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Advert({:?} bytes)", self.data.map(<[u8]>::len))
    }
}

/// Why an advert of a Pebblebee is refused: for nothing, since its UUID is all that is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {}

impl Rejection {
    /// None.
    pub const ALL: &'static [Self] = &[];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {}
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "pebblebee";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(UUID) || label == Label::UUIDS_16
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(UUID, data) => Ok(Some(Self { data: Some(data) })),
            Payload::Uuids16(uuids) => {
                let listed = uuids.contains(&UUID.to_le_bytes());
                Ok(listed.then_some(Self { data: None }))
            }
            _ => Ok(None),
        }
    }

    fn rank(&self) -> Rank {
        if self.data.is_some() { Rank::Tracker } else { Rank::Listed }
    }

    fn kind(&self) -> &'static str {
        "advert"
    }

    fn state(&self) -> State {
        State::Unknown
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("service_uuid", FieldValue::Hex(&UUID.to_be_bytes()));
        if let Some(data) = self.data {
            visitor.field("data", FieldValue::Hex(data));
        }
    }
}
