//! When to be woken, and whether to tell.

use super::Finder;
use crate::effect::Effect;
use crate::moment::{Boot, Moment, span};
use crate::queue::Repeats;
use crate::tracks::Waiting;

/// A wake is at least this far ahead, so that nothing can spin.
const LEAST_MS: i64 = 1_000;
/// While the store refuses, at least this far.
const TROUBLE_MS: i64 = 60_000;

impl Finder {
    /// A new wish to be woken, where it changed.
    pub(super) fn wake_effect(&mut self, now: Moment) -> Option<Effect> {
        let least = if self.storage.trouble().is_some() { TROUBLE_MS } else { LEAST_MS };
        let soonest = now.boot + least;
        let wish = |at: Option<Boot>, before: Option<Boot>| {
            let at = at.map(|at| at.max(soonest));
            // A wish that is still ahead stands while the least distance alone moves it.
            let kept = before.filter(|kept| *kept > now.boot && at == Some(soonest) && *kept < soonest);
            kept.or(at)
        };
        let wishes = (wish(self.next_wake(now.boot), self.wake), wish(self.scan.next_wake(), self.listen));
        let changed = wishes != (self.wake, self.listen);
        (self.wake, self.listen) = wishes;
        let boot_ms = u64::try_from(self.wake.filter(|_| changed)?).ok()?;
        let listen_boot_ms = self.listen.and_then(|at| u64::try_from(at).ok());
        Some(Effect::WakeAt { boot_ms, listen_boot_ms })
    }

    pub(super) fn next_wake(&self, now: Boot) -> Option<Boot> {
        // What can wait waits for the budget of the hour; reports leave in windows, which are awake anyway.
        let free = self.scan.wakes_again(now, &self.config.scan);
        let patient = [self.next_settle(now), self.storage.retry_at(now)].into_iter().flatten();
        let patient = patient.map(|at| at.max(free));
        patient.chain(self.next_upload()).chain(self.scan.next_wake()).min()
    }

    /// When a waiting sighting takes what there is, or leaves.
    fn next_settle(&self, now: Boot) -> Option<Boot> {
        let may = self.restored && self.may_report();
        self.tracks.waiting().filter(|_| may).map(|(_, waiting)| self.deadline(waiting, now)).min()
    }

    fn deadline(&self, waiting: &Waiting, now: Boot) -> Boot {
        let limits = &self.config.fixes;
        let taken = waiting.closest.at + span(limits.nearest_ms);
        let left = waiting.since + span(limits.pending_ms);
        if taken > now { taken.min(left) } else { left }
    }

    /// When the next report leaves if nothing else happens, boot time in milliseconds; none where that needs another
    /// moment, or another network.
    pub fn uploads_at(&self) -> Option<u64> {
        u64::try_from(self.next_upload()?).ok()
    }

    fn next_upload(&self) -> Option<Boot> {
        let due = self.next_sendable()?;
        self.may_upload().then(|| self.uploads.next_use(due)).flatten()
    }

    /// When the next report may leave, a window permitting.
    pub(super) fn next_due(&self) -> Option<Boot> {
        let parking = &self.uploads.parking;
        let first = self.queue.first_due(|network| parking.until(network), Repeats::All)?;
        Some(first.max(self.uploads.not_before()))
    }

    /// Health or state changed.
    pub(super) fn notify_effect(&mut self, now: Moment) -> Option<Effect> {
        let health = self.snapshot(now);
        let changed = self.told.as_ref() != Some(&health);
        self.told = Some(health);
        changed.then_some(Effect::Notify)
    }
}
