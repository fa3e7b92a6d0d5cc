//! Why nothing happens (docs/finder.md §5).

use findmesh_core::health;

use crate::convert::{list, same, signed, small};
use crate::types::usage::DayCounter;

/// How much a reason stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Severity {
    /// Nothing works until it is mended.
    Blocking,
    /// Works, but less well.
    Degrading,
    /// Worth knowing.
    Info,
}

/// A parameter of a reason.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ReasonDetail {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// One reason; codes are stable, unknown ones must be tolerated.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Reason {
    /// Stable code of docs/finder.md §5.
    pub code: String,
    /// How much it stops.
    pub severity: Severity,
    /// Since when, wall time in milliseconds.
    pub since_wall_ms: i64,
    /// Parameters of the code.
    pub detail: Vec<ReasonDetail>,
}

/// What the queue holds.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct QueueStats {
    /// Sealed reports.
    pub reports: i32,
    /// Their bytes.
    pub bytes: i64,
    /// Sightings that wait for a fix.
    pub pending: i32,
    /// Wall time in milliseconds at which the next report may leave.
    pub next_due_wall_ms: Option<i64>,
    /// Wall time in milliseconds at which the oldest was queued.
    pub oldest_wall_ms: Option<i64>,
}

/// Time between listens over the last seven UTC days, today included. A percentile is at most a quarter above the truth,
/// and never beyond the longest.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct GapStats {
    /// Gaps of a minute and more.
    pub count: i32,
    /// Half of them were no longer, milliseconds; 0 where there is none.
    pub p50_ms: i64,
    /// Nine of ten.
    pub p90_ms: i64,
    /// 99 of 100.
    pub p99_ms: i64,
    /// The longest.
    pub longest_ms: i64,
}

/// What the finder is doing.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
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
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
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
    /// Counters of today, sorted by name.
    pub today: Vec<DayCounter>,
}

same!(Severity, health::Severity, Blocking, Degrading, Info);

impl From<(String, String)> for ReasonDetail {
    fn from((name, value): (String, String)) -> Self {
        Self { name, value }
    }
}

impl From<health::Reason> for Reason {
    fn from(reason: health::Reason) -> Self {
        Self {
            code: reason.code,
            severity: reason.severity.into(),
            since_wall_ms: reason.since_wall_ms,
            detail: list(reason.detail),
        }
    }
}

impl From<health::QueueStats> for QueueStats {
    fn from(queue: health::QueueStats) -> Self {
        Self {
            reports: small(queue.reports),
            bytes: signed(queue.bytes),
            pending: small(queue.pending),
            next_due_wall_ms: queue.next_due_wall_ms,
            oldest_wall_ms: queue.oldest_wall_ms,
        }
    }
}

impl From<health::GapStats> for GapStats {
    fn from(gaps: health::GapStats) -> Self {
        Self {
            count: small(gaps.count),
            p50_ms: signed(gaps.p50_ms),
            p90_ms: signed(gaps.p90_ms),
            p99_ms: signed(gaps.p99_ms),
            longest_ms: signed(gaps.longest_ms),
        }
    }
}

impl From<health::FinderState> for FinderState {
    fn from(state: health::FinderState) -> Self {
        match state {
            health::FinderState::Off => Self::Off,
            health::FinderState::Starting => Self::Starting,
            health::FinderState::Listening { plan } => Self::Listening { plan },
            health::FinderState::Blocked { reason } => Self::Blocked { reason },
        }
    }
}

impl Health {
    /// `today` is the UTC day of its counters.
    pub(crate) fn of(health: health::Health, today: i64) -> Self {
        Self {
            state: health.state.into(),
            reasons: list(health.reasons),
            last_scan_wall_ms: health.last_scan_wall_ms,
            last_sighting_wall_ms: health.last_sighting_wall_ms,
            last_report_wall_ms: health.last_report_wall_ms,
            last_upload_wall_ms: health.last_upload_wall_ms,
            next_wake_wall_ms: health.next_wake_wall_ms,
            queue: health.queue.into(),
            gaps: health.gaps.into(),
            today: health.today.into_iter().map(|(name, count)| (today, name, count).into()).collect(),
        }
    }
}
