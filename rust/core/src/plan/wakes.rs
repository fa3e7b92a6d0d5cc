//! How often the process was woken of late.

use std::collections::VecDeque;

use crate::moment::Boot;

const HOUR_MS: i64 = 60 * 60 * 1000;
/// What comes closer together is one wake.
const APART_MS: i64 = 10_000;
/// As many as any budget.
const MOST: usize = 512;

/// Wakes of the last hour.
#[derive(Debug, Default)]
pub(super) struct Wakes(VecDeque<Boot>);

impl Wakes {
    pub(super) fn note(&mut self, now: Boot) {
        while self.0.len() >= MOST || self.0.front().is_some_and(|at| now - at >= HOUR_MS) {
            let _ = self.0.pop_front();
        }
        if self.0.back().is_none_or(|last| now - last >= APART_MS) {
            self.0.push_back(now);
        }
    }

    /// What an earlier process of this boot knew, oldest first.
    pub(super) fn recall(&mut self, wakes: Vec<Boot>) {
        self.0 = wakes.into();
    }

    /// What a later process is to know, oldest first.
    pub(super) fn kept(&self) -> Vec<Boot> {
        self.0.iter().copied().collect()
    }

    /// When another wake is within `budget` an hour.
    pub(super) fn free_at(&self, now: Boot, budget: u32) -> Boot {
        let budget = usize::try_from(budget.max(1)).unwrap_or(usize::MAX);
        let in_the_way = self.0.iter().rev().nth(budget - 1);
        in_the_way.map_or(now, |at| now.max(at + HOUR_MS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_slides_and_neighbours_are_one() {
        let mut wakes = Wakes::default();
        for at in [0, 5_000, 600_000, 1_200_000] {
            wakes.note(at);
        }
        assert_eq!(wakes.free_at(1_200_000, 4), 1_200_000);
        assert_eq!(wakes.free_at(1_200_000, 3), HOUR_MS);
        assert_eq!(wakes.free_at(1_200_000, 1), HOUR_MS + 1_200_000);
        wakes.note(HOUR_MS);
        assert_eq!(wakes.free_at(HOUR_MS, 3), HOUR_MS + 600_000);
        let mut next = Wakes::default();
        next.recall(wakes.kept());
        assert_eq!(next.free_at(HOUR_MS, 3), HOUR_MS + 600_000, "another process");
    }
}
