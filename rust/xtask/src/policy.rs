//! policy.toml: what the gates hold.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The whole file.
#[derive(Deserialize)]
pub(crate) struct Policy {
    /// Licences that a dependency may come under.
    pub(crate) licences: Licences,
    /// Crates that may be there in two versions, with the reason.
    pub(crate) duplicates: BTreeMap<String, String>,
    /// What is in the library for phones and in no package manager's list, by name.
    pub(crate) notices: BTreeMap<String, Notice>,
    /// Arrows, by crate folder.
    pub(crate) crates: BTreeMap<String, CrateRule>,
}

/// SPDX identifiers.
#[derive(Deserialize)]
pub(crate) struct Licences {
    /// Any of these satisfies an expression.
    pub(crate) allowed: Vec<String>,
    /// Crates that come under another one, with the reason.
    pub(crate) exceptions: BTreeMap<String, String>,
}

/// One thing that others made.
#[derive(Deserialize)]
pub(crate) struct Notice {
    /// SPDX expression.
    pub(crate) licence: String,
    /// Where its sources are.
    pub(crate) home: String,
    /// Who holds the copyright.
    pub(crate) holders: String,
}

/// What a crate may stand on.
#[derive(Deserialize)]
pub(crate) struct CrateRule {
    /// Workspace crates, by folder, that may be direct normal dependencies.
    pub(crate) members: Vec<String>,
    /// Crates that may not be anywhere in the normal dependency tree.
    pub(crate) never: Vec<String>,
}

impl Policy {
    /// The checked-in policy.
    pub(crate) fn load() -> Result<Self, String> {
        toml::from_str(include_str!("../policy.toml")).map_err(|e| format!("policy.toml: {e}"))
    }
}
