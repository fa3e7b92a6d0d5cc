//! When to listen, and how: the planner and its governor (docs/finder.md §1).
//!
//! It follows a wish with at most two scans: the standing one, by a PendingIntent, and a callback scan on top of it for
//! bursts and for a person who looks. Everything happens at an event; between two of them the planner says when it
//! wants the next.

mod bursts;
mod code;
mod course;
mod evidence;
mod follow;
mod governor;
mod jitter;
mod listens;
mod quiet;
mod slot;
mod standing;
mod visible;
mod wakes;

use crate::config::ScanLimits;
use crate::moment::{Boot, Moment};
use crate::phone::{Motion, PhoneState};
use crate::scan_request::{ScanPermit, ScanPlan};
use bursts::{Bursts, Trigger};
use code::Kept;
use course::Course;
use governor::{Caller, Governor};
use jitter::jittered;
use listens::Listens;
use quiet::Quiet;
pub(crate) use slot::ScanTrouble;
use slot::Slot;
use standing::wake_budget;
use visible::Visible;
use wakes::Wakes;

/// What the finder knows when the planner looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlook<'a> {
    /// The plan that everything allows; none: do not listen.
    pub(crate) plan: Option<ScanPlan>,
    /// The saving variant is wished.
    pub(crate) saving: bool,
    pub(crate) phone: &'a PhoneState,
    /// An encounter ends after this long unheard, milliseconds.
    pub(crate) encounter_end: i64,
    pub(crate) limits: &'a ScanLimits,
}

#[derive(Debug, Default)]
pub(crate) struct Planner {
    standing: Slot,
    callback: Slot,
    governor: Governor,
    quiet: Quiet,
    bursts: Bursts,
    course: Course,
    listens: Listens,
    visible: Visible,
    wakes: Wakes,
    /// Unbatched results would go on waking the phone for what it knows: no standing scan until then.
    pause: Option<Boot>,
    /// The standing scan is to be started anew, whatever it seems to do.
    rearm: bool,
    /// The standing scan's last evidence of life.
    alive: Option<Boot>,
    /// The phone's state is known: before, what an earlier process left running stays as it is.
    told: bool,
    /// The plan of the last look.
    plan: Option<ScanPlan>,
    motion: Motion,
    /// The phone is out where tags pass.
    out: bool,
    /// A display is on: nothing has to be woken.
    lit: bool,
    /// Keys that came into range in this event.
    arrivals: u128,
    /// A reportable tag was last in range then.
    met: Option<Boot>,
    /// What this event found.
    trigger: Option<Trigger>,
    /// A continuous scan began beside a tag: it must hear something.
    expecting: bool,
    blocked: bool,
    /// When to look again.
    next: Option<Boot>,
    /// Something is worth a transaction …
    dirty: bool,
    /// … or a line in the next one.
    stale: bool,
}

impl Planner {
    /// What an earlier process of this boot left behind.
    pub(crate) fn restore(&mut self, kept: Option<&[u8]>, now: Moment) {
        let kept = kept.and_then(|kept| Kept::read(kept, now)).unwrap_or_default();
        if let Some((request, began)) = kept.standing {
            self.standing.adopt(request, began);
            if kept.gone {
                self.standing.vanish();
            }
        }
        if let Some(listens) = kept.listens {
            self.listens.recall(listens);
            self.alive = listens.first().copied();
        }
        self.rearm = kept.rearm;
        self.pause = kept.pause;
        self.quiet = kept.quiet;
        self.governor.recall(kept.starts);
        self.bursts.recall(kept.bursts);
        self.wakes.recall(kept.wakes);
    }

    /// The next event, or one of our own, is a moment to look. `missed`: the store has not what it was given last.
    pub(crate) fn look_soon(&mut self, missed: bool, now: Boot) {
        self.next = Some(now);
        self.dirty |= missed;
    }

    /// Whether something is worth a transaction.
    pub(crate) fn must_keep(&self) -> bool {
        self.dirty
    }

    /// The setting, where it changed since it was last kept.
    pub(crate) fn keep(&mut self, now: Moment) -> Option<Vec<u8>> {
        let changed = std::mem::take(&mut self.dirty) | std::mem::take(&mut self.stale);
        if !changed {
            return None;
        }
        let kept = Kept {
            standing: self.standing.live().map(|request| (request, self.standing.began())),
            rearm: self.rearm,
            gone: self.rearm && self.standing.running().is_none(),
            listens: self.listens.kept(self.alive),
            pause: self.pause,
            quiet: self.quiet,
            starts: self.governor.starts().to_vec(),
            bursts: self.bursts.past().to_vec(),
            wakes: self.wakes.kept(),
        };
        Some(kept.write(now))
    }

    /// A host wants to start a scan of its own.
    pub(crate) fn reserve(&mut self, now: Boot, limits: &ScanLimits) -> ScanPermit {
        let at = self.governor.earliest(Caller::Host, now, limits);
        if at > now {
            self.governor.hold(at);
            return ScanPermit::RetryAt { boot_ms: u64::try_from(at).unwrap_or(0) };
        }
        self.governor.note(Caller::Host, now, limits);
        self.dirty = true;
        ScanPermit::Granted
    }

    /// Whether the phone is out where tags pass, as of the last look.
    pub(crate) fn is_out(&self) -> bool {
        self.out
    }

    /// The plan that is followed: by a scan that runs, or by a pause.
    pub(crate) fn running(&self) -> Option<ScanPlan> {
        let callback = self.callback.running().filter(|scan| scan.plan == ScanPlan::Visible);
        let paused = self.standing.live().is_none() && self.pause.is_some();
        let standing = self.standing.running().map(|scan| scan.plan);
        callback.map(|scan| scan.plan).or(standing).or_else(|| paused.then_some(self.plan?))
    }

    /// Something is to run, and nothing does.
    pub(crate) fn waits(&self) -> bool {
        self.plan.is_some() && self.running().is_none()
    }

    pub(crate) fn trouble(&self) -> Option<ScanTrouble> {
        self.standing.trouble().or(self.callback.trouble())
    }

    /// When a refused or lost scan is asked for again.
    pub(crate) fn retry(&self) -> Option<Boot> {
        self.standing.retry().or(self.callback.retry())
    }

    /// Until when a start, the host's or our own, waits for the platform's ration.
    pub(crate) fn throttled(&self, now: Boot) -> Option<Boot> {
        self.governor.held(now)
    }

    /// A scan is silent where it must hear something.
    pub(crate) fn is_suspected_blocked(&self) -> bool {
        self.blocked
    }

    /// When one more wake is within the budget of the hour: for what can wait.
    pub(crate) fn wakes_again(&self, now: Boot, limits: &ScanLimits) -> Boot {
        self.wakes.free_at(now, wake_budget(self.motion, limits))
    }

    /// When it wants the next event.
    pub(crate) fn next_wake(&self) -> Option<Boot> {
        self.next
    }
}
