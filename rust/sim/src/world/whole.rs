//! The city on one day, whole.

use super::city::City;
use super::encounter::Encounter;
use super::life::{self, Owner};
use super::meet::Meetings;
use super::parallel;
use super::paths::Paths;
use super::people::{self, Person, Way};
use super::scatter;
use super::tag::Tag;
use super::{PhoneDay, Point, Profile};
use crate::platform::Constants;

/// The whole city on one day.
#[derive(Clone, Debug)]
pub struct World {
    /// Every tag; an encounter names its own by index.
    pub tags: Vec<Tag>,
    days: Vec<PhoneDay>,
    pub(super) paths: Paths,
    seed: u64,
}

impl World {
    /// A city of so many people, each with one phone. The same arguments give the same world; `constants` says what the
    /// phones are like (`phones.*`), and leaves people, tags and encounters as they are.
    #[must_use]
    pub fn new(seed: u64, people: usize, constants: &Constants) -> Self {
        Self::with_threads(seed, people, constants, parallel::cores())
    }

    /// As [`World::new`], on so many threads: the result is the same.
    pub(super) fn with_threads(seed: u64, count: usize, constants: &Constants, threads: usize) -> Self {
        let city = City::new(seed, count);
        let people = parallel::map(count, threads, |number| Person::new(seed, &city, number));
        let ways: Vec<Way> =
            parallel::map(count, threads, |number| people::day(seed, &city, number, &people[number]));
        let tags = scatter::all(seed, &city, &people, &ways);
        let paths = Paths::new(ways.into_iter().map(|way| way.course).collect(), &tags, &city);
        let meetings = Meetings::new(seed, &tags, &paths);
        let days = parallel::map(count, threads, |number| {
            let course = &paths.people[number];
            let owner = Owner { seed, number, person: &people[number], course };
            PhoneDay {
                profile: Profile::draw(seed, number, constants),
                course: course.clone(),
                changes: life::changes(&owner, constants),
                encounters: meetings.of(number_of(number), course),
            }
        });
        Self { tags, days, paths, seed }
    }

    /// The same world in which every phone has, beside all else, one separated tag with it all day: in range from the first
    /// to the last millisecond. Nobody else comes near these tags; they follow the others in [`World::tags`], in the order
    /// of their phones.
    #[must_use]
    pub fn with_tag_in_range(&self) -> Self {
        let mut world = self.clone();
        let before = world.tags.len();
        for (phone, day) in world.days.iter_mut().enumerate() {
            world.tags.push(scatter::companion(self.seed, number_of(phone)));
            let encounter = Encounter::all_day(self.seed, number_of(before + phone));
            day.encounters.insert(0, encounter);
        }
        world
    }

    /// How many phones there are.
    #[must_use]
    pub fn phones(&self) -> usize {
        self.days.len()
    }

    /// The day of a phone, 0 to [`World::phones`] (excluded).
    ///
    /// # Panics
    /// Where there is no such phone.
    #[must_use]
    pub fn day(&self, phone: usize) -> &PhoneDay {
        &self.days[phone]
    }

    /// Where a tag truly is at a moment.
    ///
    /// # Panics
    /// Where there is no such tag.
    #[must_use]
    pub fn tag_at(&self, tag: u32, at_ms: u64) -> Point {
        self.tags[tag as usize].at(at_ms, &self.paths).point
    }
}

/// Numbers of phones and tags are kept in 32 bits.
fn number_of(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
