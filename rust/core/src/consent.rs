//! The consent ledger: append only (docs/finder.md §4).

use serde::{Deserialize, Serialize};

/// What a person can agree to, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Sealing and uploading where tags of others were seen.
    CrowdReporting,
    /// Watching for trackers that travel with this phone.
    UnwantedTrackerProtection,
    /// Finding one's own tags.
    OwnTags,
    /// Counts that leave the phone to help its makers.
    Diagnostics,
}

impl Purpose {
    /// Every purpose, in the order of their numbers.
    pub const ALL: [Self; 4] =
        [Self::CrowdReporting, Self::UnwantedTrackerProtection, Self::OwnTags, Self::Diagnostics];

    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CrowdReporting => "crowd_reporting",
            Self::UnwantedTrackerProtection => "unwanted_tracker_protection",
            Self::OwnTags => "own_tags",
            Self::Diagnostics => "diagnostics",
        }
    }

    /// The purpose of a stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == name)
    }
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// From now on.
    Granted,
    /// From now on no more; what the purpose had queued is erased.
    Withdrawn,
}

/// One line of the ledger; never changed, never removed before everything is erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentEntry {
    /// What for.
    pub purpose: Purpose,
    /// What was decided.
    pub decision: Decision,
    /// Version of the text that the person read.
    pub text_version: String,
    /// BCP 47 tag of the text's language.
    pub locale: String,
    /// Milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// How it was given ("onboarding switch", "managed configuration" …).
    pub how: String,
}
