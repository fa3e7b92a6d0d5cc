//! When reports leave: one request at a time, spaced, backing off, parking (docs/finder.md §3).

mod backoff;
mod code;
mod parking;

use std::collections::BTreeSet;

use rand_chacha::ChaCha12Rng;

use crate::config::UploadLimits;
use crate::draw::uniform;
use crate::moment::{Boot, Moment, span};
use crate::persist::RowId;
use crate::upload::UploadWindow;
pub(crate) use backoff::Backoff;
pub(crate) use parking::{Parked, Parking};

/// Refused rows are remembered at most so many: a few days of parking.
const MOST_SUSPECTS: usize = 64;

#[derive(Debug, Default)]
pub(crate) struct Uploads {
    /// Rows of the request under way.
    pub(crate) in_flight: BTreeSet<RowId>,
    /// It was asked for by the last event's effects.
    just_asked: bool,
    /// End of the window that is open.
    window: Option<Boot>,
    /// The next report leaves no sooner.
    next_send: Boot,
    pub(crate) backoff: Backoff,
    pub(crate) parking: Parking,
    /// The relay did not take several at once: until then each report goes alone.
    pub(crate) alone: Option<Boot>,
    /// Rows whose refusal parked the whole queue. Nobody knows whether it was the row or the relay: the next
    /// attempt is another row's.
    pub(crate) suspects: BTreeSet<RowId>,
}

impl Uploads {
    /// This row was refused, and with it the whole queue.
    pub(crate) fn refused(&mut self, id: RowId, parked: Parked) {
        self.parking.whole = Some(parked);
        let _ = self.suspects.insert(id);
        if self.suspects.len() > MOST_SUSPECTS {
            let _ = self.suspects.pop_first();
        }
    }

    /// A window opens, an earlier one that ends later goes on; or the open one ends.
    pub(crate) fn open(&mut self, window: UploadWindow) {
        match window {
            UploadWindow::Wake => {}
            UploadWindow::Until { boot_ms } => {
                let until = crate::moment::boot_ms(boot_ms);
                self.window = Some(self.window.map_or(until, |open| open.max(until)));
            }
            UploadWindow::Over => self.window = None,
        }
    }

    /// Whether a longer window is open; closes it when its time is over.
    pub(crate) fn is_open(&mut self, now: Boot) -> bool {
        self.window = self.window.filter(|until| *until >= now);
        self.window.is_some()
    }

    /// The moment before which nothing may leave.
    pub(crate) fn not_before(&self) -> Boot {
        self.next_send.max(self.backoff.not_before).max(self.parking.whole_until())
    }

    /// How many reports may share the next request, if this one goes first: what was refused before goes alone.
    pub(crate) fn most_together(&self, first: &RowId, now: Boot, limits: &UploadLimits) -> usize {
        let alone = self.alone.is_some_and(|until| now < until) || self.suspects.contains(first);
        if alone { 1 } else { limits.max_reports }
    }

    /// A request leaves now.
    pub(crate) fn sent(&mut self, ids: &[RowId], now: Boot, rng: &mut ChaCha12Rng, limits: &UploadLimits) {
        (self.in_flight, self.just_asked) = (ids.iter().copied().collect(), true);
        let most = if self.window.is_some() { limits.max_spacing_ms } else { longest_rest(rng, limits) };
        self.next_send = now + span(uniform(rng, limits.min_spacing_ms, most));
    }

    /// What left did not arrive, as far as is known: nobody's reports can be told apart by it, and the pause is a window's.
    pub(crate) fn lost(&mut self, now: Boot, rng: &mut ChaCha12Rng, limits: &UploadLimits) {
        let pause = uniform(rng, limits.min_spacing_ms, limits.max_spacing_ms);
        self.next_send = self.next_send.min(now + span(pause));
    }

    /// When the open window can be used next, if a report is due at `due`.
    pub(crate) fn next_use(&self, due: Boot) -> Option<Boot> {
        let at = due.max(self.not_before());
        (self.in_flight.is_empty() && self.window? >= at).then_some(at)
    }

    /// Another event came: the effects of the one before were carried out.
    pub(crate) fn carried_out(&mut self) {
        self.just_asked = false;
    }

    /// Not all effects of the last event were carried out: an upload among them was not.
    pub(crate) fn recall(&mut self) {
        if std::mem::take(&mut self.just_asked) {
            self.in_flight.clear();
        }
    }

    /// What survives a restart.
    pub(crate) fn keep(&self, now: Moment) -> Vec<u8> {
        code::write(self, now)
    }

    /// What survived; an upload under way goes on.
    pub(crate) fn restore(&mut self, kept: Option<&[u8]>, now: Moment, limits: &UploadLimits) {
        let fresh = kept.and_then(|kept| code::read(kept, now, limits)).unwrap_or_default();
        *self = Self { in_flight: std::mem::take(&mut self.in_flight), window: self.window, ..fresh };
    }
}

/// The longest that a rest after a background wake can be. Some rests are as short as any, some a window's,
/// and some long: with long ones alone nobody's reports but strangers' would arrive close together, and without them what a
/// phone saw on one way would arrive within minutes. So the reports of one finder lie apart as those of many do
/// (docs/privacy.md).
fn longest_rest(rng: &mut ChaCha12Rng, limits: &UploadLimits) -> u64 {
    match uniform(rng, 0, 99) {
        n if n < limits.shortest_rests_percent.into() => limits.min_spacing_ms,
        n if n < limits.window_rests_percent.into() => limits.max_spacing_ms,
        _ => limits.max_rest_ms,
    }
}

#[cfg(test)]
#[path = "uploads_tests.rs"]
mod tests;
