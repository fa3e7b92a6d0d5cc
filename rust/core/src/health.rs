//! Why nothing happens (docs/finder.md §5).

use serde::{Deserialize, Serialize};

/// How much a reason stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing works until it is mended.
    Blocking,
    /// Works, but less well.
    Degrading,
    /// Worth knowing.
    Info,
}

/// One reason; codes are stable, unknown ones must be tolerated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code of docs/finder.md §5.
    pub code: String,
    /// How much it stops.
    pub severity: Severity,
    /// Since when, wall time in milliseconds.
    pub since_wall_ms: i64,
    /// Parameters of the code, name and value.
    pub detail: Vec<(String, String)>,
}

/// What the queue holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueStats {
    /// Sealed reports.
    pub reports: u32,
    /// Their bytes.
    pub bytes: u64,
    /// Sightings that wait for a fix.
    pub pending: u32,
    /// Wall time in milliseconds at which the next report may leave.
    pub next_due_wall_ms: Option<i64>,
    /// Wall time in milliseconds at which the oldest was queued.
    pub oldest_wall_ms: Option<i64>,
}

/// Time between listens over the last seven UTC days, today included. A listen is a moment at which the finder knew that
/// it listened: a scan was started, or delivered; two less than a minute apart are one. Time without a process counts,
/// time in which nobody wished to listen does not; the gap that is open now counts as it stands. A percentile is the
/// upper edge of its bucket (at most a quarter above the truth), and never beyond the longest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapStats {
    /// Gaps of a minute and more.
    pub count: u32,
    /// Half of them were no longer, milliseconds; 0 where there is none.
    pub p50_ms: u64,
    /// Nine of ten.
    pub p90_ms: u64,
    /// 99 of 100.
    pub p99_ms: u64,
    /// The longest.
    pub longest_ms: u64,
}

/// What the finder is doing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FinderState {
    /// Not wished.
    Off,
    /// Wished, the scan is being started.
    Starting,
    /// Listening.
    Listening {
        /// Plan's name of docs/finder.md §1.
        plan: String,
    },
    /// Wished, but a blocking reason stands.
    Blocked {
        /// Its code.
        reason: String,
    },
}

/// A snapshot of what happened and, when nothing happens, why. Times are wall time in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// What the finder is doing.
    pub state: FinderState,
    /// All reasons that stand, blocking ones first, then by code.
    pub reasons: Vec<Reason>,
    /// When a scan last delivered or was started.
    pub last_scan_wall_ms: Option<i64>,
    /// When a tag was last heard.
    pub last_sighting_wall_ms: Option<i64>,
    /// When a report was last queued.
    pub last_report_wall_ms: Option<i64>,
    /// When the relay last took one.
    pub last_upload_wall_ms: Option<i64>,
    /// The next wake-up that the finder asked for.
    pub next_wake_wall_ms: Option<i64>,
    /// What the queue holds.
    pub queue: QueueStats,
    /// Time between listens.
    pub gaps: GapStats,
    /// Counters of today, by stable name, sorted.
    pub today: Vec<(String, u64)>,
}

/// Stable names of counters; suppressions are `suppressed_<reason>`, rejections `rejected_<code>`.
pub mod counter {
    /// Batches taken.
    pub const BATCHES: &str = "batches";
    /// Adverts taken, of any kind.
    pub const ADVERTS: &str = "adverts";
    /// Adverts of a tag that we know.
    pub const TAG_ADVERTS: &str = "tag_adverts";
    /// Keys that came into range and had not been reported before.
    pub const NEW_KEYS: &str = "new_keys";
    /// Reports sealed and queued.
    pub const REPORTED: &str = "reported";
    /// Reports that the relay took.
    pub const UPLOADED: &str = "uploaded";
    /// Reports that the relay will never take.
    pub const REJECTED_BY_RELAY: &str = "rejected_by_relay";
    /// Reports that grew too old.
    pub const EXPIRED: &str = "expired";
    /// Reports that made room for others.
    pub const EVICTED: &str = "evicted";
    /// Uploads that failed and are tried again.
    pub const RETRIED: &str = "retried";
    /// Bytes sent.
    pub const BYTES_SENT: &str = "bytes_sent";
    /// Keys that are no point of the curve.
    pub const SEAL_REFUSED: &str = "seal_refused";
    /// Batches that were none.
    pub const BATCHES_REFUSED: &str = "batches_refused";
    /// Fixes taken.
    pub const FIXES: &str = "fixes";
    /// Fixes not taken: made up by an app, too wide, out of range, too old.
    pub const FIXES_REFUSED: &str = "fixes_refused";
    /// Bytes over metered networks, the estimate for connections included.
    pub const BYTES_METERED: &str = "bytes_metered";
    /// Background wakes that started a metered radio for an upload alone.
    pub const CELLULAR_WAKES: &str = "cellular_wakes";
    /// Scans that were started.
    pub const SCANS: &str = "scans";
    /// Milliseconds for which the radio listens if the platform serves the duty that a scan's mode asks for: an estimate
    /// that errs upwards.
    pub const RADIO_MS_ASKED: &str = "radio_ms_asked";
    /// Distinct keys that were in range and may be reported; a few percent low beyond some hundred.
    pub const KEYS_HEARD: &str = "keys_heard";
    /// Times that something woke, or found, the process.
    pub const WAKES: &str = "wakes";
    /// Listens that came later than the floor and what the platform may shift a timer by.
    pub const LATE_LISTENS: &str = "late_listens";
    /// Waiting sightings whose time to be decided had passed by more than a minute: no wake came, or the budget of wakes
    /// was spent.
    pub const LATE_SETTLES: &str = "late_settles";
}

/// Why a sighting was not reported; counted as `suppressed_<name>`.
///
/// Counted for each advert, except what only shows when a sighting has waited (`no_fix`, `inaccurate`):
/// that is counted once for the sighting. Adverts that join a waiting sighting are not suppressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    /// Its owner is near.
    NearOwner,
    /// The configuration does not name its network.
    NetworkNotEnabled,
    /// Nobody agreed.
    NoConsent,
    /// The finder is switched off.
    Disabled,
    /// Reported already, and nothing new about it.
    Duplicate,
    /// It joined a sighting of the same encounter that waits for its fix; the closest one is reported.
    Merged,
    /// Twelve a day are enough.
    DailyLimit,
    /// More than a street can hold.
    Flood,
    /// No fix in time.
    NoFix,
    /// The fix was too wide.
    Inaccurate,
    /// Only coarse location is granted.
    CoarseLocation,
    /// The advert does not carry a whole key (no address).
    NoKey,
    /// Inside a private zone.
    PrivateZone,
    /// At a place where the phone often stays, and the person takes part elsewhere only.
    MyPlace,
    /// The person does not take part.
    NotParticipating,
    /// One's own tag.
    OwnTag,
    /// A tag of the family.
    FamilyTag,
    /// The advert does not say that its owner is away.
    StateUnknown,
    /// The key is no point of the curve, as an earlier attempt to seal to it showed.
    InvalidKey,
}

impl Suppression {
    /// Every reason.
    pub const ALL: [Self; 19] = [
        Self::NearOwner,
        Self::NetworkNotEnabled,
        Self::NoConsent,
        Self::Disabled,
        Self::Duplicate,
        Self::Merged,
        Self::DailyLimit,
        Self::Flood,
        Self::NoFix,
        Self::Inaccurate,
        Self::CoarseLocation,
        Self::NoKey,
        Self::PrivateZone,
        Self::MyPlace,
        Self::NotParticipating,
        Self::OwnTag,
        Self::FamilyTag,
        Self::StateUnknown,
        Self::InvalidKey,
    ];

    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NearOwner => "near_owner",
            Self::NetworkNotEnabled => "network_not_enabled",
            Self::NoConsent => "no_consent",
            Self::Disabled => "disabled",
            Self::Duplicate => "duplicate",
            Self::Merged => "merged",
            Self::DailyLimit => "daily_limit",
            Self::Flood => "flood",
            Self::NoFix => "no_fix",
            Self::Inaccurate => "inaccurate",
            Self::CoarseLocation => "coarse_location",
            Self::NoKey => "no_key",
            Self::PrivateZone => "private_zone",
            Self::MyPlace => "my_place",
            Self::NotParticipating => "not_participating",
            Self::OwnTag => "own_tag",
            Self::FamilyTag => "family_tag",
            Self::StateUnknown => "state_unknown",
            Self::InvalidKey => "invalid_key",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/finder.md");

    #[test]
    fn docs_name_every_suppression() {
        let text = std::fs::read_to_string(FINDER).unwrap();
        let (_, list) = text.split_once("suppressed_<reason> with ").unwrap();
        let (list, _) = list.split_once("invalid_key").unwrap();
        let documented: Vec<&str> = list.split(", ").map(|name| name.split(' ').next().unwrap()).collect();
        let undocumented = Suppression::ALL.iter().map(|s| s.as_str()).filter(|s| !documented.contains(s));
        assert_eq!(undocumented.collect::<Vec<_>>(), ["invalid_key"], "the list ends there");
    }
}
