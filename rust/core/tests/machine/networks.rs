//! Tags of other networks, where the configuration names them.

use findmesh_core::FinderConfig;
use findmesh_proto::{Form, Network};

use crate::adverts::{self, Heard, apple, apple_nearby, extended, find_hub};
use crate::world::{World, config};

fn all() -> World {
    World::ready_with(FinderConfig { networks: Network::ALL.to_vec(), ..config() })
}

fn find_hub_normal(n: u8) -> Heard {
    let mut heard = find_hub(n);
    let frame = heard.data.iter().position(|byte| *byte == 0x41).unwrap();
    heard.data[frame] = 0x40;
    heard
}

/// With an identifier of 32 bytes.
fn find_hub_256(n: u8) -> Heard {
    let mut data = vec![0x24, 0x16, 0xAA, 0xFE, 0x41];
    data.extend([n; 32]);
    Heard { data, ..find_hub(n) }
}

#[test]
fn separated_tags_of_named_networks_are_sealed_to_their_own_keys() {
    let mut world = all();
    world.fix(world.here(0.0));
    world.hear_all(&[extended(1), apple(2), find_hub(3), find_hub_256(4)]);
    let sealed: Vec<_> =
        world.sealed.iter().map(|(_, seal)| (seal.key.network(), seal.key.bytes().len())).collect();
    assert_eq!(sealed.len(), 4);
    for wanted in [(Network::Native, 32), (Network::Apple, 28), (Network::Fhn, 20), (Network::Fhn, 32)] {
        assert!(sealed.contains(&wanted), "{wanted:?} in {sealed:?}");
    }
    for (_, seal) in &world.sealed {
        assert_eq!(seal.entry.network, seal.key.network());
        let own = seal.key.network() == Network::Native;
        assert_eq!(seal.report.form == Form::Extended, own);
        assert_eq!(seal.report.header != 0, own);
    }
    let (_, seal) = world.sealed.iter().find(|(_, seal)| seal.key.network() == Network::Apple).unwrap();
    assert_eq!(seal.report.status, 0x10, "the advert's own");
    assert_eq!(seal.key.bytes()[..6], [0, 0, 0, 0, 0, 2], "the address carries the start of the key");
}

#[test]
fn near_owner_and_unknown_states_are_never_reported() {
    let mut world = all();
    world.fix(world.here(0.0));
    world.hear_all(&[apple_nearby(1), find_hub_normal(2), adverts::near_owner(3)]);
    assert_eq!(world.sealed.len(), 0);
    assert_eq!(world.count("suppressed_near_owner"), 2);
    assert_eq!(world.count("suppressed_state_unknown"), 1);
}

#[test]
fn networks_that_are_not_named_are_counted_as_such_whatever_their_state() {
    let mut world = World::ready();
    world.fix(world.here(0.0));
    world.hear_all(&[apple(1), find_hub(2), find_hub_normal(3), adverts::beacon()]);
    assert_eq!((world.sealed.len(), world.count("suppressed_network_not_enabled")), (0, 3));
}

#[test]
fn an_apple_advert_without_its_address_has_no_key() {
    let mut world = all();
    world.fix(world.here(0.0));
    world.hear(Heard { address: None, ..apple(1) });
    assert_eq!((world.sealed.len(), world.count("suppressed_no_key")), (0, 1));
}

#[test]
fn one_key_in_two_networks_is_two_keys() {
    let mut world = all();
    world.fix(world.here(0.0));
    world.hear_all(&[extended(1), find_hub_256(1)]);
    assert_eq!(world.sealed.len(), 2);
}

#[test]
fn a_clock_that_was_never_set_seals_nothing() {
    let mut world = all();
    world.now.wall_ms = 3_600_000;
    world.fix(world.here(0.0));
    world.hear_all(&[extended(1), apple(2), find_hub(3)]);
    assert_eq!((world.sealed.len(), world.count("suppressed_no_fix")), (0, 3));
}
