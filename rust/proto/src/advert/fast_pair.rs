//! Google's Fast Pair: a model that wants to be paired, or accounts that know the device.
//!
//! Source: the Fast Pair specification, "Provider advertising signal" and "Battery notification".

mod fields;

use super::ad::{Label, Payload};
use super::{FieldValue, FieldVisitor, Format, Frame, Rank, State};
use crate::{Deployment, Network};
pub use fields::{Field, Fields};

/// The UUID of its service data.
pub const SERVICE_UUID: u16 = 0xFE2C;

/// Bytes of a frame that is a model id and nothing else.
const MODEL_ID_LENGTH: usize = 3;

/// A decoded Fast Pair frame.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Advert<'a> {
    /// Version (bits 7-4, 0) and flags (reserved) as sent; 0 for a frame that is a model id alone.
    pub flags: u8,
    /// What the frame is about.
    pub content: Content<'a>,
    /// All fields, in order; none for a frame that is a model id alone.
    pub fields: Fields<'a>,
}

/// What a Fast Pair frame is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Content<'a> {
    /// Discoverable: the model, three bytes in the basic frame.
    ModelId(&'a [u8]),
    /// Not discoverable: a Bloom filter over the account keys that the device holds; empty where it holds
    /// none.
    AccountKeyFilter(&'a [u8]),
}

impl core::fmt::Debug for Advert<'_> {
    /// Without the content: it may identify the device and stays out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Advert({})", self.kind())
    }
}

/// Why a Fast Pair frame is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// Too short for anything.
    #[error("a Fast Pair frame that is too short")]
    Short,
    /// A reserved version.
    #[error("a Fast Pair frame of a reserved version")]
    Version,
    /// Neither a model id nor an account key filter before the fields end or are cut.
    #[error("a Fast Pair frame with neither model id nor account key filter")]
    Content,
}

impl Rejection {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Short, Self::Version, Self::Content];

    /// Stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Short => "fast_pair_short",
            Self::Version => "fast_pair_version",
            Self::Content => "fast_pair_content",
        }
    }
}

impl<'a> Format<'a> for Advert<'a> {
    type Rejection = Rejection;
    const NETWORK: &'static str = "fast_pair";
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

    fn rank(&self) -> Rank {
        Rank::Beacon
    }

    fn kind(&self) -> &'static str {
        match self.content {
            Content::ModelId(_) => "model_id",
            Content::AccountKeyFilter(_) => "account_key_filter",
        }
    }

    fn state(&self) -> State {
        State::Unknown
    }

    /// None: the levels that a frame may carry are those of a headset's parts, for its own phone.
    /// Flags are shown where a reserved bit is set.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        let (Content::ModelId(value) | Content::AccountKeyFilter(value)) = self.content;
        visitor.field(self.kind(), FieldValue::Hex(value));
        if self.flags != 0 {
            visitor.field("flags", FieldValue::Hex(&[self.flags]));
        }
    }
}

fn read_frame(data: &[u8]) -> Result<Advert<'_>, Rejection> {
    if data.len() == MODEL_ID_LENGTH {
        return Ok(Advert { flags: 0, content: Content::ModelId(data), fields: Fields::new(&[]) });
    }
    let (&flags, rest) = data.split_first().ok_or(Rejection::Short)?;
    if flags >> 4 != 0 {
        return Err(Rejection::Version);
    }
    let fields = Fields::new(rest);
    let content = Fields::new(rest).find_map(Field::content).ok_or(Rejection::Content)?;
    Ok(Advert { flags, content, fields })
}
