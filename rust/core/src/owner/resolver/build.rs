//! Keeping the table up to date, in pieces.

use super::{Chain, Progress, Resolver};
use crate::owner::candidates::{Candidates, Origin};
use crate::owner::window::{LEVELS, Moment};

/// Entries looked at for each key that a call may make, while outdated ones are removed.
const SWEEP_A_KEY: usize = 16;
/// Entries looked at in a call that makes no keys.
const SWEEP_AT_LEAST: usize = 256;

impl Resolver {
    /// Brings the table to `now`, making at most `keys` keys, first those of where each tag should be, then the rest
    /// of each window, then the wide ones. Call it again while the answer is not complete, and every few minutes.
    ///
    /// A key costs some ten to a hundred microseconds of one core; batches use all cores. The first key of a chain
    /// costs the walk to it besides, a few milliseconds a year of the tag's life, unless the host gave checkpoints.
    pub fn advance(&mut self, now: i64, keys: usize) -> Progress {
        self.aim(now);
        self.sweep(keys.saturating_mul(SWEEP_A_KEY).max(SWEEP_AT_LEAST));
        self.derive(keys);
        Progress { missing: self.missing(), unswept: self.unswept }
    }

    /// All of it at once: for tests, tools and threads that may take long.
    pub fn build(&mut self, now: i64) -> Progress {
        self.advance(now, usize::MAX)
    }

    /// What each chain is to have at `now`; what it has beyond that is outdated.
    fn aim(&mut self, now: i64) {
        for known in self.tags.values() {
            let moment = Moment { now, search: known.search, config: &self.config };
            for at in known.chains.iter().filter_map(|at| usize::try_from(*at).ok()) {
                let Some(chain) = self.chains.get_mut(at).and_then(Option::as_mut) else { continue };
                chain.wanted = moment.wanted(chain.source.as_ref(), &known.learnt);
                let kept = chain.there.meet(&chain.wanted.all());
                if kept != chain.there {
                    chain.there = kept;
                    self.unswept = self.candidates.len();
                }
            }
        }
    }

    /// Removes outdated entries among the next `limit`.
    pub(super) fn sweep(&mut self, limit: usize) {
        let end = self.unswept.saturating_sub(limit);
        while self.unswept > end {
            self.unswept -= 1;
            let outdated = self.candidates.origin_at(self.unswept).is_some_and(|origin| !self.holds(origin));
            if outdated {
                self.candidates.swap_remove(self.unswept);
            }
        }
    }

    /// Whether the epoch is one that its chain still has.
    pub(super) fn holds(&self, origin: Origin) -> bool {
        self.chain(origin.source).is_some_and(|chain| chain.there.contains(origin.epoch))
    }

    pub(super) fn chain(&self, number: u32) -> Option<&Chain> {
        self.chains.get(usize::try_from(number).ok()?)?.as_ref()
    }

    fn derive(&mut self, keys: usize) {
        let mut left = keys;
        for level in 0..LEVELS {
            for (number, chain) in (0..).zip(&mut self.chains) {
                let Some(chain) = chain else { continue };
                chain.derive(level, number, &mut left, &mut self.candidates);
                if left == 0 {
                    return;
                }
            }
        }
    }

    fn missing(&self) -> usize {
        let missing = |chain: &Chain| chain.wanted.all().without(&chain.there).len();
        self.chains.iter().flatten().map(missing).sum()
    }
}

impl Chain {
    /// Makes what a level wants and is not there, at most `left` keys.
    fn derive(&mut self, level: usize, number: u32, left: &mut usize, candidates: &mut Candidates) {
        let Some(wanted) = self.wanted.levels.get(level) else { return };
        for (first, last) in wanted.without(&self.there).ranges() {
            let most = u32::try_from(*left).unwrap_or(u32::MAX);
            if most == 0 {
                return;
            }
            let last = last.min(first.saturating_add(most - 1));
            for (epoch, identifier) in self.source.derive(first, last) {
                if !candidates.insert(&identifier, Origin { source: number, epoch }) {
                    *left = 0;
                    return;
                }
            }
            self.there.add(first, last);
            *left = left.saturating_sub((last - first) as usize + 1);
        }
    }
}
