//! Apple's offline finding: the separated and the nearby advert.
//!
//! Sources: Heinrich et al., "Who Can Find My Devices?" (PoPETs 2021, table 2) for the separated form; the
//! public scanners AirGuard and FindMy.py for the nearby form and for the status byte.

use super::ad::{Label, Payload};
use super::continuity::messages;
use super::joined::join;
use super::{Battery, FieldValue, FieldVisitor, Format, Frame, State};
use crate::{Address, Deployment, Network};

pub use super::continuity::COMPANY_ID;

/// The Continuity message type of offline finding.
const OFFLINE_FINDING: u8 = 0x12;
/// Bytes of a separated message after its type and length.
const SEPARATED_LENGTH: u8 = 0x19;
/// Bytes of a nearby message after its type and length.
const NEARBY_LENGTH: u8 = 0x02;

/// A decoded advert of Apple's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advert<'a> {
    /// Away from its owner: the whole key.
    Separated(Separated<'a>),
    /// Near its owner: only the part of the key that is in the address.
    Nearby(Nearby),
}

/// An advert of a tag that is away from its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Separated<'a> {
    /// The x coordinate on P-224, where the address carries its first six bytes.
    pub key: Option<[u8; 28]>,
    /// Key bytes 6 to 27, which the advert itself carries.
    pub key_tail: &'a [u8; 22],
    /// The status byte.
    pub status: u8,
    /// The hint byte, whose meaning is not public.
    pub hint: u8,
}

/// An advert of a tag that is near its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Nearby {
    /// Key bytes 0 to 5, where the address carries them.
    pub key_prefix: Option<[u8; 6]>,
    /// The status byte.
    pub status: u8,
}

impl core::fmt::Debug for Separated<'_> {
    /// Without the key: keys are identifiers and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Separated").field("status", &self.status).finish_non_exhaustive()
    }
}

impl core::fmt::Debug for Nearby {
    /// Without the key: keys are identifiers and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Nearby").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What sends the advert, by bits 5-4 of the status byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeviceKind {
    /// A phone, tablet or computer.
    AppleDevice,
    /// An AirTag.
    AirTag,
    /// Somebody else's tag for Apple's network.
    FindMy,
    /// AirPods.
    AirPods,
}

impl DeviceKind {
    /// The kind that a status byte states.
    pub const fn from_status(status: u8) -> Self {
        match (status >> 4) & 3 {
            0 => Self::AppleDevice,
            1 => Self::AirTag,
            2 => Self::FindMy,
            _ => Self::AirPods,
        }
    }

    /// The name in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AppleDevice => "apple_device",
            Self::AirTag => "airtag",
            Self::FindMy => "find_my",
            Self::AirPods => "airpods",
        }
    }
}

/// Why an offline finding advert is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// The message is of neither known length.
    #[error("an offline finding message of unknown length")]
    Length,
    /// The message is longer than the manufacturer data that holds it.
    #[error("an offline finding message that is cut")]
    Cut,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Length, Self::Cut];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "apple_length",
            Self::Cut => "apple_cut",
        }
    }
}

impl Advert<'_> {
    /// The status byte.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Separated(advert) => advert.status,
            Self::Nearby(advert) => advert.status,
        }
    }

    /// What sends it.
    pub const fn device_kind(&self) -> DeviceKind {
        DeviceKind::from_status(self.status())
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "apple";
    const REPORTS_TO: Option<Network> = Some(Network::Apple);

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::manufacturer(COMPANY_ID)
    }

    /// The first good message of the structure. Other Continuity messages are not ours to judge; they may
    /// come before it and after it.
    #[inline]
    fn read(payload: &Payload<'a>, frame: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        Ok(find(payload)?.map(|content| content.advert(frame.address)))
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Separated(_) => "separated",
            Self::Nearby(_) => "nearby",
        }
    }

    fn state(&self) -> State {
        match self {
            Self::Separated(_) => State::Separated,
            Self::Nearby(_) => State::NearOwner,
        }
    }

    /// Bits 7-6 of the status byte; none for an AirTag, which was seen to send `critical` with a full
    /// battery.
    fn battery(&self) -> Option<Battery> {
        let trusted = self.device_kind() != DeviceKind::AirTag;
        trusted.then(|| Battery::from_bits(self.status() >> 6))
    }

    fn key(&self) -> Option<&[u8]> {
        match self {
            Self::Separated(advert) => advert.key.as_ref().map(<[u8; 28]>::as_slice),
            Self::Nearby(_) => None,
        }
    }

    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("status", FieldValue::Hex(&[self.status()]));
        visitor.field("device_kind", FieldValue::Text(self.device_kind().as_str()));
        match self {
            Self::Separated(advert) => visitor.field("hint", FieldValue::Hex(&[advert.hint])),
            Self::Nearby(advert) => {
                if let Some(prefix) = &advert.key_prefix {
                    visitor.field("key_prefix", FieldValue::Hex(prefix));
                }
            }
        }
    }
}

/// The content of a good message.
#[derive(Clone, Copy)]
enum Content<'a> {
    Separated(&'a [u8; SEPARATED_LENGTH as usize]),
    Nearby(&'a [u8; NEARBY_LENGTH as usize]),
}

impl<'a> Content<'a> {
    #[inline]
    fn advert(self, address: Option<Address>) -> Advert<'a> {
        match self {
            Self::Separated([status, key_tail @ .., top_bits, hint]) => {
                let prefix = address.and_then(|address| key_prefix(&address, *top_bits));
                let key = prefix.map(|prefix| join_key(prefix, key_tail));
                Advert::Separated(Separated { key, key_tail, status: *status, hint: *hint })
            }
            Self::Nearby(&[status, top_bits]) => {
                let key_prefix = address.and_then(|address| key_prefix(&address, top_bits));
                Advert::Nearby(Nearby { key_prefix, status })
            }
        }
    }
}

/// The first good message, or else the first refusal.
fn find<'a>(payload: &Payload<'a>) -> Result<Option<Content<'a>>, Rejection> {
    let mut found = Ok(None);
    for (_, message) in messages(payload).filter(|(kind, _)| *kind == OFFLINE_FINDING) {
        match read_message(message) {
            Ok(content) => return Ok(Some(content)),
            Err(rejection) => found = found.and(Err(rejection)),
        }
    }
    found
}

/// What follows the message type: length, then content of that length.
fn read_message(message: &[u8]) -> Result<Content<'_>, Rejection> {
    let (&length, rest) = message.split_first().ok_or(Rejection::Cut)?;
    let content = match length {
        SEPARATED_LENGTH => rest.first_chunk().map(Content::Separated),
        NEARBY_LENGTH => rest.first_chunk().map(Content::Nearby),
        _ => return Err(Rejection::Length),
    };
    content.ok_or(Rejection::Cut)
}

/// Key bytes 0 to 5, from an address that can carry them and the top bits, which the advert carries.
fn key_prefix(address: &Address, top_bits: u8) -> Option<[u8; 6]> {
    if !address.may_be_random_static() {
        return None;
    }
    let [first, b, c, d, e, f] = address.bytes;
    Some([(top_bits & 3) << 6 | (first & 0x3F), b, c, d, e, f])
}

fn join_key(prefix: [u8; 6], tail: &[u8; 22]) -> [u8; 28] {
    let [start @ .., _, _, _, _, _, _] = tail;
    let [_, _, _, _, _, _, _, _, _, _, end @ ..] = tail;
    join(prefix, start, end)
}
