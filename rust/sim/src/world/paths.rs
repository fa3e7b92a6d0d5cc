//! Where everything that moves is.

use std::collections::BTreeMap;

use super::city::City;
use super::course::Course;
use super::tag::{Place, Tag};

/// Courses of people by number, and of vehicles in which tags lie by theirs.
#[derive(Clone, Debug, Default)]
pub(super) struct Paths {
    pub(super) people: Vec<Course>,
    pub(super) vehicles: BTreeMap<u32, Course>,
}

impl Paths {
    pub(super) fn new(people: Vec<Course>, tags: &[Tag], city: &City) -> Self {
        let vehicles = tags.iter().filter_map(|tag| match tag.place {
            Place::Seat(vehicle, _) => Some((vehicle, city.line_of(vehicle)?.course(vehicle))),
            Place::Fixed(..) | Place::With(_) | Place::Vehicle { .. } => None,
        });
        Self { people, vehicles: vehicles.collect() }
    }

    pub(super) fn person(&self, number: u32) -> &Course {
        &self.people[number as usize]
    }

    pub(super) fn vehicle(&self, number: u32) -> &Course {
        &self.vehicles[&number]
    }
}
