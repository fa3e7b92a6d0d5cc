//! Tags of one's own and of the family.

use findmesh_core::owner::{NativeKeys, OwnTag, Resolver, ResolverConfig, TagId, TagKeys};
use findmesh_core::{Effects, Household, OwnTags, Ownership, Seed};
use findmesh_crypto::native::{SEPARATED_SLOT, Schedule, TagSecret};
use findmesh_proto::Address;
use findmesh_proto::advert::Advert;
use findmesh_proto::advert::findmesh::extended_advert;

use crate::adverts::{DEPLOYMENT, Heard, extended};
use crate::world::{HOUR, START_WALL, World, new_finder};

/// Knows tags by the first byte of their key.
struct Fixed {
    own: u8,
    family: u8,
}

impl OwnTags for Fixed {
    fn prepare(&mut self, _: i64) {}

    fn recognise(&mut self, advert: &Advert<'_>, address: Option<Address>, _: i64) -> Option<Ownership> {
        assert!(address.is_some());
        match advert.key()?.first() {
            Some(first) if *first == self.own => Some(Ownership::Own),
            Some(first) if *first == self.family => Some(Ownership::Family),
            _ => None,
        }
    }
}

#[test]
fn own_and_family_tags_are_not_reported_and_each_is_counted() {
    let mut world = World::ready();
    world.finder.set_own_tags(Box::new(Fixed { own: 1, family: 2 }));
    world.fix(world.here(0.0));
    world.hear_all(&[extended(1), extended(2), extended(2), extended(3)]);
    assert_eq!(world.sealed_keys(), [3]);
    assert_eq!((world.count("suppressed_own_tag"), world.count("suppressed_family_tag")), (1, 2));
}

const SECRET: [u8; 32] = [42; 32];
const PROVISIONED: u32 = 20_800;

/// One native tag.
fn household(family: bool) -> Household {
    let mut resolver = Resolver::new(ResolverConfig::default(), Seed([3; 32]));
    let keys = NativeKeys { secret: TagSecret::from_bytes(SECRET), provisioned_day: PROVISIONED };
    let tag = OwnTag { id: TagId([1; 16]), keys: TagKeys::Native(keys) };
    resolver.add(tag, START_WALL / 1_000).unwrap();
    Household::new(resolver, family.then_some(TagId([1; 16])))
}

/// What that tag sends away from its owner.
fn away(wall_ms: i64) -> Heard {
    let mut schedule = Schedule::new(TagSecret::from_bytes(SECRET), PROVISIONED);
    let day = u32::try_from(wall_ms / 86_400_000).unwrap() - PROVISIONED;
    let key = schedule.epoch(day, SEPARATED_SLOT).unwrap().key;
    Heard { data: extended_advert(&DEPLOYMENT.service_uuid, &key, 0, false), ..extended(77) }
}

#[test]
fn a_household_knows_its_tags_by_their_keys_for_days_on_end() {
    for (family, counter) in [(false, "suppressed_own_tag"), (true, "suppressed_family_tag")] {
        let mut world = World::ready();
        world.finder.set_own_tags(Box::new(household(family)));
        for _ in 0..3 {
            world.fix(world.here(0.0));
            world.hear_all(&[away(world.now.wall_ms), extended(3)]);
            world.pass(24 * HOUR);
        }
        assert!(world.sealed_keys().iter().all(|key| *key == 3), "{counter}");
        assert_eq!(world.store.counter(counter), 3);
    }
}

#[test]
fn without_its_household_the_same_tag_is_reported() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear(away(world.now.wall_ms));
    assert_eq!(world.sealed.len(), 1);
}

#[test]
fn with_an_equal_household_events_replay_to_the_same_effects() {
    let mut world = World::fresh(crate::world::config());
    world.finder.set_own_tags(Box::new(household(false)));
    world.consent(findmesh_core::consent::Decision::Granted);
    world.event(findmesh_core::Event::Enable);
    for step in 0..50_u8 {
        world.fix(world.here(f64::from(step) * 300.0));
        world.hear_all(&[away(world.now.wall_ms), extended(step % 5)]);
        world.pass(HOUR);
    }
    let mut finder = new_finder(&world.config);
    let events = &world.runs[0].events;
    let mut again: Vec<Effects> = Vec::new();
    for (n, record) in events.iter().enumerate() {
        if n == 1 {
            finder.set_own_tags(Box::new(household(false)));
        }
        again.push(finder.handle(&record.event, record.now, record.seed));
    }
    assert_eq!(again, world.runs[0].effects);
    assert!(world.store.counter("suppressed_own_tag") >= 49);
}
