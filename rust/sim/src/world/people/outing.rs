//! Away from home: a chain of stops, and what is done at each.

use super::person::Person;
use super::track::Around;
use super::travel::{Mode, Traveller};
use crate::world::Point;
use crate::world::city::{Building, Spot};
use crate::world::course::Setting;

/// How long somebody stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Until {
    /// Minutes.
    For(f64),
    /// A moment of the day.
    At(u64),
}

/// What is done at a stop.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stop {
    /// At the desk, or in class.
    Work(Building, Until),
    /// In a shop, the last minutes of it in a queue.
    Shop(Building, Until),
    /// At a table.
    Sit(Building, Until),
    /// At somebody's home.
    Visit(Building, Until),
    /// On foot from here to somewhere near, and back.
    Nearby(Building, Break),
    /// Round the blocks.
    Stroll(usize),
}

/// What a pause is spent with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Break {
    /// Minutes in a shop.
    Shop(f64),
    /// Minutes at a table.
    Sit(f64),
}

/// Metres a second indoors.
const INDOORS_MPS: f64 = 0.9;
/// A desk is left for another room after about so long, milliseconds.
const AT_DESK_MS: f64 = 75.0 * 60_000.0;
/// A place in a shop is left after about so long, milliseconds.
const AT_SHELF_MS: f64 = 70_000.0;
/// In a queue, milliseconds: median and spread of the logarithm.
const QUEUE_MS: (f64, f64) = (55_000.0, 0.6);

impl Stop {
    const fn building(&self) -> Option<&Building> {
        match self {
            Self::Work(building, _)
            | Self::Shop(building, _)
            | Self::Sit(building, _)
            | Self::Visit(building, _) => Some(building),
            Self::Nearby(..) | Self::Stroll(_) => None,
        }
    }

    /// Where it is; none for what begins and ends where one is.
    pub(super) fn place(&self) -> Option<Point> {
        self.building().map(|building| building.door.point)
    }
}

impl Traveller<'_> {
    /// From one building by way of stops to the last one's door and back in.
    pub(super) fn go_out(&mut self, mode: Mode, stops: &[Stop]) {
        let home = self.person.home;
        self.track.go(home.door.point, INDOORS_MPS, at_home(self.person));
        let mut here = home.door;
        for stop in stops {
            if let Some(building) = stop.building() {
                self.travel(&here, &building.door, mode);
                here = building.door;
            }
            self.stop_at(stop, &here);
        }
        self.travel(&here, &home.door, mode);
        self.track.go(self.person.bedroom, INDOORS_MPS, at_home(self.person));
    }

    /// Out of the building whose door one is at, on foot, and back.
    fn step_out(&mut self, from: &Spot, to: &Building, pause: Break) {
        self.walk(from, &to.door);
        match pause {
            Break::Shop(minutes) => self.shop(to, Until::For(minutes)),
            Break::Sit(minutes) => self.sit(to, Setting::Shop, Until::For(minutes)),
        }
        self.walk(&to.door, from);
    }

    /// From the door and back to it.
    fn stop_at(&mut self, stop: &Stop, here: &Spot) {
        match *stop {
            Stop::Work(building, until) => self.roam(&building, Setting::Office, until, AT_DESK_MS),
            Stop::Shop(building, until) => self.shop(&building, until),
            Stop::Sit(building, until) => self.sit(&building, Setting::Shop, until),
            Stop::Visit(building, until) => self.sit(&building, Setting::Home, until),
            Stop::Nearby(building, pause) => self.step_out(here, &building, pause),
            Stop::Stroll(blocks) => self.stroll(here, blocks),
        }
    }

    /// Shelf after shelf, then the till beside the door.
    fn shop(&mut self, building: &Building, until: Until) {
        self.roam(building, Setting::Shop, until, AT_SHELF_MS);
        let till = building.door.point.towards(building.centre, 0.4);
        let around = Around::building(Setting::Shop, building.number);
        self.track.go(till, INDOORS_MPS, around);
        let queue = self.dice.log_normal(QUEUE_MS.0, QUEUE_MS.1);
        self.track.stay(queue.min(600_000.0), around);
        self.track.go(building.door.point, INDOORS_MPS, around);
    }

    fn sit(&mut self, building: &Building, setting: Setting, until: Until) {
        let around = Around::building(setting, building.number);
        let end = self.end_of(until);
        self.track.go(building.room(&mut self.dice), INDOORS_MPS, around);
        self.track.stay_until(end, around);
        self.track.go(building.door.point, INDOORS_MPS, around);
    }

    /// Between a place of one's own and others, each for about `each_ms`.
    fn roam(&mut self, building: &Building, setting: Setting, until: Until, each_ms: f64) {
        let around = Around::building(setting, building.number);
        let end = self.end_of(until);
        let own = building.room(&mut self.dice);
        while self.track.now_ms() < end {
            let place: Point = if self.dice.chance(0.6) { own } else { building.room(&mut self.dice) };
            self.track.go(place, INDOORS_MPS, around);
            let stay = self.dice.exponential(each_ms).max(5_000.0);
            let left = end.saturating_sub(self.track.now_ms());
            self.track.stay(stay.min(left as f64), around);
        }
        self.track.go(building.door.point, INDOORS_MPS, around);
    }

    fn end_of(&self, until: Until) -> u64 {
        match until {
            Until::At(at_ms) => at_ms,
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // minutes of a day
            Until::For(minutes) => self.track.now_ms() + (minutes.max(0.5) * 60_000.0) as u64,
        }
    }
}

/// What is around at home.
pub(super) const fn at_home(person: &Person) -> Around {
    Around::building(Setting::Home, person.home.number)
}
