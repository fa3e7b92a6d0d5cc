//! budgets.toml.

use std::collections::BTreeMap;

use serde::Deserialize;

/// What is measured here; sizes (size.toml) are held by xtask.
#[derive(Deserialize)]
pub(crate) struct Budgets {
    /// Operations a second, at least.
    pub(crate) rates: BTreeMap<String, f64>,
    /// Ratios to the fastest in the same run, at most.
    pub(crate) ratios: BTreeMap<String, f64>,
    /// Seconds, at most.
    pub(crate) seconds: BTreeMap<String, f64>,
    /// Bytes, at most.
    pub(crate) bytes: BTreeMap<String, f64>,
}

impl Budgets {
    /// The checked-in budgets.
    pub(crate) fn load() -> Result<Self, toml::de::Error> {
        toml::from_str(include_str!("../budgets.toml"))
    }
}

/// A budget by name; a missing one is an error of ours and holds nothing.
pub(crate) fn of(table: &BTreeMap<String, f64>, name: &str) -> f64 {
    table.get(name).copied().unwrap_or(f64::NAN)
}
