//! What other apps and devices do: ask for fixes, scan, use the cellular radio, connect.

use findmesh_core::phone::Connectivity;

use super::{Changes, HOUR_MS, MINUTE_MS, Owner, whole_ms};
use crate::platform::Constants;
use crate::world::DAY_MS;
use crate::world::course::{Course, Inside, Setting};
use crate::world::dice::Dice;
use crate::world::phone_day::Change;

/// Scans at full duty that other apps make: mean pause between two, and mean length.
const SCAN_PAUSE_H: f64 = 6.0;
/// See [`SCAN_PAUSE_H`].
const SCAN_S: f64 = 12.0;
/// Mail, messages, weather: mean pause between two uses of a sleeping phone's cellular radio, minutes.
const TRAFFIC_MIN: f64 = 15.0;
/// Share of sessions that load something, and how often within one, seconds.
const SESSION_LOADS: f64 = 0.85;
/// See [`SESSION_LOADS`].
const LOADS_EVERY_S: f64 = 45.0;
/// Share of people with a headset for the way, and of cars that a phone connects to.
const HEADSET: f64 = 0.3;
/// See [`HEADSET`].
const CAR_KIT: f64 = 0.75;

/// Passive fixes, at the rates of the platform's constants; none underground.
pub(super) fn fixes(owner: &Owner<'_>, moves: &[(u64, u64)], constants: &Constants) -> Changes {
    let (moving, still) =
        (constants.f64("phones.passive_fixes_moving"), constants.f64("phones.passive_fixes_still"));
    let most = moving.max(still);
    let mut dice = owner.dice("fixes");
    let mut changes = Vec::new();
    if most <= 0.0 {
        return changes;
    }
    let mut at = dice.exponential(HOUR_MS / most);
    while at < DAY_MS as f64 {
        let (at_ms, taken, accuracy) = (whole_ms(at), dice.uniform() * most, dice.normal());
        let on_the_way = moves.iter().any(|(from, to)| (*from..*to).contains(&at_ms));
        if taken < if on_the_way { moving } else { still } {
            changes.extend(fix(owner.course, at_ms, accuracy));
        }
        at += dice.exponential(HOUR_MS / most);
    }
    changes
}

/// Satellites outdoors, Wi-Fi indoors and in trains.
fn fix(course: &Course, at_ms: u64, normal: f64) -> Option<(u64, Change)> {
    let (median, spread) = match course.at(at_ms).setting {
        Setting::Street | Setting::Vehicle => (10.0, 0.5),
        Setting::Home | Setting::Office | Setting::Shop => (28.0, 0.6),
        Setting::Train => (60.0, 0.8),
    };
    #[allow(clippy::cast_possible_truncation)] // metres
    let accuracy_m = (median * f64::exp(spread * normal)).clamp(3.0, 1_500.0) as f32;
    Some((at_ms, Change::OtherAppFix { accuracy_m }))
}

/// Scans of other apps, in order, apart.
pub(super) fn scans(owner: &Owner<'_>) -> Changes {
    let mut dice = owner.dice("other scans");
    let mut changes = Vec::new();
    let mut at = dice.exponential(SCAN_PAUSE_H * HOUR_MS);
    while at < DAY_MS as f64 {
        let end = at + dice.exponential(SCAN_S * 1000.0).clamp(2_000.0, 120_000.0);
        changes.push((whole_ms(at), Change::OtherAppScan(true)));
        changes.push((whole_ms(end).min(DAY_MS - 1), Change::OtherAppScan(false)));
        at = end + dice.exponential(SCAN_PAUSE_H * HOUR_MS);
    }
    changes
}

/// Moments at which the cellular radio is up, in sessions and between them, where the network is cellular.
pub(super) fn traffic(owner: &Owner<'_>, networks: &Changes, sessions: &[(u64, u64)]) -> Changes {
    let mut dice = owner.dice("traffic");
    let mut moments = background(&mut dice);
    for (from, to) in sessions {
        moments.extend(loads(&mut dice, *from, *to));
    }
    moments.retain(|at_ms| is_metered(networks, *at_ms));
    moments.into_iter().map(|at_ms| (at_ms, Change::RadioUp)).collect()
}

fn background(dice: &mut Dice) -> Vec<u64> {
    let mut moments = Vec::new();
    let mut at = dice.exponential(TRAFFIC_MIN * MINUTE_MS);
    while at < DAY_MS as f64 {
        moments.push(whole_ms(at));
        at += dice.exponential(TRAFFIC_MIN * MINUTE_MS);
    }
    moments
}

fn loads(dice: &mut Dice, from_ms: u64, to_ms: u64) -> Vec<u64> {
    let mut moments = Vec::new();
    if dice.chance(SESSION_LOADS) {
        let mut at = from_ms as f64 + 1_500.0;
        while at < to_ms as f64 {
            moments.push(whole_ms(at));
            at += 5_000.0 + dice.exponential(LOADS_EVERY_S * 1000.0);
        }
    }
    moments
}

fn is_metered(networks: &Changes, at_ms: u64) -> bool {
    let after = networks.partition_point(|(at, _)| *at <= at_ms);
    let now = after.checked_sub(1).map(|at| networks[at].1);
    now == Some(Change::Connectivity(Connectivity::Metered))
}

/// A headset at the beginning of ways on foot or by train, a car when it is got into.
pub(super) fn profiles(owner: &Owner<'_>) -> Changes {
    let mut dice = owner.dice("profiles");
    let (headset, kit) = (dice.chance(HEADSET), dice.chance(CAR_KIT));
    let car = Inside::Vehicle(owner.person.car);
    let mut changes = Vec::new();
    let mut before = None;
    for piece in owner.course.pieces().filter(|piece| piece.from_ms < piece.to_ms) {
        let sets_off = piece.inside == Inside::Nothing && matches!(before, Some(Inside::Building(_)));
        let gets_in = piece.inside == car && before != Some(car);
        if (sets_off && headset && dice.chance(0.4)) || (gets_in && kit) {
            changes.push((piece.from_ms + 5_000, Change::ProfileConnected));
        }
        before = Some(piece.inside);
    }
    changes.retain(|(at_ms, _)| *at_ms < DAY_MS);
    changes
}
