//! What a person agreed to.

use findmesh_core::consent;

use crate::convert::same;

/// What a person can agree to, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
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

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Decision {
    /// From then on.
    Granted,
    /// From then on no more.
    Withdrawn,
}

/// One line of the ledger, which is append only.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
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
    /// How it was given.
    pub how: String,
}

same!(Purpose, consent::Purpose, CrowdReporting, UnwantedTrackerProtection, OwnTags, Diagnostics);
same!(Decision, consent::Decision, Granted, Withdrawn);

impl From<consent::ConsentEntry> for ConsentEntry {
    fn from(entry: consent::ConsentEntry) -> Self {
        Self {
            purpose: entry.purpose.into(),
            decision: entry.decision.into(),
            text_version: entry.text_version,
            locale: entry.locale,
            wall_ms: entry.wall_ms,
            how: entry.how,
        }
    }
}
