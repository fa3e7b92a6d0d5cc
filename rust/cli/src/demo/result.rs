//! What came of a phone's way.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

use crate::output::value::{Object, counts};

/// The account of one phone.
#[derive(Debug, Deserialize)]
pub(crate) struct PhoneResult {
    /// What kind of phone it is: `android`, or `desk` for the engine in this process.
    pub(crate) phone: String,
    /// Adverts by network.
    pub(crate) sighted: BTreeMap<String, u64>,
    /// Reports sealed.
    pub(crate) sealed: u64,
    /// Reports that the relay took.
    pub(crate) uploaded: u64,
    /// Sightings that were not reported, by reason.
    #[serde(default)]
    pub(crate) suppressed: BTreeMap<String, u64>,
    /// A picture of the app's screen.
    #[serde(default)]
    pub(crate) screen: Option<PathBuf>,
    /// Pictures of its other screens, in the order to show them.
    #[serde(default)]
    pub(crate) screens: Vec<PathBuf>,
}

impl PhoneResult {
    /// For programs.
    pub(crate) fn object(&self, name: &str) -> Value {
        let of = |map: &BTreeMap<String, u64>| counts(map.iter().map(|(name, n)| (name.as_str(), *n)));
        Object::new()
            .with("name", name)
            .with("phone", self.phone.as_str())
            .with("sighted", of(&self.sighted))
            .with("sealed", self.sealed)
            .with("uploaded", self.uploaded)
            .with("suppressed", of(&self.suppressed))
            .with_some("screen", self.screen.as_ref().map(|path| path.display().to_string()))
            .into()
    }
}

/// "12 duplicate, 3 near owner", for people.
pub(crate) fn listed(counts: &BTreeMap<String, u64>) -> String {
    let list: Vec<String> =
        counts.iter().map(|(name, n)| format!("{n} {}", name.replace('_', " "))).collect();
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}
