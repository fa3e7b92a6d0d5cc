//! Getting from one spot to another: on foot, by bike, by car, by bus and train.

use super::journey::{self, Leg};
use super::person::{Person, parking_near};
use super::track::{Around, Track};
use crate::world::Point;
use crate::world::assumptions::{CAR_MPS, LIGHT_IGNORED};
use crate::world::city::{City, Line, LineKind, Node, Ride, Spot};
use crate::world::dice::Dice;
use crate::world::tag::Parking;

/// How somebody gets to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Foot,
    Bike,
    Car,
    Transit,
}

/// Getting into a vehicle at a stop, milliseconds.
const BOARD_MS: u64 = 4_000;
/// Unlocking, belts, mirrors: in a car that stands, milliseconds.
const START_MS: (f64, f64) = (10_000.0, 60_000.0);

/// A vehicle that its person parks.
#[derive(Debug)]
pub(super) struct Vehicle {
    at: Spot,
    since_ms: u64,
    /// Where it stood, without the present place.
    pub(super) stood: Vec<Parking>,
}

impl Vehicle {
    pub(super) const fn new(at: Spot) -> Self {
        Self { at, since_ms: 0, stood: Vec::new() }
    }

    fn leave(&mut self, now_ms: u64) {
        self.stood.push(Parking { from_ms: self.since_ms, to_ms: now_ms, point: self.at.point });
    }

    fn park(&mut self, at: Spot, now_ms: u64) {
        (self.at, self.since_ms) = (at, now_ms);
    }

    /// Everywhere it stood until the end of the day.
    pub(super) fn finish(mut self, end_ms: u64) -> Vec<Parking> {
        self.leave(end_ms);
        self.stood
    }
}

/// Somebody on the way through a day.
#[derive(Debug)]
pub(super) struct Traveller<'a> {
    pub(super) city: &'a City,
    pub(super) person: &'a Person,
    pub(super) dice: Dice,
    pub(super) track: Track,
    pub(super) bike: Vehicle,
    pub(super) car: Vehicle,
}

impl Traveller<'_> {
    /// From a spot, where this person is, to another one.
    pub(super) fn travel(&mut self, from: &Spot, to: &Spot, mode: Mode) {
        match mode {
            Mode::Foot => self.walk(from, to),
            Mode::Bike => self.cycle(from, to),
            Mode::Car => self.drive(from, to),
            Mode::Transit => self.ride(from, to),
        }
    }

    pub(super) fn walk(&mut self, from: &Spot, to: &Spot) {
        self.follow(from, to, self.person.walk_mps, 4.0, Around::STREET);
    }

    /// A round through the streets that ends where it began.
    pub(super) fn stroll(&mut self, from: &Spot, blocks: usize) {
        let nodes = self.city.streets.stroll(from.ends[0], blocks, &mut self.dice);
        for (at, node) in nodes.iter().enumerate() {
            self.track.go(self.city.streets.point(*node), self.person.walk_mps * 0.85, Around::STREET);
            if at > 0 {
                self.wait_for_green((*node, node.row == nodes[at - 1].row), Around::STREET);
            }
            if self.dice.chance(0.08) {
                let pause = self.dice.log_normal(60_000.0, 0.8);
                self.track.stay(pause.min(900_000.0), Around::STREET);
            }
        }
        let last = Spot::at_crossing(&self.city.streets, nodes[nodes.len() - 1]);
        self.walk(&last, from);
    }

    fn cycle(&mut self, from: &Spot, to: &Spot) {
        let stand = self.bike.at;
        self.walk(from, &stand);
        self.track.stay(20_000.0, Around::STREET);
        self.bike.leave(self.track.now_ms());
        let rack = parking_near(self.city, to, 20.0, &mut self.dice);
        self.follow(&stand, &rack, self.person.bike_mps, 3.0, Around::STREET);
        self.bike.park(rack, self.track.now_ms());
        self.track.stay(20_000.0, Around::STREET);
        self.walk(&rack, to);
    }

    fn drive(&mut self, from: &Spot, to: &Spot) {
        let stand = self.car.at;
        self.walk(from, &stand);
        let aboard = Around::car(self.person.car);
        self.track.stay(self.dice.between(START_MS.0, START_MS.1), aboard);
        self.car.leave(self.track.now_ms());
        let free = self.kerb(to);
        self.follow(&stand, &free, CAR_MPS, 1.5, aboard);
        self.car.park(free, self.track.now_ms());
        self.track.stay(10_000.0, aboard);
        self.walk(&free, to);
    }

    /// Where the car goes: at home its usual place, elsewhere what is free.
    fn kerb(&mut self, to: &Spot) -> Spot {
        if *to == self.person.home.door {
            return self.person.car_at_home;
        }
        parking_near(self.city, to, 80.0, &mut self.dice)
    }

    fn ride(&mut self, from: &Spot, to: &Spot) {
        let mut here = *from;
        for leg in journey::plan(self.city, from.point, to.point) {
            here = self.ride_leg(&here, &leg);
        }
        self.walk(&here, to);
    }

    /// To the stop, aboard, and out; where it ends. On foot where nothing runs any more.
    fn ride_leg(&mut self, from: &Spot, leg: &Leg) -> Spot {
        let line = &self.city.lines[leg.line];
        let seat = self.seat(line);
        let stop = |at: usize| Spot::at_crossing(&self.city.streets, line.nodes[at]);
        let (on, off) = (stop(leg.from), stop(leg.to));
        self.walk(from, &on);
        let platform = line.stops[leg.from].plus(seat.platform(line));
        self.track.go(platform, self.person.walk_mps, Around::STREET);
        match line.ride(leg.from, leg.to, self.track.now_ms() + BOARD_MS) {
            Some(ride) => self.board(line, &ride, seat),
            None => self.walk(&on, &off),
        }
        off
    }

    fn board(&mut self, line: &Line, ride: &Ride, seat: Seat) {
        let aboard = Around { setting: line.setting(), inside: line.aboard(ride.vehicle) };
        let within = seat.within(line);
        for (at, (stop, arrives, leaves)) in ride.calls.iter().enumerate() {
            let place = line.stops[*stop].plus(within);
            if at == 0 {
                self.track.stay_until(leaves - BOARD_MS, Around::STREET);
                self.track.be(place, *leaves, Around::STREET);
            } else {
                self.track.be(place, *arrives, aboard);
                if at + 1 < ride.calls.len() {
                    self.track.stay_until(*leaves, aboard);
                }
            }
        }
        let Some((last, ..)) = ride.calls.last() else { return };
        self.track.stay(self.dice.between(1_000.0, 8_000.0), aboard);
        self.track.be(
            line.stops[*last].plus(seat.platform(line)),
            self.track.now_ms() + BOARD_MS,
            Around::STREET,
        );
    }

    fn seat(&mut self, line: &Line) -> Seat {
        let half = match line.kind {
            LineKind::Bus => 5.0,
            LineKind::Train => 50.0,
        };
        Seat { along_m: self.dice.between(-half, half), across_m: self.dice.between(-1.2, 1.2) }
    }

    /// Along the way at a speed, waiting at lights; `aside_m` off the middle of the street at most.
    fn follow(&mut self, from: &Spot, to: &Spot, mps: f64, aside_m: f64, around: Around) {
        let way = self.city.streets.way(from, to, &mut self.dice);
        let aside = Point::new(self.dice.between(-aside_m, aside_m), self.dice.between(-aside_m, aside_m));
        for turn in way {
            match turn.crossing {
                Some(crossing) => {
                    self.track.go(turn.point.plus(aside), mps, around);
                    self.wait_for_green(crossing, around);
                }
                None => self.track.go(turn.point, mps, around),
            }
        }
    }

    fn wait_for_green(&mut self, crossing: (Node, bool), around: Around) {
        let wait = self.city.streets.wait_ms(crossing, self.track.now_ms());
        if wait > 0 && !self.dice.chance(LIGHT_IGNORED) {
            self.track.stay(wait as f64, around);
        }
    }
}

/// A place in a bus or train.
#[derive(Clone, Copy, Debug)]
struct Seat {
    along_m: f64,
    across_m: f64,
}

/// From the middle of the tracks to where people wait, metres.
const PLATFORM_M: f64 = 4.0;

impl Seat {
    fn within(self, line: &Line) -> Point {
        line.turned(self.along_m, self.across_m)
    }

    fn platform(self, line: &Line) -> Point {
        line.turned(self.along_m, PLATFORM_M)
    }
}
