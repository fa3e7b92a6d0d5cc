//! `cargo xtask device-check FOLDER …`: what phones said (docs/releasing.md) against rust/sim/platform.toml. A folder is one
//! phone's, as .ci/release fills it; into it goes device-check.json.

mod dumps;
mod model;
mod report;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::run::Done;

use model::Model;
use report::Report;

/// The output of the instrumentation.
const INSTRUMENT: &str = "instrument.txt";
const RESULT: &str = "device-check.json";

/// Every phone is looked at; a constant outside its range, or a phone that reported nothing, fails the task.
pub(crate) fn run(folders: &[String]) -> Done {
    if folders.is_empty() {
        return Err("device-check FOLDER …: none was given".to_owned());
    }
    let model = Model::load()?;
    let (mut reports, mut wrong) = (Vec::new(), Vec::new());
    for folder in folders {
        match look(Path::new(folder), &model) {
            Ok(report) => {
                wrong
                    .extend(report.outside().map(|row| format!("{}: {}", report.phone.model, row.line.name)));
                reports.push(report);
            }
            Err(reason) => wrong.push(format!("{folder}: {reason}")),
        }
    }
    for line in shares(&reports) {
        eprintln!("{line}");
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!("outside the model, or unknown:\n  {}", wrong.join("\n  ")))
    }
}

fn look(folder: &Path, model: &Model) -> Result<Report, String> {
    let instrument = fs::read_to_string(folder.join(INSTRUMENT)).map_err(|e| format!("{INSTRUMENT}: {e}"))?;
    let names = [dumps::ALARM, dumps::JOBS, dumps::IDLE, dumps::SETTINGS];
    let files: BTreeMap<&str, String> = names
        .into_iter()
        .filter_map(|name| Some((name, fs::read_to_string(folder.join(name)).ok()?)))
        .collect();
    let report = Report::of(&instrument, &files, model)?;
    let json = serde_json::to_string(&report).map_err(|e| format!("{RESULT}: {e}"))?;
    fs::write(folder.join(RESULT), json + "\n").map_err(|e| format!("{RESULT}: {e}"))?;
    let phone = &report.phone;
    eprintln!("── {} {}, API {}, {}", phone.maker, phone.model, phone.api, phone.build);
    for row in &report.constants {
        eprintln!("   {row}");
    }
    for figure in &report.figures {
        let said =
            figure.value.map_or_else(|| figure.error.clone().unwrap_or_default(), |value| value.to_string());
        eprintln!("     {:28}{said:>12} {}", figure.name, figure.unit.as_deref().unwrap_or_default());
    }
    Ok(report)
}

/// What the model has as a share of all phones: how many of these it is true of.
fn shares(reports: &[Report]) -> Vec<String> {
    let rows = reports.iter().flat_map(|report| &report.constants);
    let mut counted: BTreeMap<&str, (usize, usize, String)> = BTreeMap::new();
    for row in rows.filter(|row| row.line.name.starts_with("phones.")) {
        let (Some(value), Some(model)) = (row.line.value, &row.model) else { continue };
        let range = format!("model {} ({} to {})", model.value, model.low, model.high);
        let (yes, all, _) = counted.entry(&row.line.name).or_insert((0, 0, range));
        *yes += usize::from(value > 0.5);
        *all += 1;
    }
    let line = |(name, (yes, all, model))| format!("   {name}: {yes} of {all} phones, {model}");
    counted.into_iter().map(line).collect()
}
