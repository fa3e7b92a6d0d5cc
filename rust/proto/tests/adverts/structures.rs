//! Frames of several structures: which one decides, what is cut, what is padding.

use std::collections::BTreeSet;

use findmesh_proto::advert::{apple as apple_format, decode, fhn as fhn_format};
use findmesh_proto::{Advert, Frame, Rejection};

use crate::common::annotated;
use crate::findmesh::{COMPACT, COMPACT_ADDRESS, EXTENDED, compact_with};
use crate::{DEPLOYMENT, apple, manufacturer_data, random, read, refused, service_data, taken_for};

#[test]
fn the_first_good_tracker_decides() {
    let mut data = compact_with(|payload| payload[0] = 0x80);
    data.extend(annotated(apple::NEARBY));
    data.extend(annotated(EXTENDED));
    data.extend([9, 1]);
    let advert = read(&data, random(COMPACT_ADDRESS)).unwrap().unwrap();
    assert_eq!(advert.kind(), "nearby");
}

#[test]
fn a_cut_structure_is_a_reason_unless_something_good_came_before() {
    let mut data = annotated(apple::NEARBY);
    data.extend([9, 1]);
    assert_eq!(read(&data, None).unwrap().unwrap().kind(), "nearby");
    assert_eq!(refused(&[2, 1, 6, 9, 1], None), Rejection::AdTruncated);
    let cut = annotated(COMPACT);
    assert_eq!(refused(&cut[..30], random(COMPACT_ADDRESS)), Rejection::AdTruncated);
}

#[test]
fn padding_ends_an_advert() {
    let mut data = vec![2, 1, 6, 0];
    data.extend(annotated(apple::NEARBY));
    assert_eq!(read(&data, None), Ok(None));
    assert_eq!(read(&[], None), Ok(None));
}

#[test]
fn rejections_have_one_code_each() {
    let codes: BTreeSet<_> = Rejection::all().map(Rejection::code).collect();
    assert_eq!(codes.len(), Rejection::all().count());
    assert!(Rejection::all().all(|rejection| !rejection.to_string().is_empty()));
}

#[test]
fn nothing_printed_for_logs_identifies_a_tag() {
    let data = annotated(COMPACT);
    let frame = Frame { data: &data, address: random(COMPACT_ADDRESS) };
    let advert = decode(&frame, &DEPLOYMENT).unwrap().unwrap();
    let text = format!("{frame:?} {advert:?}");
    for secret in ["C0:01", "192", "6, 7", "0607", "[128", "[6"] {
        assert!(!text.contains(secret), "{text}");
    }
}

/// Every byte that identifies is 222 = 0xDE, or `z`.
#[test]
fn no_network_prints_identifiers() {
    let with = |start: &[u8], count: usize| [start, &vec![0xDE; count]].concat();
    let adverts = [
        service_data(0xFEAA, &with(&[0x40], 20)),
        service_data(0xFEAA, &with(&[0x41], 33)),
        service_data(0xFEAA, &with(&[0x00, 0], 16)),
        service_data(0xFEAA, b"\x10\x00\x00zzzz"),
        service_data(0xFEAA, &with(&[0x20, 1], 16)),
        service_data(0xFEAA, &with(&[0x30, 0], 8)),
        service_data(0xFCB2, &with(&[1, 0], 22)),
        service_data(0xFE2C, &with(&[], 3)),
        service_data(0xFE2C, &with(&[0, 0x40], 4)),
        manufacturer_data(0x4C, &[with(&[0x02, 0x15], 20), vec![0]].concat()),
        manufacturer_data(0x118, &[with(&[0xBE, 0xAC], 20), vec![0, 0]].concat()),
    ];
    for data in adverts {
        let advert = read(&data, None).unwrap().unwrap();
        let mut texts = vec![format!("{advert:?}"), format!("{advert:x?}")];
        if let Advert::FastPair(advert) = advert {
            let fields: Vec<_> = advert.fields.collect();
            texts.push(format!("{:?} {fields:x?}", advert.fields));
        }
        for secret in ["222", "de,", "dede", "zz", "122"] {
            assert!(texts.iter().all(|text| !text.contains(secret)), "{texts:?}");
        }
    }
}

const FLAGS: &str = "02 01 06";
const LIST_FE2C_FEAA: &str = "05 03 2cfe aafe";
const MODEL: &str = "06 16 2cfe 00000a";
const BEACON: &str = "1a ff 4c00 0215 e2c56db5dffb48d2b060d0f5a71096e0 0064 8001 c5";
const ANOTHER_BEACON: &str = "1b ff 1801 beac 2f234454cf6d4a0fadf2f4911ba9ffa600050003 be 02";
const FHN: &str = "18 16 aafe 40 3a19ac7db9a3a9140c0faceae210ec57a127fb31";
const MALFORMED_FHN: &str = "05 16 aafe 40 3a";
const NAME: &str = "04 09 74 61 67";
const CUT: &str = "09 16 aafe";
const PADDING: &str = "00";

/// Every order of two frames: the tracker stands.
#[test]
fn a_tracker_stands_before_beacons() {
    for beacon in [MODEL, BEACON, ANOTHER_BEACON] {
        for parts in [[FLAGS, beacon, FHN], [FHN, beacon, NAME], [LIST_FE2C_FEAA, beacon, FHN]] {
            assert_eq!(taken_for(&parts.join("\n")), ("fhn", "eid160"));
        }
    }
}

#[test]
fn the_first_beacon_stands() {
    assert_eq!(taken_for(&[FLAGS, BEACON, MODEL].join("\n")), ("ibeacon", "advert"));
    assert_eq!(taken_for(&[FLAGS, MODEL, BEACON].join("\n")), ("fast_pair", "model_id"));
    assert_eq!(taken_for(&[ANOTHER_BEACON, BEACON].join("\n")), ("altbeacon", "advert"));
}

/// The same type and UUID twice.
#[test]
fn the_first_good_of_duplicates_stands() {
    let other = FHN.replace("40 3a", "41 3b");
    for (parts, state) in [([FHN, &other], "unknown"), ([&other, FHN], "separated")] {
        let data = annotated(&parts.join("\n"));
        assert_eq!(read(&data, None).unwrap().unwrap().state().as_str(), state);
    }
}

#[test]
fn a_malformed_structure_hides_nothing() {
    for good in [FHN, BEACON, MODEL] {
        let alone = taken_for(good);
        assert_eq!(taken_for(&[MALFORMED_FHN, good].join("\n")), alone);
        assert_eq!(taken_for(&[good, MALFORMED_FHN].join("\n")), alone);
        assert_eq!(taken_for(&[good, CUT].join("\n")), alone);
        assert_eq!(taken_for(&[MALFORMED_FHN, good, CUT].join("\n")), alone);
    }
}

#[test]
fn the_first_refusal_is_the_answer() {
    let length = Rejection::Fhn(fhn_format::Rejection::Length);
    let cut_message = "05 ff 4c00 12 02";
    let cut = Rejection::Apple(apple_format::Rejection::Cut);
    assert_eq!(refused(&annotated(&[FLAGS, MALFORMED_FHN, cut_message].join("\n")), None), length);
    assert_eq!(refused(&annotated(&[cut_message, MALFORMED_FHN, CUT].join("\n")), None), cut);
}

#[test]
fn what_follows_padding_is_ignored() {
    assert_eq!(taken_for(&[BEACON, PADDING, FHN].join("\n")), ("ibeacon", "advert"));
    let data = annotated(&[FLAGS, PADDING, FHN].join("\n"));
    assert_eq!(read(&data, None), Ok(None));
}

/// It has no flags, often a name, and is a frame of its own.
#[test]
fn a_scan_response_is_read_like_an_advert() {
    assert_eq!(taken_for(&[NAME, BEACON].join("\n")), ("ibeacon", "advert"));
    assert_eq!(read(&annotated(NAME), None), Ok(None));
}

/// More bytes than a legacy advert can have.
#[test]
fn an_extended_advert_may_hold_all_at_once() {
    let parts = [FLAGS, LIST_FE2C_FEAA, MODEL, ANOTHER_BEACON, BEACON, FHN, NAME];
    assert!(annotated(&parts.join("\n")).len() > 31);
    assert_eq!(taken_for(&parts.join("\n")), ("fhn", "eid160"));
}

#[test]
fn a_listed_service_is_no_frame_of_it() {
    assert_eq!(read(&annotated(LIST_FE2C_FEAA), None), Ok(None));
}
