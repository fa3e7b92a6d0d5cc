//! The reasons that a finder itself can give (docs/finder.md §5).

use crate::health::Severity;

/// Declares the codes: variant, name, severity, meaning.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident;)+) => {
        /// A reason that a finder itself can give. The platform's side has further ones: a host that reads health
        /// tolerates codes that it does not know.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ReasonCode {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl ReasonCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable name, as in [`Reason::code`](crate::Reason::code).
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// How bad it is, where the reason itself does not know better.
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)+
                }
            }
        }
    };
}

codes! {
    /// The store was not read yet.
    Starting = "starting", Info;
    /// No grant of crowd reporting.
    ConsentMissing = "consent_missing", Blocking;
    /// Switched off.
    PausedByUser = "paused_by_user", Blocking;
    /// Airplane mode: blocking while it keeps Bluetooth off, else worth knowing.
    AirplaneMode = "airplane_mode", Info;
    /// Bluetooth is off.
    BluetoothOff = "bluetooth_off", Blocking;
    /// The phone has none.
    BluetoothUnsupported = "bluetooth_unsupported", Blocking;
    /// Detail `which`, platform names joined by commas.
    PermissionMissing = "permission_missing", Blocking;
    /// A permission goes when the app is left.
    OneTimePermission = "one_time_permission", Degrading;
    /// Location is off for the whole phone.
    LocationServicesOff = "location_services_off", Blocking;
    /// Only an approximate location is allowed.
    LocationCoarseOnly = "location_coarse_only", Blocking;
    /// Battery saver keeps fixes from an app that is not seen.
    LocationPowerSave = "location_power_save", Degrading;
    /// The platform saves power, so the finder does.
    BatterySaver = "battery_saver", Blocking;
    /// Below 15 % and not charging.
    LowBattery = "low_battery", Blocking;
    /// No location while the app is not seen.
    BackgroundLocationMissing = "background_location_missing", Degrading;
    /// The person restricted the app's work in the background.
    BackgroundRestricted = "background_restricted", Degrading;
    /// The platform rations alarms and jobs: degrading from rare on; detail `name`.
    StandbyBucket = "standby_bucket", Info;
    /// A wake came later than the platform may shift an alarm; details `late` (seconds), `bucket`.
    AlarmQuota = "alarm_quota", Degrading;
    /// Reports are due and no moment to send them came for two hours; detail `bucket`.
    JobQuota = "job_quota", Degrading;
    /// The phone dozes.
    Doze = "doze", Info;
    /// The platform refused to start the foreground service.
    FgsStartRefused = "fgs_start_refused", Degrading;
    /// A foreground service would not be seen.
    NotificationsOff = "notifications_off", Info;
    /// The maker's autostart switch is off.
    OemAutostartOff = "oem_autostart_off", Degrading;
    /// The maker's own battery saver holds the app.
    OemBatterySaver = "oem_battery_saver", Degrading;
    /// The phone was not unlocked since it started.
    UserLocked = "user_locked", Degrading;
    /// Another user is in front.
    UserInBackground = "user_in_background", Degrading;
    /// The owner of the device forbids it.
    ManagedRestriction = "managed_restriction", Degrading;
    /// The platform put the app to sleep because nobody used it.
    AppHibernated = "app_hibernated", Degrading;
    /// Somebody, or a cleaner, stopped the app by force; details `why`, `gap` (seconds).
    ForceStopped = "force_stopped", Degrading;
    /// The process ended without wish: degrading where that cost an hour; details `why` (`unknown` below API 30, where
    /// only the gap is known), `gap` (seconds without a process).
    Killed = "killed", Info;
    /// Tags of the extended form are not heard.
    ExtendedUnsupported = "extended_unsupported", Info;
    /// The controller does not filter: every advert around wakes the phone.
    NoOffloadFilters = "no_offload_filters", Info;
    /// The store has no space left.
    DiskFull = "disk_full", Blocking;
    /// The database was damaged: blocking while it is, degrading once a new one took its place.
    StorageCorrupt = "storage_corrupt", Blocking;
    /// The key of the database is gone, and with it the private zones: blocking until a person confirms, degrading then.
    VaultLost = "vault_lost", Blocking;
    /// The store fails for another reason.
    StorageFailed = "storage_failed", Blocking;
    /// Too many scan starts: blocking where no scan runs; detail `until`, wall time in milliseconds.
    ScanThrottled = "scan_throttled", Degrading;
    /// A scan is silent where results must come: the platform may have blocked it without a word.
    ScanSuspectedBlocked = "scan_suspected_blocked", Degrading;
    /// No scanner is free: other apps hold them all.
    ScannerExhausted = "scanner_exhausted", Degrading;
    /// The platform refuses the scan; detail `code`.
    ScanFailed = "scan_failed", Degrading;
    /// The platform ended the scan.
    ScanLost = "scan_lost", Degrading;
    /// A sighting waits and no fix is near.
    NoFix = "no_fix", Degrading;
    /// Here nothing is reported, as the person wishes.
    InPrivatePlace = "in_private_place", Info;
    /// No network.
    Offline = "offline", Degrading;
    /// The platform saves data in the background.
    DataSaver = "data_saver", Degrading;
    /// Today's bytes on metered networks are used up.
    MeteredBudgetSpent = "metered_budget_spent", Degrading;
    /// Reports are evicted.
    QueueFull = "queue_full", Degrading;
    /// No answer, or one that says "later"; detail `status` where there was one.
    RelayUnreachable = "relay_unreachable", Degrading;
    /// The relay takes nothing, or nothing of one network; details `status`, `network`.
    RelayRefused = "relay_refused", Degrading;
    /// The wall clock jumped; detail `seconds`.
    ClockJumped = "clock_jumped", Info;
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const FINDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/finder.md");

    /// The names of the list in §5, without what stands in brackets.
    fn documented() -> BTreeSet<String> {
        let text = std::fs::read_to_string(FINDER).expect("docs/finder.md beside the crates");
        let (_, section) = text.split_once("## 5.").expect("§5");
        let (_, list) = section.split_once("tolerated:").expect("the list");
        let (list, _) = list.split_once(". Why").expect("its end");
        // `killed(why, gap)`: what follows a comma in brackets is no name.
        let outside = list.split(['(', ')']).step_by(2).collect::<String>();
        let names = outside.split(',').map(|name| name.trim().split(' ').next().unwrap());
        names.map(str::to_owned).collect()
    }

    /// Codes that the platform's side gives, because no core runs, or none that could know.
    const OF_HOSTS: [&str; 4] = ["another_process", "internal", "native_unavailable", "not_configured"];

    #[test]
    fn docs_name_every_reason_and_core_knows_all_but_those_of_hosts() {
        let mut known: BTreeSet<String> =
            ReasonCode::ALL.iter().map(|code| code.as_str().to_owned()).collect();
        known.extend(OF_HOSTS.map(str::to_owned));
        assert_eq!(known, documented());
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = ReasonCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), ReasonCode::ALL.len());
    }
}
