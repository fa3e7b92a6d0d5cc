//! Reasons that stand, each with the time since when.

use crate::health::{Reason, Severity};
use crate::moment::Wall;
use crate::reason_code::ReasonCode;
use crate::sorted::SortedMap;

/// A reason found by looking at the finder as it is.
#[derive(Debug)]
pub(crate) struct Found {
    code: ReasonCode,
    severity: Severity,
    since: Option<Wall>,
    detail: Vec<(String, String)>,
}

impl Found {
    pub(crate) const fn new(code: ReasonCode) -> Self {
        Self { code, severity: code.severity(), since: None, detail: Vec::new() }
    }

    /// It is over, but what it did is not; or it is worse than it mostly is.
    pub(crate) fn degrading(self) -> Self {
        self.severity(Severity::Degrading)
    }

    /// As bad as it is here.
    pub(crate) fn severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// Since when, where that is known better than "since it was first found".
    pub(crate) fn since(self, since: Wall) -> Self {
        Self { since: Some(since), ..self }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.detail.push((name.to_owned(), value.to_string()));
        self
    }
}

#[derive(Debug, Default)]
pub(crate) struct Reasons {
    standing: SortedMap<ReasonCode, Reason>,
    /// The blocking reason that was found first: they are looked for in the order in which a person would
    /// have to mend them.
    first_blocking: Option<ReasonCode>,
}

impl Reasons {
    /// Replaces what stands; a reason that stood before keeps its time.
    pub(crate) fn update(&mut self, found: Vec<Found>, now: Wall) {
        let before = std::mem::take(&mut self.standing);
        let blocking = found.iter().find(|found| found.severity == Severity::Blocking);
        self.first_blocking = blocking.map(|found| found.code);
        for Found { code, severity, since, detail } in found {
            let stood = before.get(&code).map(|reason| reason.since_wall_ms);
            let since_wall_ms = since.or(stood).unwrap_or(now);
            let reason = Reason { code: code.as_str().to_owned(), severity, since_wall_ms, detail };
            let _ = self.standing.insert(code, reason);
        }
    }

    pub(crate) fn first_blocking(&self) -> Option<ReasonCode> {
        self.first_blocking
    }

    /// Blocking ones first, then by code.
    pub(crate) fn list(&self) -> Vec<Reason> {
        let mut list: Vec<Reason> = self.standing.values().cloned().collect();
        list.sort_by(|one, other| (one.severity, &one.code).cmp(&(other.severity, &other.code)));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_keep_their_time_and_their_order() {
        let mut reasons = Reasons::default();
        reasons.update(vec![Found::new(ReasonCode::Starting), Found::new(ReasonCode::Offline)], 100);
        let found = vec![
            Found::new(ReasonCode::Offline).with("network", "none"),
            Found::new(ReasonCode::NoFix).since(42),
            Found::new(ReasonCode::PermissionMissing),
            Found::new(ReasonCode::BluetoothOff),
        ];
        reasons.update(found, 200);
        let list: Vec<_> = reasons.list().into_iter().map(|r| (r.code, r.since_wall_ms)).collect();
        let expected =
            [("bluetooth_off", 200), ("permission_missing", 200), ("no_fix", 42), ("offline", 100)];
        assert_eq!(list, expected.map(|(code, since)| (code.to_owned(), since)));
        assert_eq!(reasons.first_blocking(), Some(ReasonCode::PermissionMissing));
    }
}
