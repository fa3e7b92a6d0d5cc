//! What an app may ask of the phone.

use findmesh_core::{Delivery, ScanMode};

/// Which of its three scans an app means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The PendingIntent scan: outlives the process.
    Standing,
    /// A second PendingIntent, as an extended scan needs it beside a batching one.
    StandingExtended,
    /// A callback scan: ends with the process.
    Callback,
}

impl Slot {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Standing, Self::StandingExtended, Self::Callback];

    pub(super) const fn is_pending_intent(self) -> bool {
        !matches!(self, Self::Callback)
    }
}

/// Scan modes, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// Hears what others' scans let through.
    Opportunistic,
    /// LOW_POWER.
    LowPower,
    /// BALANCED.
    Balanced,
    /// LOW_LATENCY.
    LowLatency,
}

impl From<ScanMode> for Mode {
    fn from(mode: ScanMode) -> Self {
        match mode {
            ScanMode::LowPower => Self::LowPower,
            ScanMode::Balanced => Self::Balanced,
            ScanMode::LowLatency => Self::LowLatency,
        }
    }
}

/// Which adverts a scan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Forms {
    /// Legacy adverts: what `setLegacy(true)` gives.
    #[default]
    Legacy,
    /// Extended ones; never heard where the phone has no extended advertising, nor in a batch.
    Extended,
    /// Both.
    Both,
}

/// A scan as an app asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ScanAsk {
    /// Which of its scans.
    pub slot: Slot,
    /// Asked mode; what is served depends on API level, importance and screen.
    pub mode: Mode,
    /// When results come; short report delays are raised to the platform's floor.
    pub delivery: Delivery,
    /// Concrete filters, 0 for none: such a scan sleeps while the screen is dark.
    pub filters: u8,
    /// Which adverts.
    pub forms: Forms,
}

impl ScanAsk {
    /// A scan for legacy adverts.
    #[must_use]
    pub const fn new(slot: Slot, mode: Mode, delivery: Delivery, filters: u8) -> Self {
        Self { slot, mode, delivery, filters, forms: Forms::Legacy }
    }

    /// The same scan for other adverts.
    #[must_use]
    pub const fn forms(self, forms: Forms) -> Self {
        Self { forms, ..self }
    }
}

/// How exactly an alarm is to come; both kinds are of the while-idle sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlarmKind {
    /// Somewhere in a window of ten minutes and more.
    Inexact,
    /// At its moment, where the app may; otherwise as `Inexact`.
    Exact,
}

/// What came of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UploadEnd {
    /// It reached the relay.
    Sent,
    /// No network.
    Offline,
    /// Doze or battery saver keeps the app from the network.
    Held,
}
