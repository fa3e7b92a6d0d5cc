//! Samsung's network: SmartTags, and phones, watches and earbuds that SmartThings Find looks for.
//!
//! Sources: the public scanners AirGuard (both forms) and uTag (tags), and T. Yu's "Privacy Analysis of Samsung's
//! Crowd-Sourced Bluetooth Location Tracking System". The three agree about tags; phones are known from AirGuard alone.

mod level;
mod phone;
mod tag;

use super::ad::{Label, Payload};
use super::{Battery, FieldVisitor, Format, Frame, State};
use crate::{Deployment, Network};
pub use level::{TagBattery, TagState};
pub use phone::Phone;
pub use tag::Tag;

/// Service data of tags.
pub const TAG_UUID: u16 = 0xFD5A;
/// Service data of phones, watches and earbuds.
pub const PHONE_UUID: u16 = 0xFD69;

/// A decoded advert of Samsung's network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advert<'a> {
    /// A SmartTag, or a tag of another maker for this network.
    Tag(Tag<'a>),
    /// A phone, a watch or earbuds.
    Phone(Phone<'a>),
}

/// Why an advert of Samsung's network is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// A tag's frame of another version than 1.
    #[error("a SmartTag advert of another version")]
    Version,
    /// A tag's frame whose bit 3, the type of advert, is set.
    #[error("a SmartTag advert of another type")]
    AdvertType,
    /// A tag's frame that does not have 20 bytes.
    #[error("a SmartTag advert of another length")]
    Length,
    /// A phone's frame that is too short for an id and properties.
    #[error("a Samsung phone advert that is too short")]
    PhoneShort,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Version, Self::AdvertType, Self::Length, Self::PhoneShort];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Version => "samsung_version",
            Self::AdvertType => "samsung_advert_type",
            Self::Length => "samsung_length",
            Self::PhoneShort => "samsung_phone_short",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "samsung";
    const REPORTS_TO: Option<Network> = None;

    #[inline]
    fn claims(label: Label, _: &Deployment) -> bool {
        label == Label::service_16(TAG_UUID) || label == Label::service_16(PHONE_UUID)
    }

    #[inline]
    fn read(payload: &Payload<'a>, _: &Frame<'a>, _: &Deployment) -> Result<Option<Self>, Rejection> {
        match *payload {
            Payload::Service16(TAG_UUID, data) => Tag::read(data).map(|tag| Some(Self::Tag(tag))),
            Payload::Service16(PHONE_UUID, data) => Phone::read(data).map(|phone| Some(Self::Phone(phone))),
            _ => Ok(None),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Tag(_) => "tag",
            Self::Phone(_) => "phone",
        }
    }

    /// Of a phone's advert nothing is known that tells whether its owner is near.
    fn state(&self) -> State {
        match self {
            Self::Tag(tag) => tag.state().into(),
            Self::Phone(_) => State::Unknown,
        }
    }

    fn battery(&self) -> Option<Battery> {
        match self {
            Self::Tag(tag) => Some(tag.battery().into()),
            Self::Phone(_) => None,
        }
    }

    /// None: the privacy id is a label, not a key.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        match self {
            Self::Tag(tag) => tag.visit_fields(visitor),
            Self::Phone(phone) => phone.visit_fields(visitor),
        }
    }
}
