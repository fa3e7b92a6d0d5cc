//! Timing of closures, in turns, so that a slow moment of the machine hits all of them.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// One thing to time: a name, and how many operations one call makes.
pub(crate) struct Case<'a> {
    /// What the table says.
    pub(crate) name: String,
    /// Operations of one call.
    pub(crate) operations: u32,
    /// The call.
    pub(crate) body: Box<dyn FnMut() + 'a>,
}

impl<'a> Case<'a> {
    /// A case of one operation a call.
    pub(crate) fn new<T>(name: impl Into<String>, mut body: impl FnMut() -> T + 'a) -> Self {
        let body = Box::new(move || {
            let _ = black_box(body());
        });
        Self { name: name.into(), operations: 1, body }
    }

    /// The same, each call making several.
    pub(crate) fn of(mut self, operations: u32) -> Self {
        self.operations = operations;
        self
    }
}

/// A case's time for one operation, in nanoseconds.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    /// What was timed.
    pub(crate) name: String,
    /// Best of all turns: the machine at its least disturbed.
    pub(crate) best: f64,
    /// Median of all turns.
    pub(crate) median: f64,
}

const TURNS: usize = 15;
const TURN: Duration = Duration::from_millis(60);

/// Times the cases in turns, A B A B …, after one uncounted turn each.
pub(crate) fn in_turns(mut cases: Vec<Case<'_>>) -> Vec<Timing> {
    let calls: Vec<u32> = cases.iter_mut().map(calibrate).collect();
    let mut samples: Vec<Vec<f64>> = vec![Vec::new(); cases.len()];
    for _ in 0..TURNS {
        for ((case, calls), samples) in cases.iter_mut().zip(&calls).zip(&mut samples) {
            samples.push(turn(case, *calls));
        }
    }
    cases.iter().zip(samples).map(|(case, samples)| summary(&case.name, samples)).collect()
}

/// How many calls fill a turn.
fn calibrate(case: &mut Case<'_>) -> u32 {
    let mut calls = 1_u32;
    loop {
        let start = Instant::now();
        (0..calls).for_each(|_| (case.body)());
        if start.elapsed() * 2 > TURN || calls > 1 << 26 {
            return calls;
        }
        calls *= 2;
    }
}

fn turn(case: &mut Case<'_>, calls: u32) -> f64 {
    let start = Instant::now();
    (0..calls).for_each(|_| (case.body)());
    start.elapsed().as_secs_f64() * 1e9 / f64::from(calls) / f64::from(case.operations)
}

fn summary(name: &str, mut samples: Vec<f64>) -> Timing {
    samples.sort_by(f64::total_cmp);
    let at = |index: usize| samples.get(index).copied().unwrap_or(f64::NAN);
    Timing { name: name.to_owned(), best: at(0), median: at(samples.len() / 2) }
}
