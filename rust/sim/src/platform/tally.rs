//! What a day cost and gave.

/// Energy by part, mAh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Energy {
    /// The receiver.
    pub receiver: f64,
    /// Wake-ups of the phone and work of the process.
    pub wakes: f64,
    /// Wake-ups by adverts of others, where filters did not fit the controller.
    pub all_pass: f64,
    /// Wake locks.
    pub awake: f64,
    /// Fixes.
    pub fixes: f64,
    /// Uploads.
    pub uploads: f64,
}

impl Energy {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.receiver + self.wakes + self.all_pass + self.awake + self.fixes + self.uploads
    }
}

/// Counts and sums of one phone's day up to now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Time that the receiver was on for us, milliseconds at full duty, as served.
    pub radio_ms: f64,
    /// Times that we woke the phone itself, flushes of the controller included.
    pub wakeups: u32,
    /// Times that the process got to run while it did not.
    pub app_wakeups: u32,
    /// Process starts.
    pub cold_starts: u32,
    /// Times that the process was killed.
    pub kills: u32,
    /// Scans that were started.
    pub scan_starts: u32,
    /// Callback scans refused by the quota, in silence.
    pub scans_refused: u32,
    /// Scans lost to Bluetooth, a crash, a reboot or a force stop.
    pub scans_lost: u32,
    /// Adverts that reached the app.
    pub heard: u32,
    /// Adverts delivered while the screen was dark, by hour.
    pub dark_results: [u32; 24],
    /// Flushes of the batch storage.
    pub flushes: u32,
    /// Alarms that came.
    pub alarms: u32,
    /// Jobs that ran.
    pub jobs: u32,
    /// Fixes that came of requests.
    pub fixes: u32,
    /// Requests that gave none.
    pub no_fixes: u32,
    /// Uploads that were sent.
    pub uploads: u32,
    /// Of these, those that woke the cellular radio on their own.
    pub uploads_alone: u32,
    /// Bytes sent.
    pub bytes: u64,
    /// Times that a foreground service was refused.
    pub services_refused: u32,
    /// The app was stopped for good by a swipe.
    pub force_stopped: bool,
    /// Energy by part, all day: on the charger too.
    pub energy: Energy,
    /// Energy spent on the charger, a part of the above.
    pub charging_mah: f64,
    /// Stretches in which no scan of ours was in force, milliseconds each.
    pub gaps: Vec<u64>,
    /// Hours in which more results came with a dark screen than the platform rates as high.
    pub hours_over_soft_cap: u32,
}
