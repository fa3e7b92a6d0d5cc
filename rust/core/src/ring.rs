//! The fixes of the last hour, by time.

use std::collections::VecDeque;

use crate::config::FixLimits;
use crate::fix::Fix;
use crate::geo::Point;
use crate::moment::{Boot, boot_ms, span};

/// An hour at a fix a second, and some.
const MAX_FIXES: usize = 4_096;
/// A fix may be this far ahead of our reading of the clock.
const AHEAD_MS: i64 = 60_000;

/// A fix that passed inspection.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct KeptFix {
    pub(crate) at: Boot,
    pub(crate) point: Point,
    pub(crate) fix: Fix,
}

impl KeptFix {
    /// `None` for what an app made up, what is nowhere, and what is too wide to be of use or says no width.
    fn inspect(fix: &Fix, limits: &FixLimits) -> Option<Self> {
        let point = Point { latitude: fix.latitude, longitude: fix.longitude };
        let on_earth = fix.latitude.abs() <= 90.0 && fix.longitude.abs() <= 180.0;
        // Android says 0 where it does not know.
        let usable = fix.accuracy_m > 0.0 && f64::from(fix.accuracy_m) <= limits.max_accuracy_m;
        (!fix.mock && on_earth && usable).then_some(Self { at: boot_ms(fix.boot_ms), point, fix: *fix })
    }

    pub(crate) fn accuracy_m(&self) -> f64 {
        f64::from(self.fix.accuracy_m)
    }

    pub(crate) fn speed_mps(&self) -> Option<f64> {
        self.fix.speed_mps.map(f64::from).filter(|speed| speed.is_finite() && *speed >= 0.0)
    }
}

#[derive(Debug, Default)]
pub(crate) struct FixRing {
    fixes: VecDeque<KeptFix>,
    generation: u64,
}

impl FixRing {
    /// Keeps a fix, late ones in their place; false where it is of no use.
    pub(crate) fn insert(&mut self, fix: &Fix, now: Boot, limits: &FixLimits) -> bool {
        let Some(kept) = KeptFix::inspect(fix, limits) else {
            return false;
        };
        if kept.at > now + AHEAD_MS || kept.at < now - span(limits.ring_ms) {
            return false;
        }
        let index = self.fixes.partition_point(|other| other.at <= kept.at);
        self.fixes.insert(index, kept);
        self.generation += 1;
        self.forget(now - span(limits.ring_ms));
        true
    }

    fn forget(&mut self, before: Boot) {
        while self.fixes.len() > MAX_FIXES || self.fixes.front().is_some_and(|fix| fix.at < before) {
            let _ = self.fixes.pop_front();
        }
    }

    /// The last fix at or before this moment, and the first one after it.
    pub(crate) fn around(&self, at: Boot) -> (Option<&KeptFix>, Option<&KeptFix>) {
        let index = self.fixes.partition_point(|fix| fix.at <= at);
        let before = index.checked_sub(1).and_then(|index| self.fixes.get(index));
        (before, self.fixes.get(index))
    }

    /// Time of the newest fix.
    pub(crate) fn newest(&self) -> Option<Boot> {
        self.fixes.back().map(|fix| fix.at)
    }

    /// Changes with every fix that was kept.
    pub(crate) fn generation(&self) -> u64 {
        self.generation
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fix_at;

    #[test]
    fn late_fixes_find_their_place_and_old_ones_leave() {
        let (mut ring, limits) = (FixRing::default(), FixLimits::default());
        for at in [100_000, 300_000, 200_000] {
            assert!(ring.insert(&fix_at(at, 48.0, 11.0), 300_000, &limits));
        }
        let (before, after) = ring.around(250_000);
        assert_eq!(before.map(|fix| fix.at), Some(200_000));
        assert_eq!(after.map(|fix| fix.at), Some(300_000));
        assert!(ring.insert(&fix_at(3_750_000, 48.0, 11.0), 3_750_000, &limits));
        assert_eq!(ring.around(100_000).0, None);
    }

    #[test]
    fn what_is_made_up_nowhere_wide_or_from_the_future_is_refused() {
        let (mut ring, limits) = (FixRing::default(), FixLimits::default());
        let good = fix_at(1_000, 48.0, 11.0);
        let bad = [
            Fix { mock: true, ..good },
            Fix { latitude: f64::NAN, ..good },
            Fix { longitude: 180.1, ..good },
            Fix { accuracy_m: 2_000.0, ..good },
            Fix { accuracy_m: f32::NAN, ..good },
            Fix { accuracy_m: 0.0, ..good },
            Fix { boot_ms: 100_000, ..good },
        ];
        assert!(bad.iter().all(|fix| !ring.insert(fix, 2_000, &limits)));
        assert_eq!(ring.newest(), None);
    }

    #[test]
    fn the_ring_is_bounded() {
        let (mut ring, limits) = (FixRing::default(), FixLimits::default());
        for at in 0..5_000 {
            assert!(ring.insert(&fix_at(at, 48.0, 11.0), 5_000, &limits));
        }
        assert_eq!(ring.fixes.len(), MAX_FIXES);
        assert_eq!(ring.newest(), Some(4_999));
    }
}
