//! Who somebody is.

use crate::world::Point;
use crate::world::assumptions::{BIKE_MPS, HAS_BIKE, HAS_CAR, LEARNS, WALK_MPS, WORKS};
use crate::world::city::{Building, City, Spot};
use crate::world::dice::Dice;

/// What somebody does on a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::world) enum Role {
    Works,
    Learns,
    Free,
}

/// A person.
#[derive(Clone, Debug)]
pub(in crate::world) struct Person {
    pub(in crate::world) role: Role,
    pub(in crate::world) home: Building,
    pub(in crate::world) bedroom: Point,
    /// An office or a school; home for who has neither.
    pub(in crate::world) work: Building,
    pub(in crate::world) walk_mps: f64,
    pub(in crate::world) bike_mps: f64,
    pub(in crate::world) has_bike: bool,
    pub(in crate::world) has_car: bool,
    /// Where the car stands at home.
    pub(in crate::world) car_at_home: Spot,
    /// Number of the car as something to be in.
    pub(in crate::world) car: u32,
}

/// Cars are numbered from here, buses and trains below.
const FIRST_CAR: u32 = 1 << 20;

impl Person {
    pub(in crate::world) fn new(seed: u64, city: &City, number: usize) -> Self {
        let mut dice = Dice::new(seed, "person", number as u64);
        let role = dice.weighted(&[
            (Role::Works, WORKS),
            (Role::Learns, LEARNS),
            (Role::Free, 1.0 - WORKS - LEARNS),
        ]);
        let home = city.homes[dice.index(city.homes.len())];
        let work = match role {
            Role::Works => city.offices[dice.index(city.offices.len())],
            Role::Learns => city.schools[dice.index(city.schools.len())],
            Role::Free => home,
        };
        let mut speed = |(mean, spread): (f64, f64)| mean + spread * dice.normal().clamp(-2.5, 2.5);
        let (walk_mps, bike_mps) = (speed(WALK_MPS), speed(BIKE_MPS));
        let car_at_home = parking_near(city, &home.door, 60.0, &mut dice);
        Self {
            role,
            home,
            bedroom: home.room(&mut dice),
            work,
            walk_mps,
            bike_mps,
            has_bike: dice.chance(HAS_BIKE),
            has_car: role != Role::Learns && dice.chance(HAS_CAR),
            car_at_home,
            car: FIRST_CAR + u32::try_from(number).unwrap_or(0),
        }
    }
}

/// A place at the kerb, so many metres along the street from a door at most.
pub(super) fn parking_near(city: &City, door: &Spot, along_m: f64, dice: &mut Dice) -> Spot {
    door.beside(&city.streets, dice.between(-along_m, along_m), dice.between(-3.0, 3.0))
}
