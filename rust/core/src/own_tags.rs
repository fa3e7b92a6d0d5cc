//! Tags that are not reported because they belong to the phone's owner or to the family (docs/finder.md §2).

use std::collections::BTreeSet;

use findmesh_proto::Address;
use findmesh_proto::advert::Advert;

use crate::owner::{Resolver, TagId};

/// Whose a recognised tag is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ownership {
    /// The phone's owner's.
    Own,
    /// Somebody's who shares it with the phone's owner.
    Family,
}

/// Who recognises tags of one's own among the adverts that a finder hears.
///
/// It is part of what a finder replays by: the same calls in the same order give the same answers, so that it knows no
/// clock but `wall_ms` (milliseconds since the Unix epoch) and draws nothing.
pub trait OwnTags: Send {
    /// A batch of adverts comes: what is expected on the air can be brought up to date.
    fn prepare(&mut self, wall_ms: i64);

    /// Whose tag sent this advert, if it is one of one's own. Asked for each advert that would be reported, so it
    /// should cost no more than a look into a table. `address`: who sent it, where known.
    fn recognise(&mut self, advert: &Advert<'_>, address: Option<Address>, wall_ms: i64)
    -> Option<Ownership>;
}

/// Between two looks of a household at the time, milliseconds: an identifier stays on the air for a quarter of an hour.
const LOOK_MS: i64 = 60_000;
/// Keys that a look may make: 6 to 60 ms of one core.
const KEYS_A_LOOK: usize = 512;

/// The tags of a household, recognised by a [`Resolver`] that keeps itself up to date.
#[derive(Debug)]
pub struct Household {
    resolver: Resolver,
    family: BTreeSet<TagId>,
    looked: Option<i64>,
}

impl Household {
    /// All tags that `resolver` knows are one's own; of these, `family` are shared by others.
    pub fn new(resolver: Resolver, family: impl IntoIterator<Item = TagId>) -> Self {
        Self { resolver, family: family.into_iter().collect(), looked: None }
    }
}

impl OwnTags for Household {
    fn prepare(&mut self, wall_ms: i64) {
        // Also after the wall clock was set back.
        if self.looked.is_some_and(|looked| wall_ms.abs_diff(looked) < LOOK_MS.unsigned_abs()) {
            return;
        }
        let progress = self.resolver.advance(seconds(wall_ms), KEYS_A_LOOK);
        self.looked = progress.is_complete().then_some(wall_ms);
    }

    fn recognise(
        &mut self,
        advert: &Advert<'_>,
        address: Option<Address>,
        wall_ms: i64,
    ) -> Option<Ownership> {
        let found = self.resolver.resolve(advert, address, seconds(wall_ms))?;
        let _worth_storing = self.resolver.observe(&found);
        Some(if self.family.contains(&found.tag) { Ownership::Family } else { Ownership::Own })
    }
}

const fn seconds(wall_ms: i64) -> i64 {
    wall_ms.div_euclid(1_000)
}
