//! Full-jitter exponential backoff.

use rand_chacha::ChaCha12Rng;

use crate::config::UploadLimits;
use crate::draw::uniform;
use crate::moment::{Boot, Moment, Wall, span};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// Failures in a row.
    pub(crate) failures: u32,
    /// Nothing leaves before.
    pub(crate) not_before: Boot,
    /// Wall time of the first failure.
    pub(crate) since_wall: Option<Wall>,
    /// Status of the last one, 0 without an answer.
    pub(crate) status: u16,
}

impl Backoff {
    /// One more failure; when the report that failed may be tried again. `asked`: `Retry-After` in
    /// milliseconds.
    pub(crate) fn failed(
        &mut self,
        status: Option<u16>,
        asked: Option<u64>,
        now: Moment,
        rng: &mut ChaCha12Rng,
        limits: &UploadLimits,
    ) -> Boot {
        self.failures = self.failures.saturating_add(1);
        self.status = status.unwrap_or(0);
        self.since_wall = self.since_wall.or(Some(now.wall));
        let jitter = uniform(rng, 0, ceiling(self.failures, limits));
        let wait = jitter.max(asked.unwrap_or(0).min(limits.max_retry_after_ms));
        self.not_before = now.boot + span(wait);
        self.not_before
    }

    /// The relay answered.
    pub(crate) fn answered(&mut self) {
        *self = Self::default();
    }
}

/// base · 2^(failures − 1), at most the longest backoff.
fn ceiling(failures: u32, limits: &UploadLimits) -> u64 {
    let doublings = failures.saturating_sub(1).min(40);
    limits.backoff_base_ms.saturating_mul(1 << doublings).min(limits.backoff_max_ms)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn the_ceiling_doubles_from_ten_seconds_to_six_hours() {
        let limits = UploadLimits::default();
        let ceilings: Vec<u64> = (1..=14).map(|n| ceiling(n, &limits) / 1000).collect();
        assert_eq!(ceilings[..4], [10, 20, 40, 80]);
        assert_eq!(ceilings[11..], [20_480, 21_600, 21_600]);
        assert_eq!(ceiling(u32::MAX, &limits), 21_600_000);
    }

    #[test]
    fn jitter_is_full_and_retry_after_is_obeyed_within_reason() {
        let (limits, mut rng) = (UploadLimits::default(), Seed([1; 32]).rng());
        let now = Moment { boot: 1_000, wall: 0 };
        let mut wait = |failures, asked| {
            let mut backoff = Backoff { failures, ..Backoff::default() };
            backoff.failed(Some(503), asked, now, &mut rng, &limits) - now.boot
        };
        let waits: Vec<i64> = (0..200).map(|_| wait(0, None)).collect();
        assert!(waits.iter().all(|wait| (0..=10_000).contains(wait)));
        assert!(waits.iter().any(|wait| *wait < 1_000) && waits.iter().any(|wait| *wait > 9_000));
        assert_eq!(wait(0, Some(3_600_000)), 3_600_000);
        assert_eq!(wait(0, Some(u64::MAX)), 24 * 3_600_000);
    }
}
