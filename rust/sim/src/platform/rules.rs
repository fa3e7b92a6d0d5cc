//! The constants as one phone meets them: looked up once, for its API level.

mod scan;

use crate::world::Bucket;

use super::constants::Constants;
use super::draw::millis;
pub(super) use scan::{Duty, Losses, ScanRules};

/// Constants of one API level.
pub(super) struct At<'c> {
    pub(super) constants: &'c Constants,
    pub(super) api: u16,
}

impl At<'_> {
    pub(super) fn number(&self, name: &str) -> f64 {
        self.constants.at(name, self.api)
    }

    pub(super) fn ms(&self, name: &str) -> u64 {
        millis(self.number(name))
    }

    pub(super) fn count(&self, name: &str) -> usize {
        usize::try_from(millis(self.number(name))).unwrap_or(usize::MAX)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.number(name) >= 0.5
    }
}

/// A rolling quota.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quota {
    pub(super) count: usize,
    pub(super) window_ms: u64,
}

const HOUR_MS: u64 = 3_600_000;

/// Alarms.
#[derive(Clone, Debug)]
pub(super) struct AlarmRules {
    pub(super) futurity_min: u64,
    pub(super) window_min: u64,
    pub(super) inexact_idle: Quota,
    pub(super) exact_idle: Quota,
    pub(super) exempt_unlimited: bool,
    /// None where the API level has no buckets.
    pub(super) bucket: Option<Quota>,
}

impl AlarmRules {
    fn new(at: &At<'_>, bucket: Bucket) -> Self {
        let idle = |name| Quota { count: at.count(name), window_ms: at.ms("alarm.idle_window") };
        let hourly = |name| Quota { count: at.count(name), window_ms: HOUR_MS };
        let ration = match bucket {
            Bucket::WorkingSet => hourly("alarm.quota.working"),
            Bucket::Frequent => hourly("alarm.quota.frequent"),
            Bucket::Rare => hourly("alarm.quota.rare"),
            Bucket::Restricted => {
                Quota { count: at.count("alarm.quota.restricted"), window_ms: 24 * HOUR_MS }
            }
        };
        Self {
            futurity_min: at.ms("alarm.futurity_min"),
            window_min: at.ms("alarm.window_min"),
            inexact_idle: idle("alarm.inexact_idle"),
            exact_idle: idle("alarm.exact_idle"),
            exempt_unlimited: at.flag("alarm.exempt_unlimited"),
            bucket: at.flag("alarm.bucket_quotas").then_some(ration),
        }
    }
}

/// Jobs.
#[derive(Clone, Debug)]
pub(super) struct JobRules {
    pub(super) period_min: u64,
    pub(super) run_max: u64,
    pub(super) sessions: Quota,
    pub(super) run_a_window: u64,
    /// Expedited run time a day.
    pub(super) expedited: u64,
}

impl JobRules {
    fn new(at: &At<'_>, bucket: Bucket) -> Self {
        let [sessions, window, expedited] = match bucket {
            Bucket::WorkingSet => ["job.sessions.working", "job.window.working", "job.expedited.working"],
            Bucket::Frequent => ["job.sessions.frequent", "job.window.frequent", "job.expedited.frequent"],
            Bucket::Rare => ["job.sessions.rare", "job.window.rare", "job.expedited.rare"],
            Bucket::Restricted => ["job.sessions.restricted", "job.window.rare", "job.expedited.restricted"],
        };
        Self {
            period_min: at.ms("job.period_min"),
            run_max: at.ms("job.run_max"),
            sessions: Quota { count: at.count(sessions), window_ms: at.ms(window) },
            run_a_window: at.ms("job.run_a_window"),
            expedited: at.ms(expedited),
        }
    }
}

/// Doze.
#[derive(Clone, Debug)]
pub(super) struct DozeRules {
    pub(super) light_after: u64,
    pub(super) light_first: u64,
    pub(super) light_max: u64,
    pub(super) light_window: u64,
    pub(super) deep_after: u64,
    pub(super) deep_first: u64,
    pub(super) deep_max: u64,
    pub(super) deep_window: u64,
    pub(super) deep_window_max: u64,
    pub(super) quick_after: u64,
}

impl DozeRules {
    fn new(at: &At<'_>) -> Self {
        Self {
            light_after: at.ms("doze.light_after"),
            light_first: at.ms("doze.light_first"),
            light_max: at.ms("doze.light_max"),
            light_window: at.ms("doze.light_window"),
            deep_after: at.ms("doze.deep_after"),
            deep_first: at.ms("doze.deep_first"),
            deep_max: at.ms("doze.deep_max"),
            deep_window: at.ms("doze.deep_window"),
            deep_window_max: at.ms("doze.deep_window_max"),
            quick_after: at.ms("doze.quick_after"),
        }
    }
}

/// Location.
#[derive(Clone, Debug)]
pub(super) struct FixRules {
    pub(super) interval: u64,
    pub(super) one_clock: bool,
    pub(super) max_age: u64,
    pub(super) timeout: u64,
    pub(super) network_takes: u64,
    pub(super) gnss_takes: u64,
    pub(super) network_accuracy: f64,
    pub(super) gnss_accuracy: f64,
    pub(super) gnss_indoors: f64,
    pub(super) saver_blocks: bool,
    /// Radius and least interval of a coarse location, where that is all that was granted.
    pub(super) coarse: Option<(f64, u64)>,
}

impl FixRules {
    fn new(at: &At<'_>) -> Self {
        Self {
            interval: at.ms("fix.background_interval"),
            one_clock: at.flag("fix.one_clock"),
            max_age: at.ms("fix.current_max_age"),
            timeout: at.ms("fix.current_timeout"),
            network_takes: at.ms("fix.network_takes"),
            gnss_takes: at.ms("fix.gnss_takes"),
            network_accuracy: at.number("fix.network_accuracy"),
            gnss_accuracy: at.number("fix.gnss_accuracy"),
            gnss_indoors: at.number("fix.gnss_indoors"),
            saver_blocks: at.flag("fix.battery_saver_blocks"),
            coarse: at
                .flag("fix.coarse_only")
                .then(|| (at.number("fix.coarse_accuracy"), at.ms("fix.coarse_interval"))),
        }
    }
}

/// Foreground services, processes and vendors that kill them.
#[derive(Clone, Debug)]
pub(super) struct LifeRules {
    pub(super) service_restricted: bool,
    pub(super) allow_bluetooth: u64,
    pub(super) allow_location: u64,
    pub(super) allow_exact: u64,
    pub(super) allow_boot: u64,
    pub(super) receiver_budget: u64,
    pub(super) cached_life: f64,
    pub(super) frozen: bool,
    pub(super) living_hears_on: bool,
    pub(super) dead_hears_on: bool,
    pub(super) kill_after_dark: u64,
    pub(super) allow_list_losses: f64,
    pub(super) force_stop_on_swipe: bool,
}

impl LifeRules {
    fn new(at: &At<'_>) -> Self {
        Self {
            service_restricted: at.flag("fgs.restricted"),
            allow_bluetooth: at.ms("fgs.allow_bluetooth"),
            allow_location: at.ms("fgs.allow_location"),
            allow_exact: at.ms("fgs.allow_exact"),
            allow_boot: at.ms("fgs.allow_boot"),
            receiver_budget: at.ms("process.receiver_budget"),
            cached_life: at.number("process.cached_life"),
            frozen: at.flag("process.frozen"),
            living_hears_on: at.flag("rearm.living_hears_on"),
            dead_hears_on: at.flag("rearm.dead_hears_on"),
            kill_after_dark: at.ms("oem_tight.kill_after_screen_off"),
            allow_list_losses: at.number("oem_tight.allowlist_loss"),
            force_stop_on_swipe: at.flag("oem_tight.force_stop_on_swipe"),
        }
    }
}

/// Energy, mA and mAh.
#[derive(Clone, Debug)]
pub(super) struct EnergyRules {
    pub(super) rx: f64,
    pub(super) wake: f64,
    pub(super) wake_cold: f64,
    pub(super) wake_awake: f64,
    pub(super) wake_lasts: u64,
    pub(super) awake: f64,
    pub(super) fix_network: f64,
    pub(super) fix_gnss: f64,
    pub(super) upload_lte: f64,
    pub(super) upload_shared: f64,
    pub(super) upload_wifi: f64,
    pub(super) tail: u64,
}

impl EnergyRules {
    fn new(at: &At<'_>) -> Self {
        Self {
            rx: at.number("energy.rx"),
            wake: at.number("energy.wake"),
            wake_cold: at.number("energy.wake_cold_process"),
            wake_awake: at.number("energy.wake_awake"),
            wake_lasts: at.ms("energy.wake_lasts"),
            awake: at.number("energy.awake"),
            fix_network: at.number("energy.fix_network"),
            fix_gnss: at.number("energy.fix_gnss"),
            upload_lte: at.number("energy.upload_lte"),
            upload_shared: at.number("energy.upload_shared"),
            upload_wifi: at.number("energy.upload_wifi"),
            tail: at.ms("energy.tail"),
        }
    }
}

/// Everything.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) scan: ScanRules,
    pub(super) alarm: AlarmRules,
    pub(super) job: JobRules,
    pub(super) doze: DozeRules,
    pub(super) fix: FixRules,
    pub(super) life: LifeRules,
    pub(super) energy: EnergyRules,
}

impl Rules {
    /// For an API level and a bucket; `chance` (0 to 1) says which sort of this API level the phone is, where it has two.
    pub(super) fn new(constants: &Constants, api: u16, bucket: Bucket, chance: f64) -> Self {
        let at = At { constants, api };
        Self {
            scan: ScanRules::new(&at, chance),
            alarm: AlarmRules::new(&at, bucket),
            job: JobRules::new(&at, bucket),
            doze: DozeRules::new(&at),
            fix: FixRules::new(&at),
            life: LifeRules::new(&at),
            energy: EnergyRules::new(&at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_that_the_model_uses_exists_at_every_level_and_bucket() {
        let constants = Constants::builtin();
        for api in 26..=37 {
            for bucket in [Bucket::WorkingSet, Bucket::Frequent, Bucket::Rare, Bucket::Restricted] {
                let rules = Rules::new(&constants, api, bucket, 0.5);
                assert!(rules.energy.rx > 0.0 && rules.job.sessions.count > 0);
            }
        }
    }
}
