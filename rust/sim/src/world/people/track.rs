//! A course while it is made: where its person is now, and what came before.

use crate::world::course::{Course, Inside, Setting, Waypoint};
use crate::world::tag::Parking;
use crate::world::{DAY_MS, Point};

/// What is around somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Around {
    pub(super) setting: Setting,
    pub(super) inside: Inside,
}

impl Around {
    /// Outdoors.
    pub(super) const STREET: Self = Self { setting: Setting::Street, inside: Inside::Nothing };

    pub(super) const fn building(setting: Setting, number: u32) -> Self {
        Self { setting, inside: Inside::Building(number) }
    }

    pub(super) const fn car(number: u32) -> Self {
        Self { setting: Setting::Vehicle, inside: Inside::Vehicle(number) }
    }
}

/// A finished day.
#[derive(Clone, Debug)]
pub(in crate::world) struct Way {
    pub(in crate::world) course: Course,
    /// When the bike stood away from home, in order.
    pub(in crate::world) bike: Vec<Parking>,
    /// When the car stood, at home too, in order; none for who has no car.
    pub(in crate::world) car: Vec<Parking>,
}

/// A course up to now.
#[derive(Debug)]
pub(super) struct Track {
    corners: Vec<Waypoint>,
    now_ms: f64,
    here: Point,
}

impl Track {
    pub(super) const fn new(start: Point) -> Self {
        Self { corners: Vec::new(), now_ms: 0.0, here: start }
    }

    pub(super) fn now_ms(&self) -> u64 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a day or two, never negative
        {
            self.now_ms.round() as u64
        }
    }

    /// Straight to a place at a speed.
    pub(super) fn go(&mut self, to: Point, mps: f64, around: Around) {
        self.corner(around);
        self.now_ms += self.here.distance(to) / mps * 1000.0;
        self.here = to;
    }

    /// Straight to a place, there at a moment, which is not past.
    pub(super) fn be(&mut self, at: Point, at_ms: u64, around: Around) {
        self.corner(around);
        self.now_ms = self.now_ms.max(at_ms as f64);
        self.here = at;
    }

    /// Stays for so long.
    pub(super) fn stay(&mut self, ms: f64, around: Around) {
        self.corner(around);
        self.now_ms += ms.max(0.0);
    }

    /// Stays until a moment; not at all when it is past.
    pub(super) fn stay_until(&mut self, at_ms: u64, around: Around) {
        self.stay(at_ms as f64 - self.now_ms, around);
    }

    /// Stays for the rest of the day.
    pub(super) fn finish(mut self, around: Around) -> Course {
        self.corner(around);
        self.corners.retain(|corner| u64::from(corner.at_ms) < DAY_MS);
        Course::new(self.corners)
    }

    fn corner(&mut self, around: Around) {
        let at_ms = u32::try_from(self.now_ms()).unwrap_or(u32::MAX);
        self.corners.push(Waypoint::new(at_ms, self.here, around.setting, around.inside));
    }
}
