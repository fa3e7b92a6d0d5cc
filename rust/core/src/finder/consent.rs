//! Consent and the host's wish.

use super::Finder;
use super::step::Step;
use crate::consent::{ConsentEntry, Decision, Purpose};
use crate::persist::{Change, setting};
use crate::sorted::SortedMap;

/// The newest decision of each purpose.
#[derive(Debug, Default)]
pub(super) struct Consents(SortedMap<Purpose, Decision>);

impl Consents {
    pub(super) fn note(&mut self, entry: &ConsentEntry) {
        let _ = self.0.insert(entry.purpose, entry.decision);
    }

    pub(super) fn restore(&mut self, ledger: &[ConsentEntry]) {
        self.0.clear();
        ledger.iter().for_each(|entry| self.note(entry));
    }

    pub(super) fn granted(&self, purpose: Purpose) -> bool {
        self.0.get(&purpose) == Some(&Decision::Granted)
    }
}

impl Finder {
    /// Whether a person agreed to reporting.
    pub(super) fn may_report(&self) -> bool {
        self.consents.granted(Purpose::CrowdReporting)
    }

    /// A withdrawal holds even if the store cannot take it now.
    pub(super) fn decide_consent(&mut self, entry: &ConsentEntry, step: &mut Step) {
        self.consents.note(entry);
        let append = Change::AppendConsent(entry.clone());
        match (entry.purpose, entry.decision) {
            (Purpose::CrowdReporting, Decision::Withdrawn) => {
                step.must.extend([append, Change::EraseCrowd]);
                self.forget_crowd();
                self.forget_heard();
            }
            (_, Decision::Withdrawn) => step.must.push(append),
            (purpose, Decision::Granted) => {
                step.changes.push(append);
                if purpose == Purpose::CrowdReporting {
                    self.confirm(step);
                }
            }
        }
    }

    /// Everything that reporting has gathered; fixes stay, they are the phone's own.
    pub(super) fn forget_crowd(&mut self) {
        self.tracks.clear();
        self.seen.clear();
        self.flood.clear();
        self.queue.clear();
        self.places.clear();
    }

    pub(super) fn set_enabled(&mut self, enabled: bool, step: &mut Step) {
        self.enabled = enabled;
        if enabled {
            // Somebody asked for another try.
            step.uploads_changed |= self.uploads.parking.whole.take().is_some();
        }
        step.changes.push(Change::setting(setting::ENABLED, vec![u8::from(enabled)]));
    }
}
