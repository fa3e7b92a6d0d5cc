//! AltBeacon: the open beacon format, under any company id.
//!
//! Source: the public AltBeacon specification and the reference parser, which takes a beacon without the
//! last, reserved byte, too.

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State};
use crate::{Deployment, Network};

/// How an AltBeacon's data begins after the company id.
pub const CODE: [u8; 2] = [0xBE, 0xAC];

/// A decoded AltBeacon.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// The maker's Bluetooth company id.
    pub company_id: u16,
    /// The beacon's identifier: by custom 16 bytes for whose it is, then two numbers of two bytes.
    pub id: &'a [u8; 20],
    /// Power at 1 m, dBm.
    pub tx_power: i8,
    /// A byte for the maker's own use, where there is one.
    pub reserved: Option<u8>,
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the identifier, which stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Advert").field("company_id", &self.company_id).finish_non_exhaustive()
    }
}

/// Why an AltBeacon is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Other bytes than identifier, power and, mostly, the reserved byte.
    #[error("an AltBeacon of unknown length")]
    Length,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Length];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "altbeacon_length",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "altbeacon";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label.is_manufacturer()
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        let Payload::Manufacturer(company_id, data) = *payload else {
            return Ok(None);
        };
        let content = data.strip_prefix(&CODE);
        content.map(|content| read_content(company_id, content).ok_or(Rejection::Length)).transpose()
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
        visitor.field("company_id", FieldValue::Number(self.company_id.into()));
        visitor.field("id", FieldValue::Hex(self.id));
        visitor.field("tx_power", FieldValue::Number(self.tx_power.into()));
        if let Some(reserved) = self.reserved {
            visitor.field("reserved", FieldValue::Hex(&[reserved]));
        }
    }
}

fn read_content(company_id: u16, content: &[u8]) -> Option<Advert<'_>> {
    let (id, rest) = content.split_first_chunk()?;
    let (tx_power, reserved) = match *rest {
        [tx_power] => (tx_power, None),
        [tx_power, reserved] => (tx_power, Some(reserved)),
        _ => return None,
    };
    Some(Advert { company_id, id, tx_power: tx_power.cast_signed(), reserved })
}
