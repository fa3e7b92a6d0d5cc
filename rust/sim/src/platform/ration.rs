//! Rolling quotas.

use std::collections::VecDeque;

use super::rules::Quota;

/// Moments at which something was taken of a quota.
#[derive(Debug, Default)]
pub(super) struct Ration {
    taken: VecDeque<u64>,
}

impl Ration {
    /// The earliest moment from `now` on at which the quota has one left.
    pub(super) fn free_at(&self, quota: Quota, now: u64) -> u64 {
        let Some(nth) = self.taken.len().checked_sub(quota.count.max(1)) else {
            return now;
        };
        self.taken.get(nth).map_or(now, |oldest| (oldest + quota.window_ms).max(now))
    }

    /// Takes one.
    pub(super) fn take(&mut self, now: u64) {
        self.taken.push_back(now);
        if self.taken.len() > 1000 {
            let _ = self.taken.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_a_rolling_quota_frees_as_its_window_moves_on() {
        let quota = Quota { count: 2, window_ms: 100 };
        let mut ration = Ration::default();
        assert_eq!(ration.free_at(quota, 5), 5);
        ration.take(5);
        ration.take(50);
        assert_eq!(ration.free_at(quota, 60), 105);
        assert_eq!(ration.free_at(quota, 110), 110);
        ration.take(110);
        assert_eq!(ration.free_at(quota, 120), 150);
    }
}
