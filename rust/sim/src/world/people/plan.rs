//! What somebody does on the day: work, lunch, errands, an evening out, or nothing.
//!
//! Hours after HETUS (European cities leave for work between seven and nine, eight hours and a lunch away; leisure and
//! shopping between four and ten); lengths of visits are log-normal around the medians below: assumed.

use super::outing::{Break, Stop, Until, at_home};
use super::person::{Person, Role};
use super::track::{Track, Way};
use super::travel::{Mode, Traveller, Vehicle};
use crate::world::DAY_MS;
use crate::world::Point;
use crate::world::assumptions::STAYS_HOME;
use crate::world::city::{Building, City};
use crate::world::dice::Dice;

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 60.0 * MINUTE_MS;

/// Nobody sets off for pleasure after this, so that all are home by midnight.
const LAST_OUT_MS: u64 = 21 * 3_600_000;

/// The whole day of one person.
pub(super) fn day(seed: u64, city: &City, number: usize, person: &Person) -> Way {
    let mut traveller = Traveller {
        city,
        person,
        dice: Dice::new(seed, "day", number as u64),
        track: Track::new(person.bedroom),
        bike: Vehicle::new(person.home.door),
        car: Vehicle::new(person.car_at_home),
    };
    if !traveller.dice.chance(STAYS_HOME) {
        match person.role {
            Role::Works => traveller.working_day(),
            Role::Learns => traveller.school_day(),
            Role::Free => traveller.free_day(),
        }
    }
    traveller.finish()
}

impl Traveller<'_> {
    fn working_day(&mut self) {
        let late = self.dice.chance(0.1);
        let leaves = if late { self.around_h(13.0, 0.7) } else { self.around_h(7.7, 0.8) };
        let ends = leaves + self.span_ms(8.7, 0.8);
        self.track.stay_until(leaves, at_home(self.person));
        let work = self.person.work;
        let mode = self.mode_to(work.door.point);
        let mut stops = Vec::new();
        if self.dice.chance(0.12) {
            stops.push(Stop::Shop(self.near(&self.city.cafes, self.person.home.door.point), Until::For(1.0)));
        }
        let lunch = leaves + self.span_ms(4.3, 0.5);
        self.work_until(&mut stops, lunch.min(ends));
        let eats_out = lunch < ends && self.dice.chance(0.45);
        let after = if self.dice.chance(0.35) { vec![self.errand(work.door.point)] } else { Vec::new() };
        self.go_to_work(mode, &stops, eats_out, ends, &after);
        self.evening(0.25);
    }

    fn work_until(&self, stops: &mut Vec<Stop>, at_ms: u64) {
        stops.push(Stop::Work(self.person.work, Until::At(at_ms)));
    }

    /// There, work, perhaps lunch, work, perhaps an errand, and home.
    fn go_to_work(&mut self, mode: Mode, morning: &[Stop], eats_out: bool, ends: u64, after: &[Stop]) {
        let mut stops = morning.to_vec();
        if eats_out {
            stops.push(self.lunch());
        }
        self.work_until(&mut stops, ends);
        stops.extend_from_slice(after);
        self.go_out(mode, &stops);
    }

    fn lunch(&mut self) -> Stop {
        let work = self.person.work.door.point;
        let minutes = self.dice.log_normal(27.0, 0.35);
        if self.dice.chance(0.4) {
            return Stop::Nearby(self.near(&self.city.shops, work), Break::Shop(minutes / 4.0));
        }
        Stop::Nearby(self.near(&self.city.cafes, work), Break::Sit(minutes))
    }

    fn school_day(&mut self) {
        let leaves = self.around_h(7.5, 0.25);
        let ends = leaves + self.span_ms(6.7, 0.8);
        self.track.stay_until(leaves, at_home(self.person));
        let mode = self.mode_to(self.person.work.door.point);
        self.go_out(mode, &[Stop::Work(self.person.work, Until::At(ends))]);
        self.outing_later(0.4, 0.8);
        self.evening(0.12);
    }

    fn free_day(&mut self) {
        let outings = self.dice.weighted(&[(1, 0.4), (2, 0.4), (3, 0.2)]);
        let first = self.around_h(9.8, 1.0);
        self.track.stay_until(first, at_home(self.person));
        self.outing();
        for _ in 1..outings {
            self.outing_later(1.0, 1.6);
        }
        self.evening(0.15);
    }

    /// With a probability another outing, some hours from now.
    fn outing_later(&mut self, share: f64, mean_h: f64) {
        let pause = self.dice.exponential(mean_h * HOUR_MS).min(4.0 * HOUR_MS) + 10.0 * MINUTE_MS;
        if self.dice.chance(share) {
            self.track.stay(pause, at_home(self.person));
            self.outing();
        }
    }

    /// Shopping, a walk, a café, somebody else's home; nothing where it has got late.
    fn outing(&mut self) {
        if self.track.now_ms() > LAST_OUT_MS {
            return;
        }
        let home = self.person.home.door.point;
        let stops = match self.dice.weighted(&[(0, 0.42), (1, 0.25), (2, 0.18), (3, 0.15)]) {
            0 => vec![self.errand(home), self.errand(home)],
            1 => vec![Stop::Stroll(8 + self.dice.index(22))],
            2 => vec![self.errand(home), self.cafe(home)],
            _ => vec![Stop::Visit(self.anyone(), Until::For(self.dice.log_normal(75.0, 0.5).min(180.0)))],
        };
        self.go_out_to(&stops);
    }

    fn go_out_to(&mut self, stops: &[Stop]) {
        let farthest = stops.iter().find_map(Stop::place).unwrap_or(self.person.home.door.point);
        let mode = self.mode_to(farthest);
        self.go_out(mode, stops);
    }

    /// With a probability an evening among people, home before midnight.
    fn evening(&mut self, share: f64) {
        let leaves = self.around_h(19.2, 0.6);
        if !self.dice.chance(share) || self.track.now_ms() > leaves {
            return;
        }
        self.track.stay_until(leaves, at_home(self.person));
        let minutes = self.dice.log_normal(100.0, 0.35).min(170.0);
        let home = self.person.home.door.point;
        let stop = match self.dice.weighted(&[(0, 0.5), (1, 0.3), (2, 0.2)]) {
            0 => Stop::Sit(self.near(&self.city.cafes, Point::default()), Until::For(minutes)),
            1 => Stop::Visit(self.anyone(), Until::For(minutes)),
            _ => self.cafe(home),
        };
        self.go_out_to(&[stop]);
    }

    fn errand(&mut self, near: Point) -> Stop {
        let minutes = self.dice.log_normal(11.0, 0.8).min(90.0);
        Stop::Shop(self.near(&self.city.shops, near), Until::For(minutes))
    }

    fn cafe(&mut self, near: Point) -> Stop {
        let minutes = self.dice.log_normal(35.0, 0.5).min(150.0);
        Stop::Sit(self.near(&self.city.cafes, near), Until::For(minutes))
    }

    fn anyone(&mut self) -> Building {
        self.city.homes[self.dice.index(self.city.homes.len())]
    }

    /// One of the four nearest.
    fn near(&mut self, buildings: &[Building], point: Point) -> Building {
        let mut nearest: Vec<(f64, usize)> = Vec::with_capacity(5);
        for (at, building) in buildings.iter().enumerate() {
            let distance = building.door.point.distance(point);
            let place = nearest.partition_point(|(other, _)| *other <= distance);
            if place < 4 {
                nearest.insert(place, (distance, at));
                nearest.truncate(4);
            }
        }
        buildings[nearest[self.dice.index(nearest.len())].1]
    }

    /// How to get to a place from home: nearer on foot, farther by what is at hand (weights after MiD 2017, metropolises:
    /// 27 % of ways on foot, 15 % by bike, 38 % by car, 20 % by bus and train).
    fn mode_to(&mut self, place: Point) -> Mode {
        let metres = self.person.home.door.point.distance(place) * 1.25;
        let foot = if metres < 700.0 { 3.0 } else { 1.2 * ((700.0 - metres) / 700.0).exp() };
        let bike = if self.person.has_bike && metres < 7_000.0 { 0.6 } else { 0.0 };
        let far = (metres / 1_500.0).min(1.0);
        let car = if self.person.has_car { 1.6 * far } else { 0.0 };
        self.dice.weighted(&[(Mode::Foot, foot), (Mode::Bike, bike), (Mode::Car, car), (Mode::Transit, far)])
    }

    /// A moment normally distributed around an hour of the day.
    fn around_h(&mut self, hour: f64, spread: f64) -> u64 {
        self.span_ms(hour, spread)
    }

    /// Normally distributed around so many hours, in milliseconds.
    fn span_ms(&mut self, hours: f64, spread: f64) -> u64 {
        let drawn = hours + spread * self.dice.normal().clamp(-2.5, 2.5);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // hours of a day
        {
            (drawn.max(0.25) * HOUR_MS) as u64
        }
    }

    fn finish(self) -> Way {
        let course = self.track.finish(at_home(self.person));
        let mut bike = self.bike.finish(DAY_MS);
        // At home it stands indoors, beside its owner.
        bike.retain(|parking| parking.point.distance(self.person.home.door.point) > 40.0);
        let car = if self.person.has_car { self.car.finish(DAY_MS) } else { Vec::new() };
        Way { course, bike, car }
    }
}
