//! What the resolver says of an advert that is one's own.

use core::fmt;

use findmesh_proto::advert::State;

use super::learnt::OffsetRange;
use super::tag::TagId;

/// How much of the identifier was there to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A whole identifier that rolls.
    FullKey,
    /// Only its first six bytes, which the address of a nearby Apple advert carries.
    Prefix,
    /// An identifier that never changes, which anybody can copy.
    Static,
}

impl Evidence {
    /// The name in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FullKey => "full_key",
            Self::Prefix => "prefix",
            Self::Static => "static",
        }
    }
}

/// Which of the tag's identifiers it was, in the tag's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Position {
    /// Native: k since provisioning, slot 0 to 95, or 255 away from its owner.
    Slot {
        /// k.
        day_index: u32,
        /// 0 to 95, or 255.
        slot: u8,
    },
    /// Apple's primary chain, a step a quarter of an hour.
    Primary {
        /// The step.
        index: u32,
    },
    /// Apple's secondary chain, a step a day.
    Secondary {
        /// The step.
        index: u32,
    },
    /// FHN and Eddystone-EID: the tag's clock in seconds, low bits cleared.
    Counter {
        /// Seconds.
        counter: u32,
    },
    /// Samsung: number of the privacy id in the pool, 1 to 1000.
    Pool {
        /// The number.
        index: u32,
    },
    /// It never changes.
    Fixed,
}

/// An advert that a tag of one's own sent, or that somebody copied from one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// The tag.
    pub tag: TagId,
    /// Name of the advert's format, as in docs/cli.md.
    pub network: &'static str,
    /// How much there was to compare.
    pub evidence: Evidence,
    /// Which identifier.
    pub position: Position,
    /// By how much the tag's clock must differ from `at` at least, tag minus `at`, seconds: 0 where the identifier is
    /// the expected one; `None` where it says nothing of a clock.
    pub offset_seconds: Option<i64>,
    /// All differences under which the identifier is on the air at `at`.
    pub offsets: Option<OffsetRange>,
    /// What the advert says about its owner being near.
    pub state: State,
    /// When it was heard, Unix seconds.
    pub at: i64,
    /// The resolver's source and the source's epoch.
    pub(super) source: u32,
    pub(super) epoch: u32,
}

impl fmt::Debug for Match {
    /// Without tag and times: they tell what somebody owns and where it was when.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Match")
            .field("network", &self.network)
            .field("evidence", &self.evidence)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
