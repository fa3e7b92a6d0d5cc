//! What happens to few phones: Bluetooth switched off, reboots, swipes from recents, battery saver.

use super::{Changes, HOUR_MS, Owner, whole_ms};
use crate::world::DAY_MS;
use crate::world::dice::Dice;
use crate::world::phone_day::Change;

/// Share of phones whose user switches Bluetooth off for a while; who always has it off is no finder.
const BLUETOOTH_OFF: f64 = 0.04;
/// How long it stays off, hours: median and spread of the logarithm.
const OFF_H: (f64, f64) = (2.0, 0.9);
/// Share of phones that reboot on a day: a system update or a habit, every three weeks.
const REBOOTS: f64 = 0.05;
/// Share of users who clear their recents, each about so often a day.
const SWIPES: f64 = 0.35;
/// See [`SWIPES`].
const SWIPES_A_DAY: f64 = 1.5;
/// Share of phones on which battery saver comes on in the evening.
const SAVER: f64 = 0.06;

pub(super) fn changes(owner: &Owner<'_>) -> Changes {
    let mut changes = vec![(0, Change::Bluetooth(true)), (0, Change::BatterySaver(false))];
    let mut dice = owner.dice("quirks");
    if dice.chance(BLUETOOTH_OFF) {
        let (from, to) = span(&mut dice, (8.0, 23.0), OFF_H);
        changes.extend([(from, Change::Bluetooth(false)), (to, Change::Bluetooth(true))]);
    }
    if dice.chance(REBOOTS) {
        // Updates wait for the night.
        let hours = if dice.chance(0.6) { (2.0, 4.5) } else { (7.0, 23.0) };
        changes.push((whole_ms(dice.between(hours.0, hours.1) * HOUR_MS), Change::Reboot));
    }
    if dice.chance(SWIPES) {
        let mut at = 7.0 + dice.exponential(16.0 / SWIPES_A_DAY);
        while at < 23.5 {
            changes.push((whole_ms(at * HOUR_MS), Change::SwipedAway));
            at += dice.exponential(16.0 / SWIPES_A_DAY);
        }
    }
    if dice.chance(SAVER) {
        let (from, to) = span(&mut dice, (16.0, 21.5), (1.3, 0.5));
        changes.extend([(from, Change::BatterySaver(true)), (to, Change::BatterySaver(false))]);
    }
    changes
}

/// A span that begins between two hours; it ends within the day.
fn span(dice: &mut Dice, hours: (f64, f64), length_h: (f64, f64)) -> (u64, u64) {
    let from = dice.between(hours.0, hours.1) * HOUR_MS;
    let length = dice.log_normal(length_h.0, length_h.1) * HOUR_MS;
    (whole_ms(from), whole_ms(from + length).min(DAY_MS - 1))
}
