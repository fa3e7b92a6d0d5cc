//! Asking the table, and learning from its answers.

use findmesh_proto::Address;
use findmesh_proto::advert::Advert;

use super::{Resolver, TagId};
use crate::owner::heard::Heard;
use crate::owner::identifier::Identifier;
use crate::owner::learnt::{Learnt, Observation, OffsetRange};
use crate::owner::matched::{Evidence, Match};

impl Resolver {
    /// Whose advert this is, if it is one's own. `address`: who sent it, where known; `at`: when it was heard, Unix
    /// seconds, for the offset only: what is recognised depends on the last [`advance`](Self::advance) alone.
    ///
    /// Allocates nothing; one look into the table, two where tags are known by an address.
    pub fn resolve(&self, advert: &Advert<'_>, address: Option<Address>, at: i64) -> Option<Match> {
        let heard = Heard::of(advert, address);
        let by_address = || heard.address.filter(|_| self.addresses > 0).and_then(|id| self.look(&id));
        let found = heard.identifier.and_then(|id| self.look(&id)).or_else(by_address)?;
        let (tag, evidence, source, epoch) = found;
        let chain = self.chain(source)?;
        let stated = heard.reading.filter(|_| chain.source.vouches_for(advert));
        let reading = chain.source.on_air(epoch).or(stated);
        let range = |(from, to): (i64, i64)| OffsetRange::new(from.saturating_sub(at), to.saturating_sub(at));
        let offsets = reading.and_then(range);
        Some(Match {
            tag,
            network: advert.network(),
            evidence,
            position: chain.source.position(epoch),
            offset_seconds: offsets.map(OffsetRange::smallest),
            offsets,
            state: advert.state(),
            at,
            source,
            epoch,
        })
    }

    fn look(&self, asked: &Identifier) -> Option<(TagId, Evidence, u32, u32)> {
        let origin = self.candidates.find(asked, |origin| self.holds(origin))?;
        let chain = self.chain(origin.source)?;
        let evidence = if asked.is_whole() { chain.source.evidence() } else { Evidence::Prefix };
        Some((chain.tag, evidence, origin.source, origin.epoch))
    }

    /// Takes in that a tag was heard; the next [`advance`](Self::advance) looks where its clock seems to be.
    ///
    /// True where this says something new of its clock: worth storing at once. Otherwise only the time of the last
    /// sighting moved, which is worth storing now and then.
    pub fn observe(&mut self, matched: &Match) -> bool {
        let Some(chain) = self.chain(matched.source).filter(|chain| chain.tag == matched.tag) else {
            return false;
        };
        let identifier = (chain.number, matched.epoch);
        let Some(known) = self.tags.get_mut(&matched.tag) else { return false };
        let before = beliefs(&known.learnt);
        let heard = Observation { range: matched.offsets, at: matched.at, identifier };
        known.learnt.observe(&heard, self.config.drift_ppm);
        known.search &= known.learnt.claimed.is_some();
        beliefs(&known.learnt) != before
    }
}

/// What is relied upon and what is claimed of a clock.
fn beliefs(learnt: &Learnt) -> (Option<OffsetRange>, Option<OffsetRange>) {
    (learnt.offset(), learnt.claimed.map(|claimed| claimed.range))
}
