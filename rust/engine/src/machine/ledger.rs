//! The consent ledger and the counters, read from the store.

use findmesh_core::consent::{ConsentEntry, Decision, Purpose};

use super::Machine;
use crate::error::EngineError;
use findmesh_core::sorted::SortedMap;

impl Machine {
    /// The ledger, oldest first.
    pub(crate) fn ledger(&mut self) -> Result<Vec<ConsentEntry>, EngineError> {
        Ok(self.store.consent_ledger()?)
    }

    /// Purposes that are granted now, by their order.
    pub(crate) fn grants(&mut self) -> Result<Vec<Purpose>, EngineError> {
        Ok(granted(&self.ledger()?))
    }

    /// Counters of the last `days` UTC days, today included, by day and name; those that wait to be written too.
    pub(crate) fn counters(&mut self, days: u32) -> Result<Vec<(i64, String, u64)>, EngineError> {
        let today = self.now().day();
        let first = today.saturating_sub(i64::from(days.max(1))) + 1;
        let mut sums = SortedMap::new();
        let unwritten = self.finder.unwritten_counts().into_iter();
        let unwritten = unwritten.filter(|(day, ..)| (first..=today).contains(day));
        for (day, name, count) in self.store.counters(first, today)?.into_iter().chain(unwritten) {
            *sums.or_default((day, name)) += count;
        }
        Ok(sums.into_iter().map(|((day, name), count)| (day, name, count)).collect())
    }

    /// A line of the ledger, stamped now. A withdrawal stands under the text that was agreed to.
    pub(crate) fn entry(&mut self, given: &Given) -> Result<ConsentEntry, EngineError> {
        let (text_version, locale) = match &given.text {
            Some(text) => text.clone(),
            None => self.last_text(given.purpose)?,
        };
        let decision = if given.text.is_some() { Decision::Granted } else { Decision::Withdrawn };
        let wall_ms = self.now().wall_ms;
        Ok(ConsentEntry {
            purpose: given.purpose,
            decision,
            text_version,
            locale,
            wall_ms,
            how: given.how.clone(),
        })
    }

    fn last_text(&mut self, purpose: Purpose) -> Result<(String, String), EngineError> {
        let ledger = self.ledger()?;
        let last = ledger.into_iter().rev().find(|e| e.purpose == purpose && e.decision == Decision::Granted);
        Ok(last.map(|e| (e.text_version, e.locale)).unwrap_or_default())
    }
}

/// What a person decided, as the host told it.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) purpose: Purpose,
    /// Version and language of the text that was agreed to; none: withdrawn.
    pub(crate) text: Option<(String, String)>,
    pub(crate) how: String,
}

/// Of each purpose the last line counts.
fn granted(ledger: &[ConsentEntry]) -> Vec<Purpose> {
    let stands = |purpose: &Purpose| {
        let last = ledger.iter().rev().find(|e| e.purpose == *purpose);
        last.is_some_and(|e| e.decision == Decision::Granted)
    };
    Purpose::ALL.into_iter().filter(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(purpose: Purpose, decision: Decision) -> ConsentEntry {
        ConsentEntry {
            purpose,
            decision,
            text_version: "1".into(),
            locale: "en".into(),
            wall_ms: 0,
            how: "test".into(),
        }
    }

    #[test]
    fn the_last_line_of_a_purpose_counts() {
        let ledger = [
            line(Purpose::CrowdReporting, Decision::Granted),
            line(Purpose::Diagnostics, Decision::Granted),
            line(Purpose::CrowdReporting, Decision::Withdrawn),
        ];
        assert_eq!(granted(&ledger), [Purpose::Diagnostics]);
    }
}
