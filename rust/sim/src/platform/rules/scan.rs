//! Scanning, as constants of one phone.

use super::super::ask::Mode;
use super::At;

/// A window in an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Duty {
    /// Share of time that the receiver is on, 0 to 1.
    pub(in super::super) share: f64,
    /// Interval of the windows, milliseconds.
    pub(in super::super) interval: u64,
}

impl Duty {
    fn new(at: &At<'_>, share: &str, interval: &str) -> Self {
        Self { share: at.number(share), interval: at.ms(interval).max(1) }
    }
}

/// Scanning.
#[derive(Clone, Debug)]
pub(in super::super) struct ScanRules {
    pub(in super::super) low_power_on: Duty,
    pub(in super::super) low_power_off: Duty,
    pub(in super::super) balanced: Duty,
    pub(in super::super) low_latency: Duty,
    pub(in super::super) batch: [Duty; 3],
    /// None before API 34.
    pub(in super::super) auto_batch: Option<Duty>,
    pub(in super::super) auto_batch_delay_min: u64,
    pub(in super::super) background_downgrade: bool,
    pub(in super::super) standing_downgraded: bool,
    pub(in super::super) quota: usize,
    pub(in super::super) quota_window: u64,
    pub(in super::super) quota_checks_standing: bool,
    pub(in super::super) timeout_unfiltered: u64,
    pub(in super::super) timeout_filtered: u64,
    pub(in super::super) timeout_filtered_ends: bool,
    pub(in super::super) ambient_per_s: f64,
    pub(in super::super) batch_record: u32,
    pub(in super::super) batch_told: f64,
    pub(in super::super) batch_floor: u64,
    pub(in super::super) batch_floor_dark: u64,
    pub(in super::super) batch_floor_dark_after: u64,
    pub(in super::super) batch_floor_backoff: u64,
    pub(in super::super) batch_flush_slack: f64,
    pub(in super::super) crashes: f64,
    pub(in super::super) crash_lasts: u64,
    pub(in super::super) updates: f64,
    pub(in super::super) reboot_lasts: u64,
    pub(in super::super) soft_cap: f64,
    pub(in super::super) other: Duty,
    pub(in super::super) other_unfiltered: f64,
    pub(in super::super) losses: Losses,
}

/// What the air and the antenna take away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) struct Losses {
    /// Share of windows that Wi-Fi and audio leave.
    pub(in super::super) coex: f64,
    /// Share of adverts lost.
    pub(in super::super) radio: f64,
    /// Longest random delay of an advert, microseconds.
    pub(in super::super) jitter_us: u64,
    /// From one channel to the next, microseconds.
    pub(in super::super) channel_gap_us: u64,
    /// Length of an advert, microseconds.
    pub(in super::super) airtime_us: u64,
}

impl Losses {
    fn new(at: &At<'_>) -> Self {
        let us = |name| super::millis(at.number(name) * 1000.0);
        Self {
            coex: at.number("scan.coex"),
            radio: at.number("scan.radio_loss"),
            jitter_us: us("scan.advert_jitter"),
            channel_gap_us: us("scan.channel_gap"),
            airtime_us: us("scan.airtime"),
        }
    }
}

impl ScanRules {
    pub(super) fn new(at: &At<'_>, chance: f64) -> Self {
        let auto = Duty::new(at, "scan.autobatch.off", "scan.autobatch.off_interval");
        let first_auto = at.constants.entries("scan.autobatch.off").map_or(0, |entries| entries[0].api[0]);
        Self {
            low_power_on: Duty::new(at, "scan.low_power.on", "scan.low_power.on_interval"),
            low_power_off: Duty::new(at, "scan.low_power.off", "scan.low_power.off_interval"),
            balanced: Duty::new(at, "scan.balanced", "scan.balanced_interval"),
            low_latency: Duty::new(at, "scan.low_latency", "scan.low_latency_interval"),
            batch: [
                Duty::new(at, "scan.batch.low_power", "scan.batch.low_power_interval"),
                Duty::new(at, "scan.batch.balanced", "scan.batch.balanced_interval"),
                Duty::new(at, "scan.batch.low_latency", "scan.batch.low_latency_interval"),
            ],
            auto_batch: (at.api >= first_auto).then_some(auto),
            auto_batch_delay_min: at.ms("scan.autobatch.delay_min"),
            background_downgrade: at.flag("scan.background_downgrade"),
            standing_downgraded: chance < at.number("scan.pi_scan_downgraded"),
            quota: at.count("scan.quota"),
            quota_window: at.ms("scan.quota_window"),
            quota_checks_standing: at.flag("scan.quota_checks_pi"),
            timeout_unfiltered: at.ms("scan.timeout_unfiltered"),
            timeout_filtered: at.ms("scan.timeout_filtered"),
            timeout_filtered_ends: at.flag("scan.timeout_filtered_ends"),
            ambient_per_s: at.number("scan.ambient_adverts"),
            batch_record: u32::try_from(at.count("scan.batch_record")).unwrap_or(u32::MAX).max(1),
            batch_told: at.number("scan.batch_told"),
            batch_floor: at.ms("scan.batch_delay_floor"),
            batch_floor_dark: at.ms("scan.batch_floor_dark"),
            batch_floor_dark_after: at.ms("scan.batch_floor_dark_after"),
            batch_floor_backoff: at.ms("scan.batch_floor_backoff"),
            batch_flush_slack: at.number("scan.batch_flush_slack"),
            crashes: at.number("scan.crashes"),
            crash_lasts: at.ms("scan.crash_lasts"),
            updates: at.number("scan.updates"),
            reboot_lasts: at.ms("scan.reboot_lasts"),
            soft_cap: at.number("scan.results_soft_cap"),
            other: Duty { share: at.number("scan.other_duty"), interval: at.ms("scan.low_latency_interval") },
            other_unfiltered: at.number("scan.other_unfiltered"),
            losses: Losses::new(at),
        }
    }

    /// What a mode is served with the screen on.
    pub(in super::super) fn lit(&self, mode: Mode) -> Option<Duty> {
        match mode {
            Mode::Opportunistic => None,
            Mode::LowPower => Some(self.low_power_on),
            Mode::Balanced => Some(self.balanced),
            Mode::LowLatency => Some(self.low_latency),
        }
    }

    /// What a batching client is served; opportunistic batches count as LOW_POWER.
    pub(in super::super) const fn batched(&self, mode: Mode) -> Duty {
        let [low_power, balanced, low_latency] = self.batch;
        match mode {
            Mode::Opportunistic | Mode::LowPower => low_power,
            Mode::Balanced => balanced,
            Mode::LowLatency => low_latency,
        }
    }
}
