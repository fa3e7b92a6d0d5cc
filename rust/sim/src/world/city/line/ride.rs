//! The next vehicle from one stop to another.

use super::{FIRST_MS, LAST_MS, Line};

/// A ride: which vehicle, and when it is at each stop on the way.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::world) struct Ride {
    pub(in crate::world) vehicle: u32,
    /// Stop, arrival and departure, milliseconds; the first is where one gets on, the last where one gets off.
    pub(in crate::world) calls: Vec<(usize, u64, u64)>,
}

impl Line {
    /// The next ride between two different stops for somebody who is there at a moment; none after the last vehicle.
    pub(in crate::world) fn ride(&self, from: usize, to: usize, at_ms: u64) -> Option<Ride> {
        let backward = to < from;
        let leaves_after = self.starts_after_ms(backward) + self.leaves_ms(from, backward);
        let turn = at_ms.saturating_sub(FIRST_MS + leaves_after).div_ceil(self.headway_ms);
        let start = FIRST_MS + turn * self.headway_ms;
        // No round begins after that.
        if start >= LAST_MS {
            return None;
        }
        let vehicle = self.vehicle_at(turn);
        let calls = self.calls(from, to, start + self.starts_after_ms(backward));
        Some(Ride { vehicle, calls })
    }

    /// Which vehicle makes the departure with this number.
    fn vehicle_at(&self, turn: u64) -> u32 {
        let vehicles = self.round_ms / self.headway_ms;
        self.first_vehicle + u32::try_from(turn % vehicles).unwrap_or(0)
    }

    fn calls(&self, from: usize, to: usize, start_ms: u64) -> Vec<(usize, u64, u64)> {
        let backward = to < from;
        let stops: Vec<usize> = if backward { (to..=from).rev().collect() } else { (from..=to).collect() };
        let call = |stop| {
            let arrives = start_ms + self.reaches_ms(stop, backward);
            (stop, arrives, start_ms + self.leaves_ms(stop, backward))
        };
        stops.into_iter().map(call).collect()
    }

    fn reaches_ms(&self, stop: usize, backward: bool) -> u64 {
        let last = self.stops.len() - 1;
        self.reach_ms[usize::from(backward)][if backward { last - stop } else { stop }]
    }

    /// At the first stop of a direction it leaves as it arrives.
    fn leaves_ms(&self, stop: usize, backward: bool) -> u64 {
        let reaches = self.reaches_ms(stop, backward);
        if reaches == 0 { 0 } else { reaches + self.dwell_ms }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::streets::Streets;
    use super::super::all;

    const NOON: u64 = 12 * 60 * 60 * 1000;

    #[test]
    fn a_ride_is_where_its_vehicle_is() {
        let lines = all(5, &Streets::new(5, 4_000.0));
        for line in &lines {
            let last = line.stops.len() - 1;
            for (from, to) in [(0, last), (last, 0), (1, 2), (2, 1)] {
                for minute in 0..30 {
                    let at_ms = NOON + minute * 60_000;
                    let ride = line.ride(from, to, at_ms).unwrap();
                    assert!(line.vehicles().contains(&ride.vehicle));
                    assert!(ride.calls[0].2 >= at_ms && ride.calls[0].2 < at_ms + line.headway_ms);
                    let course = line.course(ride.vehicle);
                    for (stop, arrives, leaves) in &ride.calls {
                        for moment in [*arrives, *leaves] {
                            let off = course.at(moment).point.distance(line.stops[*stop]);
                            assert!(off < 0.01, "{off} m off stop {stop}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_runs_in_the_last_hour_that_does_not_already() {
        let lines = all(5, &Streets::new(5, 4_000.0));
        assert!(lines.iter().all(|line| line.ride(0, 1, 24 * 60 * 60 * 1000 - 60_000).is_none()));
    }
}
