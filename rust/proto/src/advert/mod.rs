//! Advert decoders: one file a network.
//!
//! To add a network: write its file beside `apple.rs`, with a type that implements [`Format`] and a
//! `Rejection` of its own, and name it below, among the modules and in the list. Everything else (finder,
//! command line, counters) goes through [`Advert`] and [`Rejection`] and needs no change.
//!
//! # Which format a frame is
//!
//! A frame is one advertising or scan response PDU; the two are never joined. Its AD structures are read in
//! order, each by every format that may claim it:
//!
//! * The highest [`Rank`] in a frame stands: a tracker before a beacon, both before a service that is only
//!   listed. Within a rank the first one stands; so does the first of the list below within one structure.
//! * A structure that a format's rules refuse hides nothing, neither before it nor after it. When nothing
//!   good is in the frame, the first refusal is the answer.
//! * A structure that is cut ends the frame, and so does one of length zero; what came before stands.
//!
//! Claims that meet:
//!
//! * UUID 0xFEAA: 0x40 and 0x41 as the first byte of the service data are the Find Hub network's, all others
//!   Eddystone's.
//! * Company 0x004C: the data is a run of Continuity messages, of which type 0x12 is offline finding, type
//!   0x02 iBeacon, and the others nobody's, wherever in the run they are.
//! * A deployment's company id: data that begins with BE AC is an AltBeacon, all other data is ours.
//! * A tag that can serve several networks looks like the one that it was set up for. A maker's own company id
//!   or UUID beside it changes nothing.

#[macro_use]
mod list;

pub mod ad;
pub mod altbeacon;
pub mod apple;
pub mod chipolo;
mod continuity;
pub mod dult;
pub mod eddystone;
pub mod fast_pair;
pub mod fhn;
pub mod field;
pub mod findmesh;
pub mod ibeacon;
mod joined;
pub mod mibeacon;
pub mod pebblebee;
pub mod samsung;
pub mod tile;

use crate::{Address, Deployment, Network};
use ad::{AdStructures, Label, Payload};
pub use field::{FieldValue, FieldVisitor};
pub use findmesh::Form;

// Trackers first: within one structure the first format that takes it stands.
networks! {
    Findmesh(findmesh::Advert, findmesh::Rejection),
    Apple(apple::Advert<'a>, apple::Rejection),
    Fhn(fhn::Advert<'a>, fhn::Rejection),
    Dult(dult::Advert<'a>, dult::Rejection),
    Samsung(samsung::Advert<'a>, samsung::Rejection),
    Tile(tile::Advert<'a>, tile::Rejection),
    Chipolo(chipolo::Advert<'a>, chipolo::Rejection),
    Pebblebee(pebblebee::Advert<'a>, pebblebee::Rejection),
    Eddystone(eddystone::Advert<'a>, eddystone::Rejection),
    IBeacon(ibeacon::Advert<'a>, ibeacon::Rejection),
    AltBeacon(altbeacon::Advert<'a>, altbeacon::Rejection),
    Mibeacon(mibeacon::Advert<'a>, mibeacon::Rejection),
    FastPair(fast_pair::Advert<'a>, fast_pair::Rejection),
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

/// How much an advert tells about its sender. Of several adverts in one frame the highest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A service of the format is listed; nothing of the format itself is there.
    Listed,
    /// A beacon, a sensor, or something to be paired.
    Beacon,
    /// A tag that a network finds.
    Tracker,
}

/// What each network's file provides.
pub trait Format<'a>: Sized {
    /// Why a structure that is this format's is refused.
    type Rejection;

    /// The name of the format in output.
    const NETWORK: &'static str;

    /// The network that reports of it would go to, if there is one.
    const REPORTS_TO: Option<Network>;

    /// Whether a payload with this label may be the format's; [`Self::read`] is asked about no other.
    ///
    /// This is all that most formats cost in most adverts.
    fn claims(label: Label, deployment: &Deployment) -> bool;

    /// Reads the payload of one AD structure: `Ok(None)` when it is another format's.
    fn read(
        payload: &Payload<'a>,
        frame: &Frame<'a>,
        deployment: &Deployment,
    ) -> Result<Option<Self>, Self::Rejection>;

    /// What kind of sender it tells of, and so how it is preferred to other adverts of its frame.
    fn rank(&self) -> Rank {
        Rank::Tracker
    }

    /// Tells the frames of one network apart.
    fn kind(&self) -> &'static str;

    /// Whether the tag is away from its owner.
    fn state(&self) -> State;

    /// The battery level, where the advert states one that can be believed.
    fn battery(&self) -> Option<Battery> {
        None
    }

    /// The key on the air, where the advert and its address carry all of it.
    fn key(&self) -> Option<&[u8]> {
        None
    }

    /// Gives everything else that the advert says, under the names of docs/cli.md.
    fn visit_fields(&self, visitor: &mut dyn FieldVisitor);
}

/// Decodes one advert, by the rules above; allocates nothing.
///
/// `Ok(None)` means that no format claims the advert. When a format claims it and its rules refuse it, or the
/// structures are cut before anything good came, the first such reason is the error.
#[inline]
pub fn decode<'a>(frame: &Frame<'a>, deployment: &Deployment) -> Result<Option<Advert<'a>>, Rejection> {
    let mut answer = Ok(None);
    read(frame, deployment, &mut answer);
    answer
}

/// What is known of a frame so far: the advert that stands, or else the first refusal.
type Answer<'a> = Result<Option<Advert<'a>>, Rejection>;

/// Apart from [`decode`], so that the answer is written where the caller wants it and nowhere else.
fn read<'a>(frame: &Frame<'a>, deployment: &Deployment, answer: &mut Answer<'a>) {
    for structure in AdStructures::new(frame.data) {
        let taken = match structure {
            Ok(ad) => Advert::read(&ad.payload(), frame, deployment, answer),
            Err(cut) => refuse(answer, cut.into()),
        };
        if taken && rank(answer) == Some(Rank::Tracker) {
            break;
        }
    }
}

/// Offers a payload to a format, and says whether the format took it.
///
/// One function a format that writes the answer in its place: inlined into one another they would build it byte by
/// byte, which took longer than all else.
#[inline(never)]
fn offer<'a, F: Format<'a>>(
    payload: &Payload<'a>,
    frame: &Frame<'a>,
    deployment: &Deployment,
    answer: &mut Answer<'a>,
    accepted: impl Fn(F) -> Advert<'a>,
    refused: impl Fn(F::Rejection) -> Rejection,
) -> bool {
    match F::read(payload, frame, deployment) {
        Ok(Some(advert)) => {
            if Some(advert.rank()) > rank(answer) {
                *answer = Ok(Some(accepted(advert)));
            }
            true
        }
        Ok(None) => false,
        Err(rejection) => refuse(answer, refused(rejection)),
    }
}

/// Keeps the first refusal, where there is nothing good. Nothing is taken by it.
fn refuse(answer: &mut Answer<'_>, rejection: Rejection) -> bool {
    if matches!(answer, Ok(None)) {
        *answer = Err(rejection);
    }
    false
}

#[inline]
fn rank(answer: &Answer<'_>) -> Option<Rank> {
    match answer {
        Ok(Some(advert)) => Some(advert.rank()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec::Vec;

    #[test]
    fn no_format_reads_what_it_does_not_claim() {
        let deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);
        let frame = Frame { data: &[], address: None };
        let mut uuid = deployment.service_uuid;
        uuid.reverse();
        let contents: [&[u8]; 3] = [&[], &[0x12, 0x02, 0x10, 0x01], &[0xBE, 0xAC, 0x02, 0x15]];
        for content in contents {
            let fixed =
                [Payload::Service128(&uuid, content), Payload::Uuids16(&[[0x25, 0xFA]]), Payload::Other];
            let numbered = (0..=u16::MAX)
                .flat_map(|n| [Payload::Manufacturer(n, content), Payload::Service16(n, content)]);
            for payload in fixed.into_iter().chain(numbered) {
                let strays: Vec<_> = Advert::strays(&payload, &frame, &deployment).collect();
                assert!(strays.is_empty(), "{payload:?}: {strays:?}");
            }
        }
    }
}
