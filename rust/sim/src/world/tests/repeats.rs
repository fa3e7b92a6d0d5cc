//! The same arguments give the same world.

use crate::platform::Constants;
use crate::world::World;
use crate::world::parallel;

const PEOPLE: usize = 150;

fn same(a: &World, b: &World) -> bool {
    let days = (0..PEOPLE).all(|phone| a.day(phone) == b.day(phone));
    days && same_tags(a, b)
}

fn same_tags(a: &World, b: &World) -> bool {
    let pairs = a.tags.iter().zip(&b.tags).zip(0..);
    a.tags.len() == b.tags.len()
        && pairs.into_iter().all(|((one, other), number)| {
            let noon = 12 * 3_600_000;
            one.kind == other.kind
                && one.network == other.network
                && one.secret == other.secret
                && one.separated == other.separated
                && a.tag_at(number, noon) == b.tag_at(number, noon)
        })
}

#[test]
fn two_builds_and_any_number_of_threads_give_the_same_world() {
    let constants = Constants::builtin();
    let world = World::new(5, PEOPLE, &constants);
    for threads in [1, 3, parallel::cores()] {
        assert!(same(&world, &World::with_threads(5, PEOPLE, &constants, threads)), "{threads} threads");
    }
}

#[test]
fn another_seed_is_another_world() {
    let constants = Constants::builtin();
    let [one, other] = [5, 6].map(|seed| World::new(seed, PEOPLE, &constants));
    assert!((0..PEOPLE).all(|phone| one.day(phone).course != other.day(phone).course));
}

#[test]
fn what_phones_are_like_changes_nothing_that_others_see() {
    let constants = Constants::builtin();
    let all_batch = constants.with("phones.batching", 1.0);
    let (some, all) = (World::new(5, PEOPLE, &constants), World::new(5, PEOPLE, &all_batch));
    for phone in 0..PEOPLE {
        let (before, after) = (some.day(phone), all.day(phone));
        assert!(after.profile.batching && after.profile.batch_storage > 0);
        let rest = |day: &crate::world::PhoneDay| {
            let mut profile = day.profile.clone();
            (profile.batching, profile.batch_storage) = (false, 0);
            profile
        };
        assert_eq!(rest(before), rest(after));
        assert_eq!((&before.course, &before.changes), (&after.course, &after.changes));
        assert_eq!(before.encounters, after.encounters);
    }
    assert!(same_tags(&some, &all));
}

#[test]
fn the_smallest_towns_have_days_too() {
    for people in [0, 1, 2, 7] {
        let world = World::new(u64::MAX, people, &Constants::builtin());
        assert_eq!(world.phones(), people);
        assert!((0..people).all(|phone| !world.day(phone).changes.is_empty()));
        assert!(!world.tags.is_empty() || people < 7);
    }
}
