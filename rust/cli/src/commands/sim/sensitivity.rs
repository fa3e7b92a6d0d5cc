//! What becomes of a policy when an assumption is wrong by half.

use findmesh_sim::day::{self, City, Effect, Outcome, Row};
use findmesh_sim::policy::Policy;
use serde_json::Value;

use super::day::{object, threads};
use crate::failure::Failure;
use crate::output::Console;
use crate::output::progress::Progress;
use crate::output::table::{Side, Table};
use crate::output::value::Object;

/// A table shows what moves energy by so much of itself, or the share reported by so many hundredths; JSON has all.
const ENERGY_SHARE: f64 = 0.02;
const REPORTED_SHARE: f64 = 0.01;

/// One object a change: the constant, its factor, and the row that came of it. The first line of a policy is the row of
/// the model as it stands, without a constant.
pub(super) fn run(
    city: &City,
    policies: &[Policy],
    progress: &Progress,
    console: &mut Console,
) -> Result<(), Failure> {
    for policy in policies {
        let base = city.live(*policy, threads(), &|_| {});
        let changes = day::changes(city.constants());
        let mut table = Vec::new();
        print_object(&base.row, None, console)?;
        for (n, change) in changes.iter().enumerate() {
            let (name, times) = (&change.constant, change.factor);
            progress.say(&format!("{}: {} of {}, {name} × {times}", policy.as_str(), n + 1, changes.len()));
            let effect = day::effect(city, *policy, change.clone(), threads());
            print_object(&effect.outcome.row, Some(&effect), console)?;
            table.push(effect);
        }
        progress.say("");
        if !console.is_json() {
            print_table(&base, table, console)?;
        }
        console.flush()?;
    }
    Ok(())
}

fn print_object(row: &Row, effect: Option<&Effect>, console: &mut Console) -> Result<(), Failure> {
    if !console.is_json() {
        return Ok(());
    }
    let constant = effect.map(|effect| effect.change.constant.as_str());
    let factor = effect.map(|effect| effect.change.factor);
    let object = Object::new()
        .with("constant", constant.map_or(Value::Null, Value::from))
        .with("factor", factor.map_or(Value::Null, Value::from))
        .with("row", object(row)?);
    console.line(Value::from(object))
}

fn print_table(base: &Outcome, mut effects: Vec<Effect>, console: &mut Console) -> Result<(), Failure> {
    let Row { policy, energy_mah_per_day: energy, .. } = base.row;
    let reported = base.row.reported_60s.unwrap_or(0.0);
    console.line(format!(
        "{policy}: {energy:.1} mAh a day, {:.1} % of 60 s encounters reported",
        100.0 * reported
    ))?;
    let moved = |effect: &Effect| {
        let row = &effect.outcome.row;
        let by_energy = (row.energy_mah_per_day - energy).abs() / energy.max(1e-9);
        let by_share = (row.reported_60s.unwrap_or(0.0) - reported).abs();
        (by_energy, by_share)
    };
    effects.retain(|effect| {
        let (by_energy, by_share) = moved(effect);
        by_energy >= ENERGY_SHARE || by_share >= REPORTED_SHARE
    });
    effects.sort_by(|a, b| moved(b).0.total_cmp(&moved(a).0));
    let headings = [
        ("constant", Side::Left),
        ("times", Side::Right),
        ("mAh/day", Side::Right),
        ("reported", Side::Right),
    ];
    let mut table = Table::new(&headings);
    for effect in &effects {
        let row = &effect.outcome.row;
        table.push(vec![
            effect.change.constant.clone(),
            effect.change.factor.to_string(),
            format!("{:.1}", row.energy_mah_per_day),
            format!("{:.1} %", 100.0 * row.reported_60s.unwrap_or(0.0)),
        ]);
    }
    for line in table.lines(console.palette(), console.width()) {
        console.line(line)?;
    }
    console.line("Every other constant moves energy by less than 2 % and the share by less than a hundredth.")
}
