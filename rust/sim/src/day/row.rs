//! One line of the table: what a policy comes to over a day, a phone.

use serde::Serialize;

/// A policy's figures. Shares are 0 to 1, rates are per phone; nothing (null) where nothing was measured.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Its name.
    pub policy: &'static str,
    /// All of it: receiver, wake-ups, fixes, uploads; mAh.
    pub energy_mah_per_day: f64,
    /// Receiver seconds an hour as the platform serves them, at full duty.
    pub radio_s_per_h: f64,
    /// Wake-ups of the phone on the policy's account, an hour.
    pub wakeups_per_h: f64,
    /// Scans begun, an hour.
    pub scan_starts_per_h: f64,
    /// Encounters of 45 to 75 s with a separated tag, of all phones together.
    pub encounters_60s: u64,
    /// Share of them that the app heard.
    pub heard_60s: Option<f64>,
    /// Share of them in which a report was sealed whose sighting lies within the encounter.
    pub reported_60s: Option<f64>,
    /// As `heard_60s`, of encounters of 7.5 to 12.5 s.
    pub heard_10s: Option<f64>,
    /// As `reported_60s`, of encounters of 7.5 to 12.5 s.
    pub reported_10s: Option<f64>,
    /// Median distance of the reported place from the tag's true one, metres.
    pub error_m_p50: Option<f64>,
    /// 95th percentile of the same.
    pub error_m_p95: Option<f64>,
    /// Median, over all lost tags, of the time from the day's begin until the relay holds a first report; nothing where
    /// half of the tags had none.
    pub lost_tag_first_report_s_p50: Option<f64>,
    /// Reports that reached the relay, a day.
    pub reports_per_day: f64,
    /// Bytes sent, a day.
    pub bytes_per_day: f64,
}

/// To so many decimals: more would only pretend.
pub(super) fn rounded(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (value * scale).round() / scale
}

/// The value below which `share` (0 to 1) of the sorted values lie; nothing of nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places of a list")]
pub(super) fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let before = place.floor();
    let (low, high) = (sorted[before as usize], sorted[(place.ceil() as usize).min(last)]);
    // Two that are endless have no difference.
    Some(if low == high { low } else { low + (high - low) * (place - before) })
}

/// A row with these two figures, for tests.
#[cfg(test)]
pub(crate) fn sample_row(policy: &'static str, energy_mah_per_day: f64, reported_60s: f64) -> Row {
    Row {
        policy,
        energy_mah_per_day,
        radio_s_per_h: 360.0,
        wakeups_per_h: 2.0,
        scan_starts_per_h: 0.1,
        encounters_60s: 100,
        heard_60s: Some(0.9),
        reported_60s: Some(reported_60s),
        heard_10s: Some(0.4),
        reported_10s: Some(0.3),
        error_m_p50: Some(10.0),
        error_m_p95: Some(100.0),
        lost_tag_first_report_s_p50: None,
        reports_per_day: 10.0,
        bytes_per_day: 10_000.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_their_neighbours() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(
            [0.0, 0.5, 1.0].map(|share| percentile(&sorted, share)),
            [Some(1.0), Some(3.0), Some(8.0)]
        );
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!(percentile(&[3.0, f64::INFINITY, f64::INFINITY], 0.6), Some(f64::INFINITY));
    }

    #[test]
    fn rounding_keeps_what_is_asked_for() {
        assert_eq!([rounded(0.123_46, 4), rounded(17.449, 2)], [0.1235, 17.45]);
    }
}
