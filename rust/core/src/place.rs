//! Where the phone was at a moment between fixes (docs/finder.md §2).

use findmesh_proto::report::FixSource;

use crate::config::FixLimits;
use crate::geo::{Point, between, distance_m};
use crate::moment::{Boot, span};
use crate::ring::{FixRing, KeptFix};

/// From here on a phone counts as moving, metres a second.
const MOVING_MPS: f64 = 0.5;

/// A place for one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) point: Point,
    pub(crate) altitude_m: Option<f64>,
    /// Effective accuracy: the fix's own, and what the phone can have moved since.
    pub(crate) accuracy_m: f64,
    /// To the nearest fix used.
    pub(crate) age_ms: u64,
    pub(crate) source: FixSource,
    pub(crate) moving: bool,
    /// A fix at or after the moment was known: waiting longer brings nothing better.
    pub(crate) enclosed: bool,
}

/// The best place for a moment that the fixes at hand give, however wide; `None` without one in reach.
pub(crate) fn locate(ring: &FixRing, at: Boot, limits: &FixLimits) -> Option<Place> {
    match ring.around(at) {
        (Some(before), Some(after)) => enclosed(before, after, at, limits),
        (Some(fix), None) | (None, Some(fix)) => {
            nearest(fix, at, None, limits).map(|place| Place { enclosed: fix.at >= at, ..place })
        }
        (None, None) => None,
    }
}

fn enclosed(before: &KeptFix, after: &KeptFix, at: Boot, limits: &FixLimits) -> Option<Place> {
    let near = if at - before.at <= after.at - at { before } else { after };
    let leg = Leg::new(before, after);
    if leg.interpolates(limits) {
        return Some(interpolate(before, after, near, at, &leg, limits));
    }
    if leg.too_fast(limits) {
        // Two fixes that contradict each other, or a phone faster than any road: the way between them says
        // how far off the nearer one may be.
        let place = nearest(near, at, Some(leg.speed_mps), limits);
        return place.map(|place| Place { enclosed: true, ..place });
    }
    let reached = at.abs_diff(near.at) <= limits.nearest_ms;
    reached.then(|| on_the_way(before, after, near, at, &leg, limits))
}

/// Between two fixes far apart: on the straight line, and as far off it as the phone came, walked, or drove at either end,
/// since the nearer one.
fn on_the_way(
    before: &KeptFix,
    after: &KeptFix,
    near: &KeptFix,
    at: Boot,
    leg: &Leg,
    limits: &FixLimits,
) -> Place {
    let known = before.speed_mps().into_iter().chain(after.speed_mps());
    let speed = known.fold(leg.speed_mps.max(limits.default_speed_mps), f64::max);
    let place = interpolate(before, after, near, at, leg, limits);
    let worse = before.accuracy_m().max(after.accuracy_m());
    Place { accuracy_m: effective(worse, speed, place.age_ms), ..place }
}

/// The way between two fixes.
struct Leg {
    gap_ms: i64,
    distance_m: f64,
    speed_mps: f64,
}

impl Leg {
    #[allow(clippy::cast_precision_loss, reason = "an hour of milliseconds has no fraction to lose")]
    fn new(before: &KeptFix, after: &KeptFix) -> Self {
        let gap_ms = after.at - before.at;
        let distance_m = distance_m(before.point, after.point);
        // `after` is later by at least a millisecond: the ring's order.
        Self { gap_ms, distance_m, speed_mps: distance_m / (gap_ms.max(1) as f64 / 1000.0) }
    }

    fn too_fast(&self, limits: &FixLimits) -> bool {
        self.speed_mps > limits.max_speed_mps
    }

    fn interpolates(&self, limits: &FixLimits) -> bool {
        let short = self.gap_ms <= span(limits.enclose_short_ms);
        !self.too_fast(limits) && (short || self.stayed(limits))
    }

    fn stayed(&self, limits: &FixLimits) -> bool {
        self.gap_ms <= span(limits.enclose_long_ms) && self.distance_m <= limits.enclose_radius_m
    }
}

#[allow(clippy::cast_precision_loss, reason = "an hour of milliseconds has no fraction to lose")]
fn interpolate(
    before: &KeptFix,
    after: &KeptFix,
    near: &KeptFix,
    at: Boot,
    leg: &Leg,
    limits: &FixLimits,
) -> Place {
    let share = (at - before.at) as f64 / leg.gap_ms.max(1) as f64;
    let worse = before.accuracy_m().max(after.accuracy_m());
    let age_ms = at.abs_diff(near.at);
    let speed = pair_speed(before, after, near, leg, worse, limits);
    Place {
        point: between(before.point, after.point, share),
        altitude_m: pair_altitude(before, after, near, share),
        accuracy_m: effective(worse, speed, age_ms),
        age_ms,
        source: near.fix.source,
        moving: moves(near, leg.distance_m > worse && leg.speed_mps >= MOVING_MPS),
        enclosed: true,
    }
}

/// Speed to widen the accuracy with: known, or 0 where the two fixes prove that the phone stayed.
fn pair_speed(
    before: &KeptFix,
    after: &KeptFix,
    near: &KeptFix,
    leg: &Leg,
    worse_m: f64,
    limits: &FixLimits,
) -> f64 {
    let known = near.speed_mps().or(before.speed_mps()).or(after.speed_mps());
    let long = leg.gap_ms > span(limits.enclose_short_ms);
    let stayed = leg.stayed(limits) && (long || leg.distance_m <= worse_m);
    match known {
        Some(speed) if speed >= MOVING_MPS => speed,
        _ if stayed => 0.0,
        _ => limits.default_speed_mps,
    }
}

fn pair_altitude(before: &KeptFix, after: &KeptFix, near: &KeptFix, share: f64) -> Option<f64> {
    match (before.fix.altitude_m, after.fix.altitude_m) {
        (Some(low), Some(high)) => Some(f64::from(low) + (f64::from(high) - f64::from(low)) * share),
        _ => near.fix.altitude_m.map(f64::from),
    }
}

fn nearest(fix: &KeptFix, at: Boot, implied_mps: Option<f64>, limits: &FixLimits) -> Option<Place> {
    let age_ms = at.abs_diff(fix.at);
    let speed = implied_mps.or(fix.speed_mps().filter(|speed| *speed >= MOVING_MPS));
    (age_ms <= limits.nearest_ms).then(|| Place {
        point: fix.point,
        altitude_m: fix.fix.altitude_m.map(f64::from),
        accuracy_m: effective(fix.accuracy_m(), speed.unwrap_or(limits.default_speed_mps), age_ms),
        age_ms,
        source: fix.fix.source,
        moving: moves(fix, implied_mps.is_some()),
        enclosed: false,
    })
}

fn moves(fix: &KeptFix, implied: bool) -> bool {
    fix.speed_mps().map_or(implied, |speed| speed >= MOVING_MPS)
}

/// hypot(fix accuracy, v·Δt).
#[allow(clippy::cast_precision_loss, reason = "an hour of milliseconds has no fraction to lose")]
fn effective(accuracy_m: f64, speed_mps: f64, age_ms: u64) -> f64 {
    accuracy_m.hypot(speed_mps * age_ms as f64 / 1000.0)
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;
