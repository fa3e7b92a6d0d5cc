//! Adverts of Apple's network.

use findmesh_proto::advert::apple;
use findmesh_proto::{AddressKind, Battery, Rejection, State};
use serde_json::json;

use crate::common::{annotated, fields};
use crate::findmesh::key;
use crate::{manufacturer_data, random, read, refused};

pub(crate) const SEPARATED: &str = "
    1e ff 4c00                          # manufacturer data, Apple
    12 19                               # offline finding, 25 bytes
    60                                  # status: battery medium, a tag of another maker
    060708090a0b0c0d0e0f1011            # key from byte 6
    12131415161718191a1b
    02                                  # the key's two highest bits
    07                                  # hint
";

pub(crate) const NEARBY: &str = "
    02 01 1a                            # flags
    07 ff 4c00                          # manufacturer data, Apple
    12 02                               # offline finding, 2 bytes
    f0                                  # status: battery critical, AirPods
    01                                  # the key's two highest bits
";

#[test]
fn separated() {
    let data = annotated(SEPARATED);
    let advert = read(&data, random("C0:01:02:03:04:05")).unwrap().unwrap();
    assert_eq!((advert.network(), advert.kind(), advert.state()), ("apple", "separated", State::Separated));
    assert_eq!(advert.key(), Some(&key()[..28]));
    assert_eq!(advert.battery(), Some(Battery::Medium));
    assert_eq!(fields(&advert), json!({"status": "60", "device_kind": "find_my", "hint": "07"}));
}

#[test]
fn nearby() {
    let data = annotated(NEARBY);
    let advert = read(&data, random("C0:01:02:03:04:05")).unwrap().unwrap();
    assert_eq!((advert.kind(), advert.state(), advert.key()), ("nearby", State::NearOwner, None));
    assert_eq!(advert.battery(), Some(Battery::Critical));
    let want = json!({"status": "f0", "device_kind": "airpods", "key_prefix": "400102030405"});
    assert_eq!(fields(&advert), want);
}

#[test]
fn keys_need_an_address_that_can_carry_them() {
    let separated = annotated(SEPARATED);
    let nearby = annotated(NEARBY);
    let public = random("C0:01:02:03:04:05").map(|address| address.with_kind(AddressKind::Public));
    for address in [None, public, random("40:01:02:03:04:05")] {
        let advert = read(&separated, address).unwrap().unwrap();
        assert_eq!((advert.state(), advert.key()), (State::Separated, None));
        assert!(fields(&read(&nearby, address).unwrap().unwrap()).get("key_prefix").is_none());
    }
}

/// An AirTag's battery bits are not to be believed.
#[test]
fn an_airtag_states_no_battery() {
    let mut data = annotated(SEPARATED);
    data[6] = 0x90;
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!(advert.battery(), None);
    assert_eq!(fields(&advert)["device_kind"], "airtag");
}

#[test]
fn messages_are_checked() {
    let length = Rejection::Apple(apple::Rejection::Length);
    let cut = Rejection::Apple(apple::Rejection::Cut);
    let cases: [(&[u8], Rejection); 6] = [
        (&[4, 0xFF, 0x4C, 0, 0x12], cut),
        (&[5, 0xFF, 0x4C, 0, 0x12, 2], cut),
        (&[6, 0xFF, 0x4C, 0, 0x12, 2, 0], cut),
        (&[6, 0xFF, 0x4C, 0, 0x12, 0x19, 0], cut),
        (&[6, 0xFF, 0x4C, 0, 0x12, 0, 0], length),
        (&[6, 0xFF, 0x4C, 0, 0x12, 3, 0], length),
    ];
    for (data, reason) in cases {
        assert_eq!(refused(data, None), reason);
    }
}

#[test]
fn other_continuity_messages_are_unknown() {
    for data in [annotated("0b ff 4c00 0906 0302c0a83284"), annotated("03 ff 4c00"), annotated("02 ff 4c")] {
        assert_eq!(read(&data, None), Ok(None));
    }
}

/// Messages of other types may come before it; the first good one decides.
#[test]
fn a_message_is_found_among_others() {
    let run = [
        &[0x10, 0x02, 0x5B, 0x0C][..],   // nearby info
        &[0x12, 0x03, 0x10, 0x01, 0x00], // offline finding of an unknown length
        &[0x12, 0x02, 0x20, 0x03],       // offline finding, near its owner
        &[0x12, 0x02, 0x60, 0x01],       // another one
        &[0x0F, 0x09],                   // cut
    ];
    let data = manufacturer_data(0x4C, &run.concat());
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!((advert.kind(), fields(&advert)["status"].as_str()), ("nearby", Some("20")));
    let refused_first = manufacturer_data(0x4C, &run[..2].concat());
    assert_eq!(refused(&refused_first, None), Rejection::Apple(apple::Rejection::Length));
}

/// A background app's service UUIDs, which have no length byte and may look like anything.
#[test]
fn an_overflow_area_holds_no_message() {
    let data = manufacturer_data(0x4C, &[0x01, 0x02, 0, 0, 0x12, 0x02, 0x10, 0x01]);
    assert_eq!(read(&data, None), Ok(None));
}
