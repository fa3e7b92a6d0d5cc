//! The constants of published policies, with where they were read.

pub(super) mod airguard;
pub(super) mod altbeacon;
pub(super) mod dp3t;
pub(super) mod exposure_notifications;
pub(super) mod opentrace;

/// One second in milliseconds.
const SECOND: u64 = 1000;
/// One minute in milliseconds.
const MINUTE: u64 = 60 * SECOND;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Cycle;

    /// Seconds an hour at full duty, if everything went as the source says.
    fn nominal(cycle: &Cycle, duty: f64) -> f64 {
        let (low, high) = cycle.pause_ms;
        let period = cycle.scan_ms as f64 + (low + high) as f64 / 2.0;
        3600.0 * duty * cycle.scan_ms as f64 / period
    }

    #[test]
    fn cycles_come_to_their_published_radio_time() {
        let published = [
            (airguard::DEFAULT, 1.0, 80.0),
            (airguard::LOW_POWER, 0.1, 12.0),
            (altbeacon::BACKGROUND, 1.0, 116.0),
            (exposure_notifications::CLIENT, 1.0, 56.0),
            (opentrace::SERVICE, 1.0, 606.0),
            (dp3t::SERVICE, 1.0, 1200.0),
        ];
        for (cycle, duty, expected) in published {
            assert!((nominal(&cycle, duty) - expected).abs() < 0.6, "{cycle:?}: {}", nominal(&cycle, duty));
        }
    }
}
