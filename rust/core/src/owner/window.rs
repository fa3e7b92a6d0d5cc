//! Which epochs of a source to have in the table at a moment.

use super::config::ResolverConfig;
use super::learnt::{Learnt, OffsetRange, drifted};
use super::source::{CandidateSource, Reach, Wide};
use super::spans::Spans;

/// Beyond its silence a tag's clock may have stood still since it last wrote it down, seconds.
const LAST_WRITTEN: i64 = 86_400;

/// In the order in which they are made: where the tag should be, where it may be, where to search.
pub(crate) const LEVELS: usize = 3;

const NO_OFFSET: OffsetRange = OffsetRange { least: 0, most: 0 };

/// Epochs wanted; levels may overlap.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) levels: [Spans; LEVELS],
}

impl Wanted {
    /// What any level wants.
    pub(crate) fn all(&self) -> Spans {
        let mut all = Spans::default();
        self.levels.iter().for_each(|level| all.add_all(level));
        all
    }
}

/// The moment for which epochs are wanted, and how far to look.
pub(crate) struct Moment<'a> {
    pub(crate) now: i64,
    /// The host asked for a search.
    pub(crate) search: bool,
    pub(crate) config: &'a ResolverConfig,
}

impl Moment<'_> {
    /// Epochs of `source` for a tag of whose clock this was learnt.
    pub(crate) fn wanted(&self, source: &dyn CandidateSource, learnt: &Learnt) -> Wanted {
        let reach = source.reach(self.config);
        let known = learnt.known.and_then(|known| self.telling(known.range, known.at, &reach));
        let claimed = learnt.claimed.and_then(|claimed| self.telling(claimed.range, claimed.at, &reach));
        let mut wanted = Wanted::default();
        let [first, second, third] = &mut wanted.levels;
        match known {
            Some(known) => self.add(source, first, known.widened(reach.known), 0),
            None => self.add_expected(source, first, &reach, reach.known),
        }
        self.add_expected(source, second, &reach, if known.is_some() { reach.known } else { reach.unknown });
        if let Some(claimed) = claimed {
            self.add(source, second, claimed.widened(reach.known), 0);
        }
        if let Some(wide) = reach.wide.filter(|_| self.searches(learnt)) {
            self.add(source, third, self.wide(&reach, &wide, learnt, known.unwrap_or(NO_OFFSET)), 0);
        }
        wanted
    }

    /// What is known of an offset by now, where that says more than that the clock may be right: an identifier that
    /// lasts a day does not, to a chain of quarters of an hour.
    fn telling(&self, range: OffsetRange, at: i64, reach: &Reach) -> Option<OffsetRange> {
        let range = range.widened(self.drift_since(at));
        let width = range.most.saturating_sub(range.least);
        (range.smallest() != 0 || width <= 2 * reach.unknown).then_some(range)
    }

    /// Around a clock that is right, moved by each of the shifts.
    fn add_expected(&self, source: &dyn CandidateSource, to: &mut Spans, reach: &Reach, by: i64) {
        reach.shifts.iter().for_each(|shift| self.add(source, to, NO_OFFSET.widened(by), *shift));
    }

    fn drift_since(&self, at: i64) -> i64 {
        drifted(at, self.now, self.config.drift_ppm)
    }

    /// Whether the tag was silent for so long that it may have lost its time.
    fn searches(&self, learnt: &Learnt) -> bool {
        let silent = self.now.saturating_sub(learnt.silent_since());
        self.search || silent >= i64::from(self.config.widen_after_seconds)
    }

    /// Offsets of the wide window. A clock that was known lost at most the time since then, and what it had not
    /// written down.
    fn wide(&self, reach: &Reach, wide: &Wide, learnt: &Learnt, known: OffsetRange) -> OffsetRange {
        let silent = self.now.saturating_sub(learnt.silent_since()).max(0);
        let bounded = wide.since_silence && learnt.known.is_some();
        let lost = if bounded { silent.saturating_add(LAST_WRITTEN).min(wide.back) } else { wide.back };
        OffsetRange {
            least: known.least.min(0).saturating_sub(lost.max(reach.unknown)),
            most: known.most.max(0).saturating_add(wide.ahead),
        }
    }

    fn add(&self, source: &dyn CandidateSource, to: &mut Spans, offsets: OffsetRange, shift: i64) {
        let moment = self.now.saturating_add(shift);
        let (from, until) = (moment.saturating_add(offsets.least), moment.saturating_add(offsets.most));
        if let Some((first, last)) = source.epochs(from, until) {
            to.add(first, last);
        }
    }
}
