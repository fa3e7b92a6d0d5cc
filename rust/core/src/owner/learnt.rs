//! What was learnt of a tag's clock, as the set of offsets that everything heard agrees with.
//!
//! An identifier is on the air for a while, so hearing it bounds the tag's clock from both sides. What was known is
//! widened by what clocks drift and met with what was heard; so the bounds close in, and a clock that runs fast is
//! followed. What does not meet the known bounds may be a tag that lost power, or an advert that somebody recorded and
//! plays back: it counts only when several identifiers agree, over half an hour, with nothing that fits the known
//! bounds between them.

mod code;

use core::fmt;

use serde::{Deserialize, Serialize};

use super::tag::TagId;

/// Identifiers of one offset are heard over at least so long before the offset is believed, seconds.
const AGREEMENT_SECONDS: i64 = 1_800;

/// How well an owner contact sets a clock, seconds to either side.
const CONTACT_SECONDS: i64 = 2;

/// Offsets from least to most, tag's clock minus true time, seconds. `Debug` leaves the numbers out: they tell one tag
/// from others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct OffsetRange {
    /// The least that is possible.
    pub least: i64,
    /// The most that is possible.
    pub most: i64,
}

impl fmt::Debug for OffsetRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OffsetRange(…)")
    }
}

impl OffsetRange {
    /// `None` where nothing is in it.
    pub const fn new(least: i64, most: i64) -> Option<Self> {
        if least <= most { Some(Self { least, most }) } else { None }
    }

    /// The offset in it that is nearest to none at all.
    pub fn smallest(self) -> i64 {
        0.clamp(self.least, self.most)
    }

    /// The middle.
    pub const fn middle(self) -> i64 {
        self.least + self.most.saturating_sub(self.least) / 2
    }

    pub(super) const fn widened(self, by: i64) -> Self {
        Self { least: self.least.saturating_sub(by), most: self.most.saturating_add(by) }
    }

    fn meet(self, other: Self) -> Option<Self> {
        Self::new(self.least.max(other.least), self.most.min(other.most))
    }
}

/// An offset that is relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) range: OffsetRange,
    /// When it was last confirmed, Unix seconds.
    pub(super) at: i64,
    /// The owner spoke to the tag, or observations agreed with such a contact since.
    pub(super) contact: bool,
}

/// An offset that something was heard of, not yet relied upon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Claimed {
    pub(super) range: OffsetRange,
    pub(super) at: i64,
    /// When it was first heard of.
    pub(super) since: i64,
    /// The identifier that was heard first.
    pub(super) first: (u8, u32),
}

/// One identifier heard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observation {
    /// Offsets under which it is on the air at `at`; `None` where it says nothing of a clock.
    pub(super) range: Option<OffsetRange>,
    pub(super) at: i64,
    /// Chain and epoch of the identifier.
    pub(super) identifier: (u8, u32),
}

/// What is known of one tag's clock.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Learnt {
    pub(super) since: i64,
    pub(super) last_seen: Option<i64>,
    pub(super) known: Option<Known>,
    pub(super) claimed: Option<Claimed>,
}

impl fmt::Debug for Learnt {
    /// Without numbers: they tell when a tag was where its owner was.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Learnt(…)")
    }
}

impl Learnt {
    /// Nothing yet; looked for since `now`.
    pub(super) const fn nothing(now: i64) -> Self {
        Self { since: now, last_seen: None, known: None, claimed: None }
    }

    /// When the tag was last recognised, Unix seconds.
    pub const fn last_seen(&self) -> Option<i64> {
        self.last_seen
    }

    /// The offset that is relied upon, tag's clock minus true time, seconds.
    pub fn offset(&self) -> Option<OffsetRange> {
        self.known.map(|known| known.range)
    }

    /// Whether the offset goes back to an owner contact; otherwise it only agrees with what was heard.
    pub fn is_confirmed(&self) -> bool {
        self.known.is_some_and(|known| known.contact)
    }

    /// Since when nothing was heard that fits what is relied upon, Unix seconds. A mere claim does not end the
    /// silence, or a recording played back now and then would end the search for the tag.
    pub(super) fn silent_since(&self) -> i64 {
        self.known.map_or(self.since, |known| known.at)
    }

    /// The owner read or set the tag's clock; whatever was believed before ends here.
    pub(super) fn contact(&mut self, offset: i64, at: i64) {
        let range = OffsetRange { least: offset, most: offset }.widened(CONTACT_SECONDS);
        self.known = Some(Known { range, at, contact: true });
        (self.claimed, self.last_seen) = (None, Some(at));
    }

    /// Takes in what was heard; `drift_ppm` is what a clock may gain or lose, in parts in a million.
    pub(super) fn observe(&mut self, heard: &Observation, drift_ppm: u32) {
        self.last_seen = Some(self.last_seen.map_or(heard.at, |before| before.max(heard.at)));
        let Some(range) = heard.range else { return };
        let drift = |since: i64| drifted(since, heard.at, drift_ppm);
        let met = self.known.and_then(|known| known.range.widened(drift(known.at)).meet(range));
        match (met, &mut self.known) {
            (Some(range), Some(known)) => {
                (known.range, known.at) = (range, known.at.max(heard.at));
                self.claimed = None;
            }
            _ => self.claim(range, heard, drift_ppm),
        }
    }

    fn claim(&mut self, range: OffsetRange, heard: &Observation, drift_ppm: u32) {
        let fresh = Claimed { range, at: heard.at, since: heard.at, first: heard.identifier };
        let claimed =
            self.claimed.map_or(fresh, |claimed| claimed.and(range, heard, drift_ppm).unwrap_or(fresh));
        if claimed.is_agreed(heard) {
            self.known = Some(Known { range: claimed.range, at: claimed.at, contact: false });
            self.claimed = None;
        } else {
            self.claimed = Some(claimed);
        }
    }
}

impl Claimed {
    /// Both together; `None` where they contradict each other.
    fn and(self, range: OffsetRange, heard: &Observation, drift_ppm: u32) -> Option<Self> {
        let range = self.range.widened(drifted(self.at, heard.at, drift_ppm)).meet(range)?;
        Some(Self { range, at: self.at.max(heard.at), ..self })
    }

    /// Another identifier than the first, long enough after it.
    fn is_agreed(&self, heard: &Observation) -> bool {
        heard.identifier != self.first && heard.at.saturating_sub(self.since) >= AGREEMENT_SECONDS
    }
}

/// What a clock may have gained or lost between two moments, seconds, rounded up.
pub(super) fn drifted(from: i64, to: i64, drift_ppm: u32) -> i64 {
    let seconds = u128::from(from.abs_diff(to));
    i64::try_from((seconds * u128::from(drift_ppm)).div_ceil(1_000_000)).unwrap_or(i64::MAX)
}

/// What a store keeps of a tag; sealed at rest, because it tells when the tag was near its owner.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LearntTag {
    /// The tag.
    pub tag: TagId,
    /// [`Learnt`] in bytes, versioned by the first one, of the same length for every tag.
    pub state: Vec<u8>,
}

impl fmt::Debug for LearntTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LearntTag(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PPM: u32 = 100;
    const NOW: i64 = 1_800_000_000;

    fn heard(least: i64, most: i64, at: i64, epoch: u32) -> Observation {
        Observation { range: OffsetRange::new(least, most), at: NOW + at, identifier: (0, epoch) }
    }

    fn learnt(observations: &[Observation]) -> Learnt {
        let mut learnt = Learnt::nothing(NOW);
        observations.iter().for_each(|heard| learnt.observe(heard, PPM));
        learnt
    }

    fn range(least: i64, most: i64) -> Option<OffsetRange> {
        OffsetRange::new(least, most)
    }

    /// Three quarters of an hour of a tag that is 100 s behind.
    fn agreed() -> Learnt {
        learnt(&[heard(-900, 0, 0, 1), heard(-400, 500, 900, 2), heard(-700, -80, 1_800, 3)])
    }

    #[test]
    fn one_identifier_is_a_claim_and_agreement_makes_it_known() {
        assert_eq!(learnt(&[heard(-900, 0, 0, 1), heard(-900, 0, 1_700, 2)]).offset(), None);
        assert_eq!(
            learnt(&[heard(-900, 0, 0, 1), heard(-900, 0, 90_000, 1)]).offset(),
            None,
            "the same again"
        );
        assert_eq!(agreed().offset(), range(-401, -80), "bounds met, a second of drift");
        assert!(!agreed().is_confirmed());
    }

    #[test]
    fn a_clock_that_runs_fast_is_followed() {
        let mut learnt = agreed();
        for day in 1..200 {
            let offset = -100 + day * 8;
            learnt.observe(
                &heard(offset - 450, offset + 450, day * 86_400, u32::try_from(day).unwrap() + 9),
                PPM,
            );
            let known = learnt.offset().unwrap();
            assert!((known.least..=known.most).contains(&offset), "day {day}");
        }
    }

    #[test]
    fn a_recording_moves_nothing_while_the_tag_itself_is_heard() {
        let mut learnt = agreed();
        for quarter in 3..40 {
            let (at, epoch) = (quarter * 900, u32::try_from(quarter).unwrap() + 1);
            learnt.observe(&heard(-87_000, -86_000, at, epoch + 500), PPM);
            learnt.observe(&heard(-300, -100, at + 5, epoch), PPM);
        }
        let known = learnt.offset().unwrap();
        assert!(known.least >= -401 && known.most <= 0);
    }

    #[test]
    fn a_tag_that_lost_power_is_believed_after_half_an_hour() {
        let mut learnt = agreed();
        learnt.observe(&heard(-50_000, -49_100, 90_000, 50), PPM);
        assert_eq!(learnt.offset(), agreed().offset());
        learnt.observe(&heard(-49_900, -49_000, 90_900, 51), PPM);
        learnt.observe(&heard(-49_900, -49_000, 91_800, 52), PPM);
        assert_eq!(learnt.offset(), range(-49_900, -49_098));
    }

    #[test]
    fn claims_that_contradict_each_other_start_anew() {
        let claims =
            [heard(-9_900, -9_000, 0, 1), heard(5_000, 5_900, 900, 2), heard(-9_900, -9_000, 1_800, 3)];
        assert_eq!(learnt(&claims).offset(), None);
        assert_eq!(learnt(&claims).last_seen(), Some(NOW + 1_800));
    }

    #[test]
    fn an_owner_contact_ends_all_doubt() {
        let mut learnt = agreed();
        learnt.contact(7, NOW + 5_000);
        assert_eq!(learnt.offset(), range(5, 9));
        assert!(learnt.is_confirmed());
        learnt.observe(&heard(-900, 900, 86_400, 99), PPM);
        assert!(learnt.is_confirmed(), "what agrees with a contact leaves it one");
    }

    #[test]
    fn what_says_nothing_of_a_clock_is_only_seen() {
        let learnt = learnt(&[Observation { range: None, at: NOW + 4, identifier: (0, 0) }]);
        assert_eq!((learnt.last_seen(), learnt.offset(), learnt.claimed), (Some(NOW + 4), None, None));
    }

    #[test]
    fn extreme_times_overflow_nothing() {
        let mut learnt = agreed();
        for at in [i64::MIN, i64::MAX, 0] {
            let range = OffsetRange::new(i64::MIN, i64::MAX);
            learnt.observe(&Observation { range, at, identifier: (1, 1) }, u32::MAX);
        }
        assert!(learnt.offset().is_some());
        assert_eq!(drifted(i64::MIN, i64::MAX, u32::MAX), i64::MAX);
    }
}
