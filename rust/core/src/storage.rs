//! What is known of the store: transactions under way, trouble, and what must reach it in the end.

use crate::event::StoreTrouble;
use crate::moment::{Boot, Moment, Wall};
use crate::persist::Change;

/// Pause between attempts to write what must be written.
const RETRY_MS: i64 = 60_000;

/// A refusal of the store, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) what: StoreTrouble,
    pub(crate) since: Wall,
    last: Boot,
}

#[derive(Debug, Default)]
pub(crate) struct Storage {
    /// A transaction was asked for and nothing was heard against it yet.
    under_way: bool,
    /// Of that transaction: what memory holds to even if it fails.
    at_stake: Vec<Change>,
    /// Of transactions that failed.
    unkept: Vec<Change>,
    trouble: Option<Trouble>,
    incident: Option<(StoreTrouble, Wall)>,
}

impl Storage {
    /// An event that is not a failure came: what was under way stands. True where there was something.
    pub(crate) fn stands(&mut self) -> bool {
        if !std::mem::take(&mut self.under_way) {
            return false;
        }
        self.at_stake.clear();
        self.unkept.clear();
        self.trouble = None;
        true
    }

    /// The transaction under way failed, or the store could not be read.
    pub(crate) fn failed(&mut self, what: StoreTrouble, now: Moment) {
        if std::mem::take(&mut self.under_way) {
            self.unkept = std::mem::take(&mut self.at_stake);
        }
        let since = self.trouble.map_or(now.wall, |trouble| trouble.since);
        self.trouble = Some(Trouble { what, since, last: now.boot });
    }

    /// Opens a transaction: earlier changes that must be kept, then these.
    pub(crate) fn begin(&mut self, must: Vec<Change>, changes: Vec<Change>) -> Vec<Change> {
        self.under_way = true;
        self.at_stake = std::mem::take(&mut self.unkept);
        self.at_stake.extend(must);
        self.at_stake.iter().cloned().chain(changes).collect()
    }

    /// One more change that the store missed.
    pub(crate) fn owe(&mut self, change: Change) {
        self.unkept.push(change);
    }

    /// Changes that the store missed.
    pub(crate) fn owed(&self) -> &[Change] {
        &self.unkept
    }

    /// When to try again what the store missed.
    pub(crate) fn retry_at(&self, now: Boot) -> Option<Boot> {
        let wait = self.trouble.map_or(now, |trouble| trouble.last + RETRY_MS);
        (!self.unkept.is_empty()).then_some(wait)
    }

    pub(crate) fn note_incident(&mut self, what: StoreTrouble, now: Moment) {
        self.incident = Some((what, now.wall));
    }

    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    pub(crate) fn incident(&self) -> Option<(StoreTrouble, Wall)> {
        self.incident
    }
}
