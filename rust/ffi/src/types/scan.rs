//! How to listen, as the engine asks it of the host.

use findmesh_core as core;

use crate::convert::{same, signed};

/// Plans of docs/finder.md §1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
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

/// Which of the two scans an app keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ScanSlot {
    /// By a PendingIntent: outlives the process.
    Standing,
    /// By a callback: ends with the process, and counts against the quota of starts.
    Callback,
}

/// The platform's scan modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ScanMode {
    /// `SCAN_MODE_LOW_POWER`.
    LowPower,
    /// `SCAN_MODE_BALANCED`.
    Balanced,
    /// `SCAN_MODE_LOW_LATENCY`.
    LowLatency,
}

/// When results reach the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ScanDelivery {
    /// Each at once.
    Immediate,
    /// Together, after this report delay.
    Batched {
        /// Milliseconds.
        delay_ms: i64,
    },
    /// At once while the screen is on, together while it is off (API 34).
    AutoBatch {
        /// Milliseconds.
        delay_ms: i64,
    },
}

/// What woke, or found, the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum WakeCause {
    /// The phone started.
    Boot,
    /// The app was updated.
    PackageReplaced,
    /// The standing scan delivered.
    Delivery,
    /// An alarm.
    Alarm,
    /// A job.
    Job,
    /// A Bluetooth profile connected or disconnected.
    ProfileConnection,
    /// Bluetooth came on.
    BluetoothOn,
    /// A location arrived.
    Location,
    /// The screen came on.
    ScreenOn,
    /// A charger was connected.
    Charging,
    /// The sensor of significant motion fired.
    SignificantMotion,
    /// A person opened the app.
    Opened,
}

/// One scan as it is asked of the platform. One that runs in the slot is replaced: stopped first, because the platform
/// ignores an equal PendingIntent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ScanRequest {
    /// The plan that it serves.
    pub plan: ScanPlan,
    /// Which of the app's scans it is.
    pub slot: ScanSlot,
    /// Mode.
    pub mode: ScanMode,
    /// Delivery.
    pub delivery: ScanDelivery,
}

/// What came of asking for a scan start of the host's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum ScanPermit {
    /// Start now; the start is counted.
    Granted,
    /// The platform would silently refuse: not before this.
    RetryAt {
        /// Milliseconds since boot, sleep included.
        boot_ms: i64,
    },
}

same!(ScanPlan, core::ScanPlan, Background, ForegroundService, System, Visible);
same!(ScanSlot, core::ScanSlot, Standing, Callback);
same!(ScanMode, core::ScanMode, LowPower, Balanced, LowLatency);
same!(
    WakeCause,
    core::phone::WakeCause,
    Boot,
    PackageReplaced,
    Delivery,
    Alarm,
    Job,
    ProfileConnection,
    BluetoothOn,
    Location,
    ScreenOn,
    Charging,
    SignificantMotion,
    Opened
);

impl From<core::Delivery> for ScanDelivery {
    fn from(delivery: core::Delivery) -> Self {
        match delivery {
            core::Delivery::Immediate => Self::Immediate,
            core::Delivery::Batched { delay_ms } => Self::Batched { delay_ms: signed(delay_ms) },
            core::Delivery::AutoBatch { delay_ms } => Self::AutoBatch { delay_ms: signed(delay_ms) },
        }
    }
}

impl From<core::ScanPermit> for ScanPermit {
    fn from(permit: core::ScanPermit) -> Self {
        match permit {
            core::ScanPermit::Granted => Self::Granted,
            core::ScanPermit::RetryAt { boot_ms } => Self::RetryAt { boot_ms: signed(boot_ms) },
        }
    }
}

impl From<core::ScanRequest> for ScanRequest {
    fn from(scan: core::ScanRequest) -> Self {
        let core::ScanRequest { plan, slot, mode, delivery } = scan;
        Self { plan: plan.into(), slot: slot.into(), mode: mode.into(), delivery: delivery.into() }
    }
}
