//! rust/sim/platform.toml, as far as a phone is held against it.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::paths;

const FILE: &str = "rust/sim/platform.toml";

/// Every constant: section, name, entries that differ in API range.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Model(BTreeMap<String, BTreeMap<String, Vec<Entry>>>);

/// One number, for a range of API levels.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
pub(super) struct Entry {
    /// What the model takes.
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) unit: String,
    #[serde(skip_serializing)]
    api: Option<[u16; 2]>,
}

impl Model {
    /// The checked-in constants.
    pub(super) fn load() -> Result<Self, String> {
        let text = fs::read_to_string(paths::root().join(FILE)).map_err(|e| format!("{FILE}: {e}"))?;
        Self::parse(&text)
    }

    pub(super) fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| format!("{FILE}: {e}"))
    }

    /// What holds of `section.constant` at an API level.
    pub(super) fn at(&self, name: &str, api: u16) -> Result<&Entry, String> {
        let entries = name.split_once('.').and_then(|(section, constant)| self.0.get(section)?.get(constant));
        let entries = entries.ok_or_else(|| format!("the model has no {name}"))?;
        let holds = |entry: &&Entry| entry.api.is_none_or(|[first, last]| (first..=last).contains(&api));
        entries.iter().find(holds).ok_or_else(|| format!("the model says nothing of it for API {api}"))
    }
}

impl Entry {
    /// Whether a value, measured to within `accuracy`, can be one of the range.
    pub(super) fn takes(&self, value: f64, accuracy: f64) -> bool {
        value >= self.low - accuracy && value <= self.high + accuracy
    }
}
