//! Budgets of the Android library: the table `[android]` of tests/perf/budgets.toml. All of them do not depend on how
//! busy the machine is.

use std::collections::BTreeMap;
use std::fs;

use super::lines::say;
use crate::paths;
use crate::run::Done;

/// Figures by name.
pub(crate) type Figures = BTreeMap<String, f64>;

/// A budget that does not hold.
#[derive(Debug, PartialEq)]
enum Broken {
    /// More than its budget.
    Over,
    /// Nobody measured it.
    Missing,
}

/// Prints each figure beside its budget; fails where one does not hold.
pub(crate) fn hold(figures: &Figures) -> Done {
    let file = paths::root().join("tests/perf/budgets.toml");
    let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
    say("\nbudgets of the Android library, at most");
    compare(&read(&text)?, figures, say)
}

fn compare(budgets: &Figures, figures: &Figures, say: impl Fn(&str)) -> Done {
    let mut broken = Vec::new();
    for (name, &budget) in budgets {
        let measured = figures.get(name).copied();
        let verdict = judge(measured, budget);
        let said = match verdict {
            None => "held",
            Some(Broken::Over) => "BROKEN",
            Some(Broken::Missing) => "NOT MEASURED",
        };
        let measured = measured.map_or_else(String::new, |figure| format!("{figure:.0}"));
        say(&format!("  {name:<30} {measured:>12} of {budget:>12.0}  {said}"));
        broken.extend(verdict.map(|_| format!("android.{name}")));
    }
    if broken.is_empty() { Ok(()) } else { Err(format!("broken budgets: {}", broken.join(", "))) }
}

fn read(text: &str) -> Result<Figures, String> {
    let table: toml::Table = toml::from_str(text).map_err(|e| format!("budgets.toml: {e}"))?;
    let android = table.get("android").and_then(toml::Value::as_table).ok_or("budgets.toml: no [android]")?;
    let number = |value: &toml::Value| value.as_float().or_else(|| value.to_string().parse().ok());
    android
        .iter()
        .map(|(name, value)| {
            Ok((name.clone(), number(value).ok_or_else(|| format!("android.{name}: no number"))?))
        })
        .collect()
}

fn judge(measured: Option<f64>, budget: f64) -> Option<Broken> {
    match measured {
        None => Some(Broken::Missing),
        Some(figure) if figure <= budget => None,
        Some(_) => Some(Broken::Over),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked_in() -> Figures {
        read(include_str!("../../../../tests/perf/budgets.toml")).unwrap()
    }

    fn held(figures: &Figures) -> Done {
        compare(&checked_in(), figures, |_| {})
    }

    #[test]
    fn all_at_their_budget_hold() {
        assert_eq!(held(&checked_in()), Ok(()));
    }

    #[test]
    fn one_more_method_breaks_its_budget() {
        let mut figures = checked_in();
        *figures.get_mut("sdk_methods").unwrap() += 1.0;
        assert_eq!(held(&figures), Err("broken budgets: android.sdk_methods".to_owned()));
    }

    #[test]
    fn what_nobody_measured_does_not_hold() {
        let mut figures = checked_in();
        let _ = figures.remove("batch_allocated_bytes");
        assert_eq!(held(&figures), Err("broken budgets: android.batch_allocated_bytes".to_owned()));
    }

    #[test]
    fn no_number_holds_nothing() {
        assert_eq!(judge(Some(f64::NAN), 1.0), Some(Broken::Over));
    }
}
