//! Advert decoders: one file a network.
//!
//! To add a network: write its file beside `apple.rs`, with a type that implements [`Format`] and a
//! `Rejection` of its own, and name it below, among the modules and in the list. Everything else (finder,
//! command line, counters) goes through [`Advert`] and [`Rejection`] and needs no change.

#[macro_use]
mod list;

pub mod ad;
pub mod apple;
pub mod field;
pub mod findmesh;
mod joined;

use crate::{Address, Deployment, Network};
use ad::{AdStructure, AdStructures};
pub use field::{FieldValue, FieldVisitor};
pub use findmesh::Form;

networks! {
    Findmesh(findmesh::Advert, findmesh::Rejection),
    Apple(apple::Advert<'a>, apple::Rejection),
}

/// One advert as it was heard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The concatenated AD structures.
    pub data: &'a [u8],
    /// Who sent it, where known.
    pub address: Option<Address>,
}

impl core::fmt::Debug for Frame<'_> {
    /// Without the bytes: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "Frame({} bytes, {:?})", self.data.len(), self.address)
    }
}

/// What an advert says about its owner being near.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Away from its owner.
    Separated,
    /// Near its owner.
    NearOwner,
    /// The format does not say.
    Unknown,
}

impl State {
    /// The name in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Separated => "separated",
            Self::NearOwner => "near_owner",
            Self::Unknown => "unknown",
        }
    }
}

/// A battery level that an advert states in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Battery {
    /// Full.
    Full,
    /// Medium.
    Medium,
    /// Low.
    Low,
    /// About to go out.
    Critical,
}

impl Battery {
    /// The level in two bits, of which only the low two are read: 0 full … 3 critical.
    pub const fn from_bits(bits: u8) -> Self {
        match bits & 3 {
            0 => Self::Full,
            1 => Self::Medium,
            2 => Self::Low,
            _ => Self::Critical,
        }
    }

    /// The name in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Critical => "critical",
        }
    }
}

/// What each network's file provides.
pub trait Format<'a>: Sized {
    /// Why a structure that is this format's is refused.
    type Rejection;

    /// The name of the format in output.
    const NETWORK: &'static str;

    /// The network that reports of it would go to, if there is one.
    const REPORTS_TO: Option<Network>;

    /// Reads one AD structure: `Ok(None)` when it is another format's.
    fn read(
        structure: &AdStructure<'a>,
        frame: &Frame<'a>,
        deployment: &Deployment,
    ) -> Result<Option<Self>, Self::Rejection>;

    /// Tells the frames of one network apart.
    fn kind(&self) -> &'static str;

    /// Whether the tag is away from its owner.
    fn state(&self) -> State;

    /// The battery level, where the advert states one that can be believed.
    fn battery(&self) -> Option<Battery>;

    /// The key on the air, where the advert and its address carry all of it.
    fn key(&self) -> Option<&[u8]>;

    /// Gives everything else that the advert says, under the names of docs/cli.md.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor);
}

/// Decodes one advert; allocates nothing.
///
/// The first AD structure that is a good frame of a known format decides. `Ok(None)` means that no format
/// claims the advert. When a format claims it and its rules refuse it, or the structures are cut before
/// anything good came, the first such reason is the error.
pub fn decode<'a>(frame: &Frame<'a>, deployment: &Deployment) -> Result<Option<Advert<'a>>, Rejection> {
    let mut refused = None;
    for structure in AdStructures::new(frame.data) {
        let read = structure.map_err(Rejection::from).and_then(|ad| Advert::read(&ad, frame, deployment));
        match read {
            Ok(Some(advert)) => return Ok(Some(advert)),
            Ok(None) => {}
            Err(rejection) => refused = refused.or(Some(rejection)),
        }
    }
    refused.map_or(Ok(None), Err)
}
