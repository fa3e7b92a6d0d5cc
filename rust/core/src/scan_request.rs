//! How to listen: what a plan asks of the platform (docs/finder.md §1).

use serde::{Deserialize, Serialize};

/// Plans of docs/finder.md §1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanPlan {
    /// One standing scan, in any app.
    Background,
    /// A standing scan and bursts, in an app with a visible notification.
    ForegroundService,
    /// A standing scan that follows the motion, in a privileged finder service.
    System,
    /// Continuous, while a person looks.
    Visible,
}

impl ScanPlan {
    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Background => "background",
            Self::ForegroundService => "foreground_service",
            Self::System => "system",
            Self::Visible => "visible",
        }
    }
}

/// Which of the two scans an app keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanSlot {
    /// By a PendingIntent: outlives the process.
    Standing,
    /// By a callback: bursts, and while a person looks; ends with the process and counts against the quota of
    /// starts.
    Callback,
}

/// The platform's scan modes; what each is served differs (the platform model of `findmesh-sim` has the numbers).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanMode {
    /// `SCAN_MODE_LOW_POWER`.
    LowPower,
    /// `SCAN_MODE_BALANCED`.
    Balanced,
    /// `SCAN_MODE_LOW_LATENCY`.
    LowLatency,
}

/// When results reach the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "delivery", rename_all = "snake_case")]
pub enum Delivery {
    /// Each at once.
    Immediate,
    /// Together, after this report delay.
    Batched {
        /// Milliseconds.
        delay_ms: u64,
    },
    /// At once while the screen is on, together while it is off (`CALLBACK_TYPE_ALL_MATCHES_AUTO_BATCH`, API 34).
    AutoBatch {
        /// Milliseconds, at least 10 minutes.
        delay_ms: u64,
    },
}

/// One scan as it is asked of the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScanRequest {
    /// The plan that it serves.
    pub plan: ScanPlan,
    /// Which of the app's scans it is; one that runs in the slot is replaced: stopped first, because the platform
    /// ignores an equal PendingIntent.
    pub slot: ScanSlot,
    /// Mode.
    pub mode: ScanMode,
    /// Delivery.
    pub delivery: Delivery,
}

/// What came of asking for a scan start of the host's own (docs/finder.md §1, governor).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "permit", rename_all = "snake_case")]
pub enum ScanPermit {
    /// Start now; the start is counted.
    Granted,
    /// The platform would silently refuse: not before this.
    RetryAt {
        /// Boot time in milliseconds.
        boot_ms: u64,
    },
}
