//! What is not one's own is never taken for it.

use findmesh_crypto::apple;
use findmesh_proto::advert::decode;
use findmesh_proto::advert::findmesh::extended_advert;
use findmesh_proto::{Deployment, Frame};
use proptest::prelude::*;

use crate::tags::{Air, DAY, NOW, build, knowing_all, one_of_each};

/// Bytes of each advert of [`one_of_each`] that identify it.
fn identifying(air: &Air) -> std::ops::Range<usize> {
    match air.advert().network() {
        "findmesh" => air.data.len() - 32..air.data.len(),
        "apple" if air.data.len() == 31 => 7..29,
        "apple" => 7..8,
        "fhn" => 8..air.data.len() - 1,
        "samsung" => 8..16,
        _ => air.data.len() - 8..air.data.len(),
    }
}

#[test]
fn an_advert_with_one_bit_turned_is_a_strangers() {
    let mut resolver = knowing_all(3, NOW);
    build(&mut resolver, NOW + 2 * DAY);
    for air in one_of_each(3, NOW + 2 * DAY) {
        assert!(air.resolved(&resolver, NOW).is_some());
        for at in identifying(&air) {
            for bit in if air.data.len() == 8 { 0..2 } else { 0..8 } {
                let turned = air.turned(at, bit);
                let Ok(Some(advert)) = decode(&turned.frame(), &Deployment::COMMON) else { continue };
                let found = resolver.resolve(&advert, turned.address, NOW);
                assert_eq!(found, None, "{} byte {at} bit {bit}", advert.network());
            }
        }
    }
}

#[test]
fn the_same_tags_of_others_are_strangers() {
    let resolver = knowing_all(3, NOW);
    for number in (1..60).filter(|number| *number != 3) {
        for air in one_of_each(number, NOW) {
            assert_eq!(air.resolved(&resolver, NOW), None);
        }
    }
}

#[test]
fn an_advert_without_what_identifies_it_is_nobodys() {
    let resolver = knowing_all(3, NOW);
    for air in one_of_each(3, NOW).iter().filter(|air| air.advert().network() == "apple") {
        let anonymous = Air { address: None, data: air.data.clone() };
        assert_eq!(anonymous.resolved(&resolver, NOW), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn foreign_keys_never_match(native in any::<[u8; 32]>(), key in any::<[u8; 28]>(), data in any::<Vec<u8>>()) {
        thread_local! {
            static RESOLVER: findmesh_core::owner::Resolver = {
                let mut resolver = knowing_all(3, NOW);
                build(&mut resolver, NOW + 2 * DAY);
                resolver
            };
        }
        let extended = extended_advert(&Deployment::COMMON.service_uuid, &native, 0, false);
        let (address, separated) = apple::advert(&key, 0x20, 0);
        let nearby = [0x07, 0xFF, 0x4C, 0x00, 0x12, 0x02, 0x24, key[0] >> 6];
        for data in [extended.as_slice(), &separated, &nearby, &data] {
            let frame = Frame { data, address: Some(address) };
            if let Ok(Some(advert)) = decode(&frame, &Deployment::COMMON) {
                let found = RESOLVER.with(|resolver| resolver.resolve(&advert, Some(address), NOW));
                prop_assert_eq!(found, None);
            }
        }
    }
}
