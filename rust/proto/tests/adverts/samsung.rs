//! Samsung's tags and phones.

use findmesh_proto::advert::samsung::{Rejection as Samsung, TagBattery, TagState};
use findmesh_proto::advert::{Advert, samsung};
use findmesh_proto::{Battery, Rejection};
use serde_json::json;

use crate::common::{annotated, fields};
use crate::{Want, read, refused, service_data};

const TAG: &str = "
    02 01 06                            # flags
    17 16 5afd                          # service data, 23 bytes
    12                                  # version 1, advert type 0, offline
    5d5403                              # aging counter 218205
    6f3043f2087a724e                    # privacy id
    b7                                  # region 11, no end-to-end encryption, UWB, battery full
    80                                  # motion detection
    00 01                               # reserved; activity tracking
    701bf40a                            # signature
";

const PHONE: &str = "
    12 16 69fd                          # service data, 18 bytes
    10                                  # not read
    0102030405060708090a0b0c            # id
    04                                  # properties
    aa                                  # not read
";

/// Offset of the tag's frame in [`TAG`].
const FRAME: usize = 3 + 4;

/// The frame of [`TAG`], changed.
fn tag_with(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut frame = annotated(TAG).split_off(FRAME);
    change(&mut frame);
    service_data(samsung::TAG_UUID, &frame)
}

#[test]
fn a_tag() {
    let data = annotated(TAG);
    let advert = read(&data, None).unwrap().unwrap();
    let fields = json!({
        "version": "01",
        "tag_state": "offline",
        "aging_counter": 218_205,
        "privacy_id": "6f3043f2087a724e",
        "region": 11,
        "end_to_end": false,
        "uwb": true,
        "battery": "full",
        "motion": true,
        "activity_tracking": true,
        "signature": "701bf40a",
    });
    Want { network: "samsung", kind: "tag", state: "separated", fields }.check(&advert);
    assert_eq!((advert.key(), advert.reports_to(), advert.battery()), (None, None, Some(Battery::Full)));
    let Advert::Samsung(samsung::Advert::Tag(tag)) = advert else { panic!("another network's") };
    assert_eq!((tag.state(), tag.battery()), (TagState::Offline, TagBattery::Full));
    assert_eq!(tag.signed(), &data[FRAME..FRAME + 16]);
}

#[test]
fn a_phone_says_nothing_of_its_owner() {
    let data = annotated(PHONE);
    let advert = read(&data, None).unwrap().unwrap();
    let fields = json!({"id": "0102030405060708090a0b0c", "properties": "04"});
    Want { network: "samsung", kind: "phone", state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.reports_to(), advert.battery()), (None, None, None));
}

#[test]
fn states_and_reserved_ones() {
    let states = [
        ("reserved_0", "unknown"),
        ("premature_offline", "separated"),
        ("offline", "separated"),
        ("overmature_offline", "separated"),
        ("connected_one", "near_owner"),
        ("connected_non_owner", "near_owner"),
        ("connected_two", "near_owner"),
        ("reserved_7", "unknown"),
    ];
    for (bits, (tag_state, state)) in (0..).zip(states) {
        let data = tag_with(|frame| frame[0] = 0x10 | bits);
        let advert = read(&data, None).unwrap().unwrap();
        assert_eq!(
            (fields(&advert)["tag_state"].as_str(), advert.state().as_str()),
            (Some(tag_state), state)
        );
    }
}

#[test]
fn batteries() {
    let levels = [
        ("very_low", Battery::Critical),
        ("low", Battery::Low),
        ("medium", Battery::Medium),
        ("full", Battery::Full),
    ];
    for (bits, (text, battery)) in (0..).zip(levels) {
        let data = tag_with(|frame| frame[12] = 0xB4 | bits);
        let advert = read(&data, None).unwrap().unwrap();
        assert_eq!((fields(&advert)["battery"].as_str(), advert.battery()), (Some(text), Some(battery)));
    }
}

/// Each bit on its own: it is this field's and no other's.
#[test]
fn one_bit_one_field() {
    let zeros = tag_with(|frame| frame[1..].fill(0));
    let before = fields(&read(&zeros, None).unwrap().unwrap());
    let cases = [
        (1, 0x01, "aging_counter", json!(1)),
        (3, 0x80, "aging_counter", json!(0x80_0000)),
        (4, 0x80, "privacy_id", json!("8000000000000000")),
        (11, 0x01, "privacy_id", json!("0000000000000001")),
        (12, 0x80, "region", json!(8)),
        (12, 0x10, "region", json!(1)),
        (12, 0x08, "end_to_end", json!(true)),
        (12, 0x04, "uwb", json!(true)),
        (12, 0x02, "battery", json!("medium")),
        (13, 0x80, "motion", json!(true)),
        (15, 0x01, "activity_tracking", json!(true)),
        (16, 0x80, "signature", json!("80000000")),
        (19, 0x01, "signature", json!("00000001")),
    ];
    for (byte, bit, name, value) in cases {
        let data = tag_with(|frame| {
            frame[1..].fill(0);
            frame[byte] = bit;
        });
        let mut want = before.clone();
        assert_ne!(want[name], value);
        want[name] = value;
        assert_eq!(fields(&read(&data, None).unwrap().unwrap()), want);
    }
    for (byte, reserved) in [(13, 0x7F), (14, 0xFF), (15, 0xFE)] {
        let data = tag_with(|frame| {
            frame[1..].fill(0);
            frame[byte] = reserved;
        });
        assert_eq!(fields(&read(&data, None).unwrap().unwrap()), before, "reserved bits are no field's");
    }
}

/// What a case does to a good frame.
type Change<'c> = &'c dyn Fn(&mut Vec<u8>);

#[test]
fn frames_are_checked() {
    let cases: [(Change<'_>, Samsung); 7] = [
        (&|frame| frame.clear(), Samsung::Length),
        (&|frame| frame.truncate(1), Samsung::Length),
        (&|frame| frame.truncate(19), Samsung::Length),
        (&|frame| frame.push(0), Samsung::Length),
        (&|frame| frame[0] = 0x22, Samsung::Version),
        (&|frame| frame[0] = 0x02, Samsung::Version),
        (&|frame| frame[0] = 0x1A, Samsung::AdvertType),
    ];
    for (change, reason) in cases {
        assert_eq!(refused(&tag_with(change), None), Rejection::Samsung(reason));
    }
    for length in [0, 1, 13] {
        let data = service_data(samsung::PHONE_UUID, &[7; 13][..length]);
        assert_eq!(refused(&data, None), Rejection::Samsung(Samsung::PhoneShort));
    }
    assert!(read(&service_data(samsung::PHONE_UUID, &[7; 14]), None).is_ok());
}
