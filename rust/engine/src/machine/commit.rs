//! Seals and changes become one transaction; a failed one is told to the finder, which starts again from what the
//! store really holds.

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};
use findmesh_core::{Change, Event, SealRequest, StoreTrouble};
use findmesh_store::{Retention, StoreError};

use super::{Followers, Machine, Outcome};
use crate::error::EngineError;
use crate::random;

impl Machine {
    pub(super) fn seal(&mut self, request: &SealRequest) {
        match self.sealer.seal(request, &random::bytes(&self.entropy)) {
            Ok(row) => self.sealed.push(Change::Enqueue(row)),
            Err(_) => self.refused.push(request.entry.id),
        }
    }

    /// One transaction of the rows sealed before and the finder's changes; the finder hears of its rows.
    pub(super) fn commit(
        &mut self,
        changes: Vec<Change>,
        followers: &mut Followers,
    ) -> Result<(), StoreError> {
        let mut all = std::mem::take(&mut self.sealed);
        let rows = all.len();
        all.extend(changes);
        if all.iter().any(ends_own_tags) {
            // What was learnt of them is not core's: it goes in the same transaction.
            let learnt = self.store.learnt()?;
            all.extend(learnt.iter().map(|row| Change::ForgetLearnt { tag: row.tag }));
        }
        if !all.is_empty() {
            self.store.commit(&all)?;
        }
        followers.extend(all.iter().take(rows).filter_map(queued));
        followers.extend(self.refused.drain(..).map(|id| Event::SealRefused { id }));
        all.iter().for_each(|change| self.forget_answered(change));
        Ok(())
    }

    /// A commit, or reading a row, failed: memory goes back to what the store holds.
    pub(super) fn recover(
        &mut self,
        event: &Event,
        error: &EngineError,
        followers: &mut Followers,
        outcome: &mut Outcome,
    ) {
        let reason = trouble(error);
        log::warn!("the store failed: {reason:?}");
        outcome.trouble = Some(reason);
        followers.clear();
        // The finder could not even store what it made of the failure: the next event tries again.
        if matches!(event, Event::PersistFailed { .. } | Event::Restored(_)) {
            self.stale = true;
            return;
        }
        followers.push_back(Event::PersistFailed { reason });
        self.restore(followers);
    }

    /// Tells the finder what the store holds; where it cannot be read, the next event tries again.
    pub(super) fn restore(&mut self, followers: &mut Followers) {
        match self.store.restore() {
            Ok(restored) => {
                self.stale = false;
                followers.push_back(Event::Restored(Box::new(restored)));
            }
            Err(error) => {
                log::warn!("the store cannot be read: {:?}", error.trouble());
                self.stale = true;
            }
        }
    }

    /// Housekeeping, once a UTC day; what fails is tried again the next day.
    pub(super) fn maintain(&mut self) {
        let now = self.now();
        if self.maintained_day == Some(now.day()) {
            return;
        }
        self.maintained_day = Some(now.day());
        if let Err(error) = self.store.maintain(now.wall_ms, Retention::of(self.finder.config())) {
            log::warn!("housekeeping failed: {:?}", error.trouble());
        }
    }

    fn forget_answered(&mut self, change: &Change) {
        match change {
            Change::RemoveQueue { id } => {
                let _ = self.answered.remove(id);
            }
            Change::EraseCrowd => self.answered.clear(),
            _ => {}
        }
    }
}

fn ends_own_tags(change: &Change) -> bool {
    matches!(
        change,
        Change::AppendConsent(ConsentEntry { purpose: Purpose::OwnTags, decision: Decision::Withdrawn, .. })
    )
}

fn queued(change: &Change) -> Option<Event> {
    match change {
        Change::Enqueue(row) => Some(Event::Queued { id: row.entry.id, size: row.entry.size }),
        _ => None,
    }
}

fn trouble(error: &EngineError) -> StoreTrouble {
    match error {
        EngineError::Store(error) => error.trouble(),
        _ => StoreTrouble::Io,
    }
}
