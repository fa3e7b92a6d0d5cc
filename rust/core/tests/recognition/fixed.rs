//! Identifiers that never change.

use findmesh_core::owner::{AddError, Evidence, OwnTag, Position, StaticIdentity, TagKeys};
use findmesh_proto::{Address, AddressKind};

use crate::tags::{Air, NOW, NativeTag, build, id, knowing, native_keys, resolver};

const MAC: [u8; 6] = [0xE4, 1, 2, 3, 4, 5];

fn fixed(identity: StaticIdentity) -> TagKeys {
    TagKeys::Static(identity)
}

fn air(data: &[u8], address: Option<[u8; 6]>) -> Air {
    let address = address.map(|bytes| Address::new(bytes, AddressKind::Unknown));
    Air { data: data.to_vec(), address }
}

fn tile(address: [u8; 6]) -> Air {
    air(&[0x0C, 0x16, 0xED, 0xFE, 2, 0, 1, 2, 3, 4, 5, 6, 7], Some(address))
}

fn ibeacon(minor: u8) -> Air {
    let mut data = vec![0x1A, 0xFF, 0x4C, 0x00, 0x02, 0x15];
    data.extend([0xAB; 16]);
    data.extend([0, 7, 0, minor, 0xC5]);
    air(&data, None)
}

#[test]
fn a_tile_is_its_address() {
    let resolver = knowing(fixed(StaticIdentity::Address(MAC)), NOW);
    let found = tile(MAC).resolved(&resolver, NOW).unwrap();
    assert_eq!((found.tag, found.network, found.evidence), (id(1), "tile", Evidence::Static));
    assert_eq!((found.position, found.offset_seconds, found.offsets), (Position::Fixed, None, None));
    assert!(tile([0xE4, 1, 2, 3, 4, 6]).resolved(&resolver, NOW).is_none());
}

#[test]
fn a_mibeacon_is_the_address_in_its_frame() {
    let resolver = knowing(fixed(StaticIdentity::Address([0x58, 0x2D, 0x34, 0x3B, 0x2E, 0xBF])), NOW);
    let mut data = vec![0x18, 0x16, 0x95, 0xFE];
    data.extend([0x50, 0x20, 0xAA, 0x01, 0xA3, 0xBF, 0x2E, 0x3B, 0x34, 0x2D, 0x58, 0x0D, 0x10, 0x04]);
    data.extend([0xB4, 0x00, 0x95, 0x02, 0x0A, 0x10, 0x01]);
    assert!(air(&data, None).resolved(&resolver, NOW).is_some());
}

#[test]
fn an_ibeacon_is_all_three_of_its_numbers() {
    let identity = StaticIdentity::IBeacon { uuid: [0xAB; 16], major: 7, minor: 9 };
    let resolver = knowing(fixed(identity), NOW);
    assert_eq!(ibeacon(9).resolved(&resolver, NOW).unwrap().network, "ibeacon");
    assert!(ibeacon(8).resolved(&resolver, NOW).is_none());
}

#[test]
fn altbeacons_and_eddystone_uids_are_found() {
    let mut resolver = knowing(fixed(StaticIdentity::AltBeacon([5; 20])), NOW);
    let uid = StaticIdentity::EddystoneUid { namespace: [6; 10], instance: [7; 6] };
    resolver.add(OwnTag { id: id(2), keys: fixed(uid) }, NOW).unwrap();
    build(&mut resolver, NOW);
    let mut altbeacon = vec![0x1B, 0xFF, 0x18, 0x01, 0xBE, 0xAC];
    altbeacon.extend([5; 20]);
    altbeacon.extend([0xC5, 0]);
    let mut eddystone = vec![0x15, 0x16, 0xAA, 0xFE, 0x00, 0xEE];
    eddystone.extend([6; 10]);
    eddystone.extend([7; 6]);
    let found = |data: &[u8]| air(data, None).resolved(&resolver, NOW).map(|found| found.tag);
    assert_eq!(found(&altbeacon), Some(id(1)));
    assert_eq!(found(&eddystone), Some(id(2)));
}

#[test]
fn tags_come_and_go_while_the_resolver_works() {
    let mut resolver = resolver();
    assert!(resolver.is_empty());
    for number in 1..=9 {
        let keys =
            if number % 2 == 0 { native_keys(number) } else { fixed(StaticIdentity::Address([number; 6])) };
        resolver.add(OwnTag { id: id(number), keys }, NOW).unwrap();
    }
    assert_eq!(resolver.add(OwnTag { id: id(4), keys: native_keys(4) }, NOW), Err(AddError::Known));
    build(&mut resolver, NOW);
    let tag_of = |resolver: &_, number: u8| match number % 2 {
        0 => NativeTag::new(number).separated(NOW, 0).resolved(resolver, NOW),
        _ => tile([number; 6]).resolved(resolver, NOW),
    };
    for gone in [4, 1, 7] {
        assert!(tag_of(&resolver, gone).is_some());
        assert!(resolver.remove(id(gone)).is_some());
        assert!(tag_of(&resolver, gone).is_none(), "at once");
        assert!(resolver.remove(id(gone)).is_none());
    }
    resolver.add(OwnTag { id: id(30), keys: native_keys(30) }, NOW).unwrap();
    build(&mut resolver, NOW);
    let found = [2, 3, 5, 6, 8, 9, 30].map(|number| tag_of(&resolver, number).map(|found| found.tag));
    assert_eq!(found, [2, 3, 5, 6, 8, 9, 30].map(|number| Some(id(number))));
    for number in [2, 3, 5, 6, 8, 9, 30] {
        resolver.remove(id(number));
    }
    assert_eq!((resolver.len(), resolver.candidates()), (0, 0));
}
