//! Tags send what their networks' decoders take, and are where they are.

use findmesh_proto::advert::{State, decode};
use findmesh_proto::{Form, Frame, Network};

use super::TOWN;
use crate::world::{DAY_MS, Tag, TagKind, deployment};

/// Network, state and key of what a tag sends.
fn decoded(tag: &Tag, at_ms: u64) -> (Option<Network>, State, Option<Vec<u8>>) {
    let (address, data) = tag.frame(at_ms);
    let frame = Frame { data, address: Some(address) };
    let advert = decode(&frame, &deployment()).expect("accepted").expect("a tag's advert");
    (advert.reports_to(), advert.state(), advert.key().map(<[u8]>::to_vec))
}

fn some_of(kind: TagKind, network: Network) -> impl Iterator<Item = &'static Tag> {
    TOWN.tags.iter().filter(move |tag| (tag.kind, tag.network) == (kind, network)).take(6)
}

#[test]
fn separated_tags_send_separated_adverts_of_their_network_with_a_key() {
    let mut seen = 0;
    for network in Network::ALL {
        for tag in [TagKind::Lost, TagKind::Parked, TagKind::CarriedAway]
            .into_iter()
            .flat_map(|kind| some_of(kind, network))
        {
            let (from_ms, to_ms) = tag.separated[0];
            for at_ms in [from_ms, (from_ms + to_ms) / 2, to_ms - 1] {
                let (reports_to, state, key) = decoded(tag, at_ms);
                assert_eq!((reports_to, state), (Some(network), State::Separated));
                assert!(key.is_some());
                seen += 1;
            }
        }
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn a_tag_near_its_owner_never_says_that_it_is_separated() {
    for network in Network::ALL {
        for tag in some_of(TagKind::NearOwner, network) {
            for at_ms in [0, DAY_MS / 3, DAY_MS - 1] {
                let (reports_to, state, _) = decoded(tag, at_ms);
                assert_eq!(reports_to, Some(network));
                assert_ne!(state, State::Separated);
            }
        }
    }
    assert!(TOWN.tags.iter().any(|tag| tag.kind == TagKind::NearOwner));
}

#[test]
fn keys_rotate_as_each_network_does() {
    let keys = |tag: &Tag| {
        let mut keys: Vec<_> = (0..96).map(|slot| tag.frame(slot * 900_000 + 1)).collect();
        keys.dedup();
        keys.len()
    };
    for (network, fewest, most) in [(Network::Native, 1, 2), (Network::Apple, 2, 2), (Network::Fhn, 80, 96)] {
        for tag in some_of(TagKind::Lost, network) {
            assert!((fewest..=most).contains(&keys(tag)), "{network}: {}", keys(tag));
        }
        for tag in some_of(TagKind::NearOwner, network) {
            assert!((80..=96).contains(&keys(tag)), "{network} near its owner: {}", keys(tag));
        }
    }
}

#[test]
fn both_forms_are_on_the_air() {
    for (network, form) in
        [Network::Native, Network::Fhn].into_iter().flat_map(|it| [(it, Form::Compact), (it, Form::Extended)])
    {
        let mut of = TOWN.tags.iter().filter(|tag| (tag.network, tag.form) == (network, form));
        let found = of.find(|tag| tag.is_separated(DAY_MS / 2)).expect("both forms");
        assert_eq!(found.frame(DAY_MS / 2).1.len() <= 31, form == Form::Compact);
    }
}

#[test]
fn shares_of_networks_are_those_assumed() {
    for assumed in crate::world::assumptions::NETWORKS {
        let of = TOWN.tags.iter().filter(|tag| tag.network == assumed.network).count();
        let share = of as f64 / TOWN.tags.len() as f64;
        assert!((share - assumed.share).abs() < 0.1, "{}: {share}", assumed.network);
    }
}

#[test]
fn a_parked_tag_stands_while_it_is_separated() {
    let parked = TOWN.tags.iter().zip(0_u32..).filter(|(tag, _)| tag.kind == TagKind::Parked);
    let mut owned = 0;
    for (tag, number) in parked {
        owned += usize::from(tag.owner.is_some());
        for (from_ms, to_ms) in &tag.separated {
            assert_eq!(TOWN.tag_at(number, *from_ms), TOWN.tag_at(number, to_ms - 1));
        }
    }
    assert!(owned > 5);
}
