//! Learns on some days, measures on others.

use std::collections::BTreeMap;

use super::pair::{Pair, pairs};
use super::{Arrival, Attack, auc};

/// Which pairs are asked about, by the arrival of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// All of them.
    Day,
    /// From ten in the evening to six in the morning.
    Night,
}

impl Hours {
    fn have(self, pair: &Pair) -> bool {
        let hour = pair.at_ms / 3_600_000;
        self == Self::Day || !(6..22).contains(&hour)
    }
}

/// What an attack came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Which.
    pub attack: Attack,
    /// Area under its curve; 0.5 is chance. None where there was no pair of one finder.
    pub auc: Option<f64>,
    /// Pairs of one finder that were measured.
    pub same: usize,
    /// Pairs of two.
    pub other: usize,
}

/// Counts of a cell, for pairs of one finder and of two.
type Counts = [f64; 2];

/// What an attack has learnt.
#[derive(Default)]
struct Learnt {
    cells: BTreeMap<(u32, u32), Counts>,
    given: BTreeMap<u32, Counts>,
}

impl Learnt {
    fn learn(&mut self, cell: (u32, u32), same: bool) {
        let kind = usize::from(!same);
        self.cells.entry(cell).or_default()[kind] += 1.0;
        self.given.entry(cell.0).or_default()[kind] += 1.0;
    }

    /// Logarithm of the likelihood ratio. What was hardly seen says hardly anything: each kind of pair is given a few
    /// more, spread as the pairs of both kinds are.
    fn score(&self, cell: (u32, u32)) -> f64 {
        const FEW: f64 = 8.0;
        let (Some(given), Some(seen)) = (self.given.get(&cell.0), self.cells.get(&cell)) else {
            return 0.0;
        };
        let share = (seen[0] + seen[1]) / (given[0] + given[1]);
        let likely = |kind: usize| (seen[kind] + FEW * share) / (given[kind] + FEW);
        (likely(0) / likely(1)).ln()
    }
}

/// Every attack, learnt on the days of `known` and measured on those of `unknown`.
#[must_use]
pub fn figures(known: &[Vec<Arrival>], unknown: &[Vec<Arrival>], hours: Hours) -> Vec<Figure> {
    let within = |days: &[Vec<Arrival>]| -> Vec<Pair> {
        days.iter().flat_map(|day| pairs(day)).filter(|pair| hours.have(pair)).collect()
    };
    let (known, unknown) = (within(known), within(unknown));
    Attack::ALL.into_iter().map(|attack| figure(attack, &known, &unknown)).collect()
}

fn figure(attack: Attack, known: &[Pair], unknown: &[Pair]) -> Figure {
    let mut learnt = Learnt::default();
    known.iter().for_each(|pair| learnt.learn(attack.cell(pair), pair.same));
    let scored: Vec<(f64, bool)> =
        unknown.iter().map(|pair| (learnt.score(attack.cell(pair)), pair.same)).collect();
    let same = scored.iter().filter(|(_, same)| *same).count();
    let other = scored.len() - same;
    Figure { attack, auc: auc::auc(scored), same, other }
}
