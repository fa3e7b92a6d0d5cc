//! Reasons in plain words.

use findmesh_core::{Reason, Severity};

/// Reasons that are somebody's own wish.
const WISHED: [&str; 3] = ["consent_missing", "in_private_place", "paused_by_user"];

/// Whether it keeps a finder from its work, and nobody wished that.
pub(super) fn is_trouble(reason: &Reason) -> bool {
    reason.severity != Severity::Info && !WISHED.contains(&reason.code.as_str())
}

/// Blocking, degrading or info.
pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Blocking => "blocking",
        Severity::Degrading => "degrading",
        Severity::Info => "info",
    }
}

/// What a code means; one that is not known here stands for itself.
pub(super) fn words(code: &str) -> &str {
    match code {
        "starting" => "The finder begins.",
        "consent_missing" => "Nobody agreed to reporting for others, or took it back.",
        "paused_by_user" => "It is switched off, or the person takes part nowhere.",
        "airplane_mode" => "Airplane mode is on.",
        "bluetooth_off" => "Bluetooth is off.",
        "bluetooth_unsupported" => "The phone has no Bluetooth Low Energy.",
        "permission_missing" => "The phone does not permit what it needs.",
        "one_time_permission" => "A permission ends when the app is left.",
        "location_services_off" => "Location is off for the whole phone.",
        "location_coarse_only" => "Only an approximate location is permitted, which says too little.",
        "location_power_save" => "The battery saver keeps places from an app that is not seen.",
        "battery_saver" => "The battery saver is on, and the finder rests with it.",
        "low_battery" => "The battery is low.",
        "background_location_missing" => "There are no places while the app is not seen.",
        "background_restricted" => "The person restricted the app's work in the background.",
        "standby_bucket" => "The phone rations alarms and jobs of an app that is seldom opened.",
        "alarm_quota" => "A wake-up came much later than it was asked for.",
        "job_quota" => "Reports are due, and the phone gave no moment to send them.",
        "doze" => "The phone dozes.",
        "fgs_start_refused" => "The phone refused to start the foreground service.",
        "notifications_off" => "Notifications are off: a running service would not be seen.",
        "oem_autostart_off" => "The maker's autostart switch is off for the app.",
        "oem_battery_saver" => "The maker's own battery saver holds the app.",
        "user_locked" => "The phone was not unlocked since it started.",
        "user_in_background" => "Another user of the phone is in front.",
        "managed_restriction" => "The owner of the device forbids it.",
        "app_hibernated" => "The phone put the app to sleep because nobody used it.",
        "force_stopped" => "Somebody, or a cleaner, stopped the app by force.",
        "killed" => "The phone ended the process.",
        "extended_unsupported" => "The radio does not hear tags of the extended form.",
        "no_offload_filters" => "The radio does not filter: every advert around wakes the phone.",
        "disk_full" => "There is no room for new rows.",
        "storage_corrupt" => "The database was damaged; it was set aside and a new one begun.",
        "vault_lost" => {
            "The key of the database is gone, and with it the private zones: a person must set them anew, or confirm."
        }
        "storage_failed" => "The database fails.",
        "scan_throttled" => "Scans were started too often.",
        "scan_suspected_blocked" => "The scan is silent where something must be heard.",
        "scanner_exhausted" => "Other apps hold every scanner.",
        "scan_failed" => "The phone refuses the scan.",
        "scan_lost" => "The phone ended the scan.",
        "no_fix" => "A sighting waits, and no place is known.",
        "in_private_place" => "Nothing is reported from here, as the person wishes.",
        "offline" => "There is no network.",
        "data_saver" => "The phone saves data in the background.",
        "metered_budget_spent" => "Today's bytes on metered networks are used up.",
        "queue_full" => "The queue is full: repeats make room for new reports.",
        "relay_unreachable" => "The relay does not answer, or says later.",
        "relay_refused" => "The relay takes nothing, or nothing of one network.",
        "clock_jumped" => "The clock was set.",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use findmesh_core::ReasonCode;

    use super::*;

    #[test]
    fn every_reason_has_its_words() {
        for code in ReasonCode::ALL {
            assert!(words(code.as_str()).ends_with('.'), "{}", code.as_str());
        }
        assert_eq!(words("of_a_later_version"), "of_a_later_version");
        assert!(WISHED.iter().all(|code| words(code) != *code));
    }
}
