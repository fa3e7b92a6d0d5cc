//! How the process before this one ended.

use crate::config::HealthLimits;
use crate::health::Severity;
use crate::moment::{Boot, Moment, Wall, span};
use crate::reason_code::ReasonCode;

/// Longer words are no platform's.
const LONGEST: usize = 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Death {
    pub(crate) why: String,
    pub(crate) gap_ms: i64,
    at: Boot,
    /// When it ended.
    pub(crate) since: Wall,
}

impl Death {
    /// `None` where the process ended as it was meant to.
    pub(crate) fn new(why: &str, gap_ms: u64, now: Moment) -> Option<Self> {
        let wished = ["exit_self", "package_updated", "package_state_change"].contains(&why);
        let gap_ms = span(gap_ms);
        let death = Self { why: word(why), gap_ms, at: now.boot, since: now.wall_of(now.boot - gap_ms) };
        (!wished).then_some(death)
    }

    /// Old enough to be forgotten.
    pub(crate) fn is_past(&self, now: Boot, limits: &HealthLimits) -> bool {
        now - self.at >= span(limits.ended_shown_ms)
    }

    pub(crate) fn code(&self) -> ReasonCode {
        match self.why.as_str() {
            "force_stopped" => ReasonCode::ForceStopped,
            "hibernated" => ReasonCode::AppHibernated,
            _ => ReasonCode::Killed,
        }
    }

    pub(crate) fn severity(&self, limits: &HealthLimits) -> Severity {
        if self.gap_ms >= span(limits.costly_gap_ms) { Severity::Degrading } else { self.code().severity() }
    }

    /// Whole seconds without a process.
    pub(crate) fn gap_s(&self) -> i64 {
        self.gap_ms / 1_000
    }
}

/// A word of the platform's, `unknown` where it is none: what a host makes up stays out of health.
fn word(why: &str) -> String {
    let known = !why.is_empty() && why.len() <= LONGEST;
    let plain = why.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if known && plain { why.to_owned() } else { "unknown".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn died(why: &str, gap_ms: u64) -> Option<Death> {
        Death::new(why, gap_ms, Moment { boot: 10_000, wall: 1_000_000_000 })
    }

    #[test]
    fn a_wished_end_is_no_reason() {
        assert_eq!(died("exit_self", 99), None);
        assert_eq!(died("package_updated", 99), None);
    }

    #[test]
    fn how_bad_it_was_is_said_by_its_kind_and_its_gap() {
        let death = died("low_memory", 59 * 60_000).unwrap();
        assert_eq!(
            (death.code(), death.severity(&HealthLimits::default())),
            (ReasonCode::Killed, Severity::Info)
        );
        assert_eq!((death.gap_s(), death.since), (59 * 60, 1_000_000_000 - 59 * 60_000));
        assert_eq!(
            died("unknown", 3_600_000).unwrap().severity(&HealthLimits::default()),
            Severity::Degrading
        );
        let stopped = died("force_stopped", 1_000).unwrap();
        assert_eq!(
            (stopped.code(), stopped.severity(&HealthLimits::default())),
            (ReasonCode::ForceStopped, Severity::Degrading)
        );
        assert_eq!(died("hibernated", 1).unwrap().code(), ReasonCode::AppHibernated);
    }

    #[test]
    fn what_no_platform_says_is_unknown() {
        for made_up in ["", "48.1 16.3", "Crash", &"x".repeat(41)] {
            assert_eq!(died(made_up, 1).unwrap().why, "unknown");
        }
    }
}
