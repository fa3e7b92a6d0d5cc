//! Decoding adverts.

use std::path::Path;

use findmesh_proto::advert::decode;

use crate::budgets::{Budgets, of};
use crate::measure::{Case, Timing, in_turns};
use crate::report::Report;
pub(crate) use crate::street::DEPLOYMENT;
use crate::street::{Heard, classes, street, taken};

/// Where the corpus is: this crate is in tests/perf of its checkout.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Adverts a second on one core: the street, and one of each class.
pub(crate) fn run(report: &mut Report, budgets: &Budgets) -> Result<(), Box<dyn std::error::Error>> {
    report.topic("decode and classify one advert");
    let classes = classes(Path::new(CHECKOUT))?;
    let mixed = street(&classes);
    let mut cases = vec![Case::new("a street's thousand", || taken(&mixed)).of(u32::try_from(mixed.len())?)];
    let firsts = classes.iter().filter_map(|(class, adverts)| Some((class, adverts.first()?)));
    cases.extend(
        firsts.map(|(class, heard)| Case::new(class, || decode(&heard.frame(), &DEPLOYMENT).is_ok())),
    );
    let timings = in_turns(cases);
    report.timings(&timings);
    report.at_least("rates.decode", slowest_rate(&timings), of(&budgets.rates, "decode"));
    Ok(())
}

/// The budget holds for the street and for every format by itself.
fn slowest_rate(timings: &[Timing]) -> f64 {
    1e9 / timings.iter().map(|timing| timing.median).fold(0.0, f64::max)
}

/// Only the street, as often as asked for, for tools that count instructions.
pub(crate) fn count(rounds: u32) -> Result<usize, Box<dyn std::error::Error>> {
    let mixed: Vec<Heard> = street(&classes(Path::new(CHECKOUT))?);
    Ok((0..rounds).map(|_| taken(std::hint::black_box(&mixed))).sum())
}
