//! Answers for each advert whether it is a tag of one's own.
//!
//! All identifiers that these tags may be sending just now lie in one table; an advert costs one look, whoever sent it
//! (two where tags are known by their address). [`Resolver::advance`] keeps the table up to date in pieces of work as
//! large as the caller allows; [`Resolver::observe`] takes in what was found, so that the table follows the tags' clocks.

mod build;
mod look;

use std::collections::BTreeMap;

use thiserror::Error;

use super::candidates::{Candidates, MOST_SOURCES};
use super::config::ResolverConfig;
use super::learnt::{Learnt, LearntTag};
use super::source::{CandidateSource, sources};
use super::spans::Spans;
use super::tag::{OwnTag, TagId};
use super::window::Wanted;
use crate::seed::Seed;

/// Why a tag was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AddError {
    /// There is one of this name.
    #[error("a tag of this name is there already")]
    Known,
    /// The table can name no more.
    #[error("no room for another tag")]
    Full,
}

/// How far the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Keys to make before every tag is found in all of its window.
    pub missing: usize,
    /// Entries still to look at for outdated ones. They are never matched; removing them only saves memory.
    pub unswept: usize,
}

impl Progress {
    /// Nothing is left to do for the moment that was given.
    pub const fn is_complete(self) -> bool {
        self.missing == 0 && self.unswept == 0
    }
}

/// One chain of one tag, and which of its epochs are in the table.
struct Chain {
    tag: TagId,
    /// Number of the chain within its tag.
    number: u8,
    source: Box<dyn CandidateSource>,
    wanted: Wanted,
    there: Spans,
}

/// What is known of one tag.
struct Known {
    chains: Vec<u32>,
    learnt: Learnt,
    search: bool,
}

/// Recognises tags of one's own. No clock, no I/O: every time is an argument, in Unix seconds.
pub struct Resolver {
    config: ResolverConfig,
    candidates: Candidates,
    tags: BTreeMap<TagId, Known>,
    chains: Vec<Option<Chain>>,
    /// Places in `chains` that removed tags left.
    free: Vec<usize>,
    /// Tags that are known by an address: only then is an address looked up.
    addresses: usize,
    /// Entries below this one were not looked at since epochs went out of date.
    unswept: usize,
}

impl core::fmt::Debug for Resolver {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Resolver")
            .field("tags", &self.tags.len())
            .field("candidates", &self.candidates.len())
            .finish_non_exhaustive()
    }
}

impl Resolver {
    /// No tags yet. `seed` keys the table's hash: 32 fresh random bytes.
    pub fn new(config: ResolverConfig, seed: Seed) -> Self {
        Self {
            config,
            candidates: Candidates::new(seed),
            tags: BTreeMap::new(),
            chains: Vec::new(),
            free: Vec::new(),
            addresses: 0,
            unswept: 0,
        }
    }

    /// Adds a tag; it is found once [`advance`](Self::advance) made its keys. What was learnt of it in an earlier run
    /// comes with [`restore`](Self::restore).
    pub fn add(&mut self, tag: OwnTag, now: i64) -> Result<(), AddError> {
        let OwnTag { id, keys } = tag;
        if self.tags.contains_key(&id) {
            return Err(AddError::Known);
        }
        let sources = sources(keys);
        if self.chains.len() + sources.len() > MOST_SOURCES {
            return Err(AddError::Full);
        }
        let chains = (0..).zip(sources).filter_map(|(number, source)| self.put_chain(id, number, source));
        let known = Known { chains: chains.collect(), learnt: Learnt::nothing(now), search: false };
        let _none_before = self.tags.insert(id, known);
        Ok(())
    }

    fn put_chain(&mut self, tag: TagId, number: u8, source: Box<dyn CandidateSource>) -> Option<u32> {
        self.addresses += usize::from(source.is_address());
        let chain = Chain { tag, number, source, wanted: Wanted::default(), there: Spans::default() };
        let at = self.free.pop().unwrap_or(self.chains.len());
        match self.chains.get_mut(at) {
            Some(free) => *free = Some(chain),
            None => self.chains.push(Some(chain)),
        }
        u32::try_from(at).ok()
    }

    /// Forgets a tag: its keys are zeroed, its identifiers leave the table. What was learnt of it, where it was known.
    pub fn remove(&mut self, tag: TagId) -> Option<LearntTag> {
        let last_words = self.learnt(tag).map(|learnt| LearntTag { tag, state: learnt.encode() });
        let known = self.tags.remove(&tag)?;
        for at in known.chains.iter().filter_map(|at| usize::try_from(*at).ok()) {
            let chain = self.chains.get_mut(at).and_then(Option::take);
            self.addresses -= usize::from(chain.is_some_and(|chain| chain.source.is_address()));
            self.free.push(at);
        }
        // At once: the numbers of these chains may be given to others.
        self.unswept = self.candidates.len();
        self.sweep(usize::MAX);
        last_words
    }

    /// What was learnt of a tag.
    pub fn learnt(&self, tag: TagId) -> Option<&Learnt> {
        self.tags.get(&tag).map(|known| &known.learnt)
    }

    /// What was learnt of all tags, for a store.
    pub fn export(&self) -> impl Iterator<Item = LearntTag> {
        self.tags.iter().map(|(tag, known)| LearntTag { tag: *tag, state: known.learnt.encode() })
    }

    /// Takes back what an earlier run had learnt; false where the tag or the version of the bytes is unknown.
    pub fn restore(&mut self, kept: &LearntTag) -> bool {
        let Some((known, learnt)) = self.tags.get_mut(&kept.tag).zip(Learnt::decode(&kept.state)) else {
            return false;
        };
        known.learnt = learnt;
        true
    }

    /// The owner spoke to the tag: its clock is `offset_seconds` ahead of true time, 0 where it was set.
    pub fn contact(&mut self, tag: TagId, offset_seconds: i64, now: i64) {
        if let Some(known) = self.tags.get_mut(&tag) {
            known.learnt.contact(offset_seconds, now);
            known.search = false;
        }
    }

    /// Looks for a tag in the wide window too, until it is found or spoken to: the owner misses it.
    pub fn search(&mut self, tag: TagId) {
        if let Some(known) = self.tags.get_mut(&tag) {
            known.search = true;
        }
    }

    /// Tags.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// Identifiers in the table, outdated ones included.
    pub fn candidates(&self) -> usize {
        self.candidates.len()
    }

    /// Bytes that the table takes, spare room included.
    pub fn table_bytes(&self) -> usize {
        self.candidates.bytes()
    }
}
