//! `findmesh doctor --config`: a configuration in plain words.

use std::path::Path;

use findmesh_core::FinderConfig;
use findmesh_core::config::Limit;
use serde_json::{Number, Value};

use super::explanation::{Part, explain};
use super::words::{amount, range};
use crate::config_file;
use crate::failure::Failure;
use crate::output::Console;
use crate::output::table::{Side, Table};
use crate::output::value::{Object, plural};

/// Explains a file that is fine; one that is not is unusable input.
pub(super) fn run(path: &Path, console: &mut Console) -> Result<(), Failure> {
    let config = config_file::read(path)?.config;
    let parts = explain(&config);
    let limits = config.limits();
    let changed: Vec<&Limit> = limits.iter().filter(|limit| limit.value != limit.default).collect();
    if console.is_json() {
        for limit in &limits {
            console.line(Value::from(object(limit)))?;
        }
        return console.line(summary(path, &config, &parts, changed.len()));
    }
    let count = plural(u64::try_from(changed.len()).unwrap_or(u64::MAX), "number");
    console.line(format_args!("{}: fine; {count} of {} changed", path.display(), limits.len()))?;
    for part in parts {
        console.line(format_args!("\n{}", part.heading))?;
        part.sentences.iter().try_for_each(|sentence| console.line(format_args!("  {sentence}")))?;
    }
    differences(&changed, console)
}

fn differences(changed: &[&Limit], console: &mut Console) -> Result<(), Failure> {
    if changed.is_empty() {
        return Ok(());
    }
    console.line("\nWhat differs from the defaults")?;
    let headings =
        [("field", Side::Left), ("value", Side::Right), ("default", Side::Right), ("range", Side::Left)];
    let mut table = Table::new(&headings);
    for limit in changed {
        let said = [limit.value, limit.default].map(|value| amount(value, limit.unit));
        let [value, default] = said;
        table.push(vec![limit.path.to_owned(), value, default, range(limit)]);
    }
    let lines = table.lines(console.palette(), console.width().map(|width| width.saturating_sub(2)));
    lines.iter().try_for_each(|line| console.line(format_args!("  {line}")))
}

fn object(limit: &Limit) -> Object {
    let number = |value: f64| number(value, limit.whole);
    Object::new()
        .with("field", limit.path)
        .with("value", number(limit.value.value()))
        .with("default", number(limit.default.value()))
        .with("low", number(limit.low.value()))
        .with("high", number(limit.high.value()))
        .with("unit", limit.unit.as_str())
        .with("changed", limit.value != limit.default)
        .with("meaning", limit.meaning.as_str())
}

/// As it stands in the file: without decimals where the field has none.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "within its range, which begins at 0"
)]
fn number(value: f64, whole: bool) -> Value {
    if whole { Value::from(value as u64) } else { Number::from_f64(value).map_or(Value::Null, Value::Number) }
}

fn summary(path: &Path, config: &FinderConfig, parts: &[Part], changed: usize) -> Value {
    let networks: Vec<&str> = config.networks.iter().map(|network| network.as_str()).collect();
    let mut summary = Object::new()
        .with("config", path.display().to_string())
        .with("ok", true)
        .with("changed", changed)
        .with("networks", networks)
        .with("mode", config.mode.as_str())
        .with("saving", config.saving);
    for part in parts {
        summary.put(part.name, part.sentences.clone());
    }
    Object::new().with("summary", summary).into()
}
