//! Constants that Android prints to whom is attached: `dumpsys`, `settings`. Each is a compiled default unless a flag of the
//! maker or of Google's replaced it; either way it is what this phone works by.

use std::collections::BTreeMap;

/// A constant, the file that holds it, and what has to be added up; a name with `?` need not be there.
struct Reading {
    constant: &'static str,
    file: &'static str,
    names: &'static [&'static str],
}

const fn reading(constant: &'static str, file: &'static str, names: &'static [&'static str]) -> Reading {
    Reading { constant, file, names }
}

/// What the script writes beside the instrumentation's own output.
pub(super) const ALARM: &str = "alarm.txt";
pub(super) const JOBS: &str = "jobscheduler.txt";
pub(super) const IDLE: &str = "deviceidle.txt";
pub(super) const SETTINGS: &str = "settings.txt";

const READINGS: [Reading; 33] = [
    reading("alarm.inexact_idle", ALARM, &["allow_while_idle_compat_quota"]),
    reading("alarm.exact_idle", ALARM, &["allow_while_idle_quota"]),
    reading("alarm.idle_window", ALARM, &["allow_while_idle_window"]),
    reading("alarm.quota.working", ALARM, &["standby_quota_working"]),
    reading("alarm.quota.frequent", ALARM, &["standby_quota_frequent"]),
    reading("alarm.quota.rare", ALARM, &["standby_quota_rare"]),
    reading("alarm.quota.restricted", ALARM, &["standby_quota_restricted"]),
    reading("alarm.window_min", ALARM, &["min_window"]),
    reading("job.run_max", JOBS, &["runtime_min_guarantee_ms"]),
    reading("job.sessions.working", JOBS, &["max_session_count_working"]),
    reading("job.sessions.frequent", JOBS, &["max_session_count_frequent"]),
    reading("job.sessions.rare", JOBS, &["max_session_count_rare"]),
    reading("job.sessions.restricted", JOBS, &["max_session_count_restricted"]),
    reading("job.window.working", JOBS, &["window_size_working_ms"]),
    reading("job.window.frequent", JOBS, &["window_size_frequent_ms"]),
    reading("job.window.rare", JOBS, &["window_size_rare_ms"]),
    reading("job.run_a_window", JOBS, &["allowed_time_per_period_ms"]),
    reading("job.expedited.working", JOBS, &["ej_limit_working_ms"]),
    reading("job.expedited.frequent", JOBS, &["ej_limit_frequent_ms"]),
    reading("job.expedited.rare", JOBS, &["ej_limit_rare_ms"]),
    reading("job.expedited.restricted", JOBS, &["ej_limit_restricted_ms"]),
    reading("doze.light_after", IDLE, &["light_after_inactive_to", "light_pre_idle_to?"]),
    reading("doze.light_first", IDLE, &["light_idle_to"]),
    reading("doze.light_max", IDLE, &["light_max_idle_to"]),
    reading("doze.light_window", IDLE, &["light_idle_maintenance_min_budget"]),
    reading("doze.deep_after", IDLE, &["inactive_to", "sensing_to", "locating_to", "idle_after_inactive_to"]),
    reading("doze.deep_first", IDLE, &["idle_to"]),
    reading("doze.deep_max", IDLE, &["max_idle_to"]),
    reading("doze.deep_window", IDLE, &["idle_pending_to"]),
    reading("doze.deep_window_max", IDLE, &["max_idle_pending_to"]),
    reading("doze.quick_after", IDLE, &["quick_doze_delay_to"]),
    reading("fix.background_interval", SETTINGS, &["location_background_throttle_interval_ms"]),
    reading("fix.coarse_accuracy", SETTINGS, &["location_coarse_accuracy"]),
];

/// Every constant that may be read, with its value or why there is none; `files` are texts by file name.
pub(super) fn readings(files: &BTreeMap<&str, String>) -> Vec<(&'static str, Result<f64, String>)> {
    READINGS.iter().map(|reading| (reading.constant, reading.value(files))).collect()
}

impl Reading {
    fn value(&self, files: &BTreeMap<&str, String>) -> Result<f64, String> {
        let text = files.get(self.file).ok_or_else(|| format!("{} was not collected", self.file))?;
        let mut sum = 0.0;
        for name in self.names {
            let optional = name.ends_with('?');
            match find(text, name.trim_end_matches('?')) {
                Some(value) => sum += value,
                None if optional => {}
                None => return Err(format!("{} does not say {name}", self.file)),
            }
        }
        Ok(sum)
    }
}

/// The value of the first `name=value` that can be read; job constants go under a prefix of their controller's.
fn find(text: &str, name: &str) -> Option<f64> {
    let pairs = text.split_whitespace().filter_map(|word| word.trim_end_matches(',').split_once('='));
    pairs
        .filter(|(key, _)| key.strip_prefix("qc_").unwrap_or(key) == name)
        .find_map(|(_, value)| number(value))
}

/// A plain number, or a duration as Android prints it (`+1h30m0s0ms`), in milliseconds.
fn number(text: &str) -> Option<f64> {
    let digits = text.trim_start_matches('+');
    if let Ok(value) = digits.parse::<f64>() {
        return value.is_finite().then_some(value);
    }
    let (mut rest, mut sum) = (digits, 0.0);
    while !rest.is_empty() {
        let (amount, more) = rest.split_at_checked(rest.find(|c: char| !c.is_ascii_digit())?)?;
        let (unit, more) =
            more.split_at_checked(more.find(|c: char| c.is_ascii_digit()).unwrap_or(more.len()))?;
        let millis = match unit {
            "d" => 86_400_000.0,
            "h" => 3_600_000.0,
            "m" => 60_000.0,
            "s" => 1_000.0,
            "ms" => 1.0,
            _ => return None,
        };
        sum += amount.parse::<f64>().ok()? * millis;
        rest = more;
    }
    (!digits.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_android_prints_them() {
        let read = |text: &str| number(text).map(|value| value.to_string());
        assert_eq!(read("+4m0s0ms").as_deref(), Some("240000"));
        assert_eq!(read("+1h0m0s0ms").as_deref(), Some("3600000"));
        assert_eq!(read("+1d2h0m0s0ms").as_deref(), Some("93600000"));
        assert_eq!(read("+500ms").as_deref(), Some("500"));
        assert_eq!(read("7200000").as_deref(), Some("7200000"));
        assert_eq!(read("0").as_deref(), Some("0"));
        for not_a_number in ["", "+", "null", "true", "4x", "m", "5m6", "NaN", "inf"] {
            assert!(number(not_a_number).is_none(), "{not_a_number}");
        }
    }

    #[test]
    fn sums_prefixes_and_names_within_names() {
        let idle = "  Settings:\n    light_after_inactive_to=+3m0s0ms\n    light_pre_idle_to=+1m0s0ms\n    \
            max_idle_to=+6h0m0s0ms\n    light_idle_to=+5m0s0ms\n    idle_to=+1h0m0s0ms\n";
        let jobs = "QuotaController:\n  qc_max_session_count_working=10, max_session_count_rare=3\n";
        let files = BTreeMap::from([(IDLE, idle.to_owned()), (JOBS, jobs.to_owned())]);
        let all: BTreeMap<&str, Result<f64, String>> = readings(&files).into_iter().collect();
        let value = |name: &str| all[name].clone().map(|value| value.to_string());
        assert_eq!(value("doze.light_after"), Ok("240000".to_owned()));
        assert_eq!(value("doze.deep_first"), Ok("3600000".to_owned()));
        assert_eq!(value("doze.light_first"), Ok("300000".to_owned()));
        assert_eq!(value("job.sessions.working"), Ok("10".to_owned()));
        assert_eq!(value("job.sessions.rare"), Ok("3".to_owned()));
        assert_eq!(value("doze.deep_after"), Err("deviceidle.txt does not say inactive_to".to_owned()));
        assert_eq!(value("alarm.exact_idle"), Err("alarm.txt was not collected".to_owned()));
    }

    #[test]
    fn a_setting_that_nobody_set_is_no_value() {
        let settings = "location_background_throttle_interval_ms=null\nlocation_coarse_accuracy=2000.0\n";
        let files = BTreeMap::from([(SETTINGS, settings.to_owned())]);
        let all: BTreeMap<&str, Result<f64, String>> = readings(&files).into_iter().collect();
        let missing = "settings.txt does not say location_background_throttle_interval_ms";
        assert_eq!(all["fix.background_interval"], Err(missing.to_owned()));
        assert!(
            all["fix.coarse_accuracy"].as_ref().is_ok_and(|meters| meters.to_bits() == 2000f64.to_bits())
        );
    }
}
