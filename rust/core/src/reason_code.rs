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
    /// Bluetooth is off.
    BluetoothOff = "bluetooth_off", Blocking;
    /// The phone has none.
    BluetoothUnsupported = "bluetooth_unsupported", Blocking;
    /// Detail `permissions`, joined by commas.
    PermissionMissing = "permission_missing", Blocking;
    /// Location is off for the whole phone.
    LocationServicesOff = "location_services_off", Blocking;
    /// Only an approximate location is allowed.
    LocationCoarseOnly = "location_coarse_only", Blocking;
    /// The platform saves power, so the finder does.
    BatterySaver = "battery_saver", Blocking;
    /// Below 15 % and not charging.
    LowBattery = "low_battery", Blocking;
    /// No location while the app is not seen.
    BackgroundLocationMissing = "background_location_missing", Degrading;
    /// Tags of the extended form are not heard.
    ExtendedUnsupported = "extended_unsupported", Info;
    /// The store has no space left.
    DiskFull = "disk_full", Blocking;
    /// The database was damaged: blocking while it is, degrading once a new one took its place.
    StorageCorrupt = "storage_corrupt", Blocking;
    /// The key of the database is gone: blocking while it is, degrading once a new one took its place.
    VaultLost = "vault_lost", Blocking;
    /// The store fails for another reason.
    StorageFailed = "storage_failed", Blocking;
    /// The platform refuses the scan; detail `code`.
    ScanFailed = "scan_failed", Degrading;
    /// The platform ended the scan.
    ScanLost = "scan_lost", Degrading;
    /// A sighting waits and no fix is near.
    NoFix = "no_fix", Degrading;
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
        let names = list.split(',').map(|name| name.trim().split(['(', ' ']).next().unwrap());
        names.map(str::to_owned).collect()
    }

    #[test]
    fn docs_name_every_reason() {
        let documented = documented();
        for code in ReasonCode::ALL {
            assert!(documented.contains(code.as_str()), "{}", code.as_str());
        }
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = ReasonCode::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(names.len(), ReasonCode::ALL.len());
    }
}
