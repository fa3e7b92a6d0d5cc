//! When the phone is on a charger: most at night, some at a desk, some in the evening.

use super::{Changes, HOUR_MS, Owner, whole_ms};
use crate::world::DAY_MS;
use crate::world::course::Setting;
use crate::world::phone_day::Change;

/// Share of people who charge at night (Ferreira 2011).
const AT_NIGHT: f64 = 0.72;
/// Share who charge for a while in the evening, of those who do not at night.
const IN_THE_EVENING: f64 = 0.8;
/// Share who put the phone on a charger at work.
const AT_WORK: f64 = 0.2;

pub(super) fn changes(owner: &Owner<'_>) -> Changes {
    let mut dice = owner.dice("charging");
    let moment =
        |hour: f64, spread: f64, normal: f64| whole_ms((hour + spread * normal.clamp(-2.0, 2.0)) * HOUR_MS);
    let night = dice.chance(AT_NIGHT);
    let (wakes, sleeps) = (moment(6.6, 0.7, dice.normal()), moment(22.5, 0.6, dice.normal()));
    let mut spans = Vec::new();
    if night {
        spans.push((0, wakes));
    }
    let noon = DAY_MS / 2;
    if dice.chance(AT_WORK) && owner.course.at(noon).setting == Setting::Office {
        spans.push((noon, noon + whole_ms(dice.between(0.5, 2.5) * HOUR_MS)));
    }
    let evening = moment(19.5, 0.8, dice.normal());
    if !night && dice.chance(IN_THE_EVENING) {
        spans.push((evening, evening + whole_ms(dice.between(0.7, 2.2) * HOUR_MS)));
    }
    if night {
        spans.push((sleeps, DAY_MS));
    }
    // A charger that is not at hand charges nothing.
    spans.retain(|(from, _)| matches!(owner.course.at(*from).setting, Setting::Home | Setting::Office));
    let mut changes = vec![(0, Change::Charging(false))];
    for (from, to) in spans {
        changes.push((from, Change::Charging(true)));
        if to < DAY_MS {
            changes.push((to.min(leaves(owner, from)), Change::Charging(false)));
        }
    }
    changes
}

/// When the place that somebody is in at a moment is left; the day's end where it is not.
fn leaves(owner: &Owner<'_>, from_ms: u64) -> u64 {
    let inside = owner.course.at(from_ms).inside;
    let left = owner.course.pieces_between(from_ms, DAY_MS).find(|piece| piece.inside != inside);
    left.map_or(DAY_MS - 1, |piece| piece.from_ms)
}
