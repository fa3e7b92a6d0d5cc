//! When somebody looks at the phone.

use super::{Changes, HOUR_MS, Owner, whole_ms};
use crate::world::DAY_MS;
use crate::world::phone_day::Change;

/// Sessions in each hour of a weekday, for a person of average habits: 58 in all.
const HOURLY: [f64; 24] = [
    0.6, 0.3, 0.15, 0.1, 0.1, 0.3, 1.2, 2.6, 3.0, 2.8, 2.8, 3.0, 3.6, 3.2, 2.9, 3.0, 3.4, 3.8, 3.9, 3.9, 4.0,
    3.8, 3.2, 1.9,
];
/// Spread of the logarithm of how much people use their phones.
const HABIT: f64 = 0.55;
/// Length of a session, milliseconds: median and spread of the logarithm, so that the mean is two minutes.
const SESSION_MS: (f64, f64) = (50_000.0, 1.3);
const LONGEST_MS: f64 = 45.0 * 60_000.0;
/// The screen stays off for at least so long between two sessions.
const PAUSE_MS: u64 = 5_000;

/// Sessions from beginning to end, in order, apart.
pub(super) fn sessions(owner: &Owner<'_>) -> Vec<(u64, u64)> {
    let mut dice = owner.dice("screen");
    let habit = dice.log_normal(1.0, HABIT).clamp(0.17, 3.5);
    let mut sessions: Vec<(u64, u64)> = Vec::new();
    for (hour, rate) in HOURLY.iter().enumerate() {
        let mut at = hour as f64 * HOUR_MS + dice.exponential(HOUR_MS / (rate * habit));
        while at < (hour + 1) as f64 * HOUR_MS {
            let length = dice.log_normal(SESSION_MS.0, SESSION_MS.1).clamp(3_000.0, LONGEST_MS);
            let after = sessions.last().map_or(PAUSE_MS, |(_, end)| end + PAUSE_MS);
            let (from, to) = (whole_ms(at), whole_ms(at + length).min(DAY_MS - 1));
            if from >= after && from < to {
                sessions.push((from, to));
            }
            at += dice.exponential(HOUR_MS / (rate * habit));
        }
    }
    sessions
}

pub(super) fn changes(sessions: &[(u64, u64)]) -> Changes {
    let each =
        sessions.iter().flat_map(|(from, to)| [(*from, Change::Screen(true)), (*to, Change::Screen(false))]);
    [(0, Change::Screen(false))].into_iter().chain(each).collect()
}
