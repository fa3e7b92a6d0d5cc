//! What an app perceives.

use findmesh_core::Fix;

use super::ask::Slot;

/// One advert that reached the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Index into the day's encounters.
    pub encounter: u32,
    /// Index into the world's tags.
    pub tag: u32,
    /// When it was received, milliseconds since midnight.
    pub at_ms: u64,
    /// Strength, dBm.
    pub rssi: i8,
}

/// Why a process was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WakeCause {
    /// The day begins: the app was opened just now.
    DayStart,
    /// Scan results.
    Results,
    /// Its alarm.
    Alarm,
    /// Its job.
    Job,
    /// A Bluetooth profile connected.
    ProfileConnected,
    /// Bluetooth went on (dead processes hear that only where a sensitivity run says so).
    BluetoothOn,
    /// The phone booted.
    Boot,
    /// A fix for its PendingIntent.
    Fix,
}

/// What an app perceives; comes at its moment, the state then is [`super::Phone::state`].
#[derive(Clone, Debug, PartialEq)]
pub enum PhoneEvent {
    /// A process of the app was started; what the one before had in memory is gone. The event that caused it follows.
    ProcessStarted {
        /// Why.
        cause: WakeCause,
    },
    /// The process was killed. An app cannot perceive that: whoever simulates one drops its memory.
    ProcessKilled,
    /// Scan results, in the order in which they were received.
    Delivered(Vec<Heard>),
    /// The alarm came.
    Alarm,
    /// A job runs.
    Job {
        /// A network is there.
        network: bool,
        /// It may run until then.
        until_ms: u64,
    },
    /// The time of [`super::Phone::stay_awake`] is over.
    Timer,
    /// A fix that was asked for, or one for the passive PendingIntent.
    Fix(Fix),
    /// No fix came of the request.
    NoFix,
    /// The phone's state changed, as far as a living process is told.
    Changed,
    /// Bluetooth went on, for a living process.
    BluetoothOn,
    /// A headset or a car connected.
    ProfileConnected,
    /// The phone booted.
    Boot,
    /// A scan was refused with an error, as far as Android really tells.
    ScanError {
        /// Which.
        slot: Slot,
        /// ScanCallback's number.
        code: u8,
    },
}
