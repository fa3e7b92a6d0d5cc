//! Structures that more than one format could claim: who gets them (the rules stand in `advert`'s documentation).

use findmesh_proto::advert::decode;
use findmesh_proto::advert::findmesh::Rejection as Findmesh;
use findmesh_proto::{Deployment, Frame, Rejection};

use crate::common::annotated;
use crate::{manufacturer_data, random, read, refused, service_data, taken_for};

/// UUID 0xFEAA: the first byte tells Eddystone and the Find Hub network apart.
#[test]
fn eddystone_or_find_hub() {
    for first in 0..=u8::MAX {
        for length in [10, 14, 18, 20, 21, 33] {
            let payload = [&[first][..], &vec![0; length - 1]].concat();
            let network = match read(&service_data(0xFEAA, &payload), None) {
                Ok(Some(advert)) => advert.network(),
                Ok(None) => panic!("{first:02x} is nobody's"),
                Err(Rejection::Fhn(_)) => "fhn",
                Err(Rejection::Eddystone(_)) => "eddystone",
                Err(other) => panic!("{first:02x}: {other}"),
            };
            let find_hub = matches!(first, 0x40 | 0x41);
            assert_eq!(network, if find_hub { "fhn" } else { "eddystone" }, "{first:02x}");
        }
    }
}

const IBEACON: &str = "0215 e2c56db5dffb48d2b060d0f5a71096e0 0064 8001 c5";
const OFFLINE_FINDING: &str = "1202 20 03";
const NEARBY_INFO: &str = "1002 5b0c";
const HANDOFF: &str = "0c0e 08a3 0102030405060708090a0b0c";

/// Company 0x004C: the type of each Continuity message tells them apart; a tracker stands before a beacon.
#[test]
fn continuity_messages() {
    let network = |parts: &[&str]| {
        let data = manufacturer_data(0x4C, &annotated(&parts.join("\n")));
        read(&data, None).unwrap().map(|advert| advert.network())
    };
    assert_eq!(network(&[IBEACON]), Some("ibeacon"));
    assert_eq!(network(&[NEARBY_INFO, IBEACON]), Some("ibeacon"));
    assert_eq!(network(&[OFFLINE_FINDING]), Some("apple"));
    assert_eq!(network(&[HANDOFF, NEARBY_INFO, OFFLINE_FINDING]), Some("apple"));
    assert_eq!(network(&[IBEACON, OFFLINE_FINDING]), Some("apple"));
    assert_eq!(network(&[OFFLINE_FINDING, IBEACON]), Some("apple"));
    assert_eq!(network(&[HANDOFF, NEARBY_INFO]), None);
    assert_eq!(network(&[]), None);
}

/// A deployment's company id belongs to nobody else but AltBeacons.
#[test]
fn a_company_id_that_is_ours() {
    let beacon = [&[0xBE, 0xAC][..], &[7; 22]].concat();
    let data = manufacturer_data(Deployment::TEST_COMPANY_ID, &beacon);
    assert_eq!(read(&data, random("C0:01:02:03:04:05")).unwrap().unwrap().network(), "altbeacon");

    let cut = manufacturer_data(Deployment::TEST_COMPANY_ID, &beacon[..20]);
    assert!(matches!(refused(&cut, None), Rejection::AltBeacon(_)));

    let other = manufacturer_data(Deployment::TEST_COMPANY_ID, b"hello");
    assert_eq!(refused(&other, None), Rejection::Findmesh(Findmesh::Version));
    let frame = Frame { data: &other, address: None };
    assert_eq!(decode(&frame, &Deployment::COMMON), Ok(None));
}

/// A tag that can serve several networks, with its maker's company id (Xiaomi's) beside it.
#[test]
fn a_tag_looks_like_the_network_that_it_was_set_up_for() {
    let maker = "06 ff 8f03 010203";
    let find_hub = "18 16 aafe 40 3a19ac7db9a3a9140c0faceae210ec57a127fb31";
    let apple = "07 ff 4c00 1202 20 03";
    assert_eq!(taken_for(&[maker, find_hub].join("\n")), ("fhn", "eid160"));
    assert_eq!(taken_for(&[find_hub, maker].join("\n")), ("fhn", "eid160"));
    assert_eq!(taken_for(&[maker, apple].join("\n")), ("apple", "nearby"));
    assert_eq!(read(&annotated(maker), None), Ok(None));
}
