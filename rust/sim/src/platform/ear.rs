//! A receiver setting and the next advert that each tag in range gives it.

use crate::world::Encounter;

use super::hearing::{Air, Reception, Signal, Windows};

/// Which adverts get through to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) legacy: bool,
    pub(super) extended: bool,
}

impl Wanted {
    const fn takes(self, signal: &Signal) -> bool {
        if signal.extended { self.extended } else { self.legacy }
    }
}

/// How a receiver is set: duty and what is wanted of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tuning {
    pub(super) interval_us: u64,
    pub(super) window_us: u64,
    pub(super) wanted: Wanted,
}

/// Encounters of the day with their signals, and the air.
pub(super) struct Surroundings<'d> {
    pub(super) encounters: &'d [Encounter],
    pub(super) signals: &'d [Signal],
    pub(super) air: &'d Air,
}

#[derive(Debug, Default)]
pub(super) struct Ear {
    tuning: Option<(Tuning, u64)>,
    next: Vec<(u32, Reception)>,
}

impl Ear {
    pub(super) fn tuning(&self) -> Option<Tuning> {
        self.tuning.map(|(tuning, _)| tuning)
    }

    /// Another setting from now on, for these encounters in range; windows begin anew.
    pub(super) fn retune(
        &mut self,
        tuning: Option<Tuning>,
        near: &[u32],
        around: &Surroundings<'_>,
        now_us: u64,
    ) {
        self.tuning = tuning.map(|tuning| (tuning, now_us));
        self.next.clear();
        near.iter().for_each(|encounter| self.listen(*encounter, around, now_us));
    }

    /// Listens to an encounter from a moment on.
    pub(super) fn listen(&mut self, encounter: u32, around: &Surroundings<'_>, from_us: u64) {
        let Some((tuning, start_us)) = self.tuning else {
            return;
        };
        let at = encounter as usize;
        let (stay, signal) = (&around.encounters[at], around.signals[at]);
        let Tuning { interval_us, window_us, wanted } = tuning;
        let windows = Windows { start_us, interval_us, window_us };
        if wanted.takes(&signal)
            && let Some(reception) = around.air.first(stay, signal, windows, from_us)
        {
            self.next.push((encounter, reception));
        }
    }

    /// When the next advert comes, microseconds.
    pub(super) fn due_us(&self) -> Option<u64> {
        self.first().map(|at| self.next[at].1.at_us)
    }

    /// Takes the next advert and looks for the one after it.
    pub(super) fn take(&mut self, around: &Surroundings<'_>) -> Option<(u32, Reception)> {
        let first = self.first()?;
        let (encounter, reception) = self.next.swap_remove(first);
        self.listen(encounter, around, reception.at_us + 1);
        Some((encounter, reception))
    }

    fn first(&self) -> Option<usize> {
        let order = |at: &usize| (self.next[*at].1.at_us, self.next[*at].0);
        (0..self.next.len()).min_by_key(order)
    }
}
