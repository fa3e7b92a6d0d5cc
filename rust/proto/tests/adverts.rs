//! Our own and Apple's adverts byte by byte, and every rule that refuses one.

#![allow(missing_docs)]

mod common;

use common::{address, annotated, fields};
use findmesh_proto::advert::findmesh::Rejection as Findmesh;
use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::advert::{apple, decode};
use findmesh_proto::{Address, AddressKind, Advert, Battery, Deployment, Form, Frame, Rejection, State};
use serde_json::json;

const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// 00 01 02 … 1f, with top bits 10.
fn key() -> [u8; 32] {
    let mut key: [u8; 32] = core::array::from_fn(|at| u8::try_from(at).unwrap());
    key[0] = 0x80;
    key
}

fn random(text: &str) -> Option<Address> {
    address(&json!(text), &json!("random"))
}

fn read<'a>(data: &'a [u8], address: Option<Address>) -> Result<Option<Advert<'a>>, Rejection> {
    decode(&Frame { data, address }, &DEPLOYMENT)
}

fn refused(data: &[u8], address: Option<Address>) -> Rejection {
    read(data, address).unwrap_err()
}

const EXTENDED: &str = "
    02 01 06                            # flags
    11 07                               # complete list of 128-bit UUIDs: separated tags only
    2fcc095b78fcc09ffa4d0442fcc19a2f    #   the deployment's, little endian
    33 21                               # service data under a 128-bit UUID
    2fcc095b78fcc09ffa4d0442fcc19a2f
    10                                  # version 1, not critical, separated
    a5                                  # status, masked
    800102030405060708090a0b0c0d0e0f    # key
    101112131415161718191a1b1c1d1e1f
";

const COMPACT: &str = "
    1e ff                               # manufacturer data, 29 bytes
    ffff                                # company id
    9b                                  # key bits 10, version 01, masked bits 101, near its owner
    060708090a0b0c0d0e0f                # key from byte 6
    101112131415161718191a1b1c1d1e1f
";

/// Of [`COMPACT`]: the first key byte with its top bits set, then five bytes.
const COMPACT_ADDRESS: &str = "C0:01:02:03:04:05";

/// Offset of the service data payload in [`EXTENDED`].
const PAYLOAD: usize = 3 + 18 + 18;

/// What a case does to a good payload.
type Change<'c> = &'c dyn Fn(&mut Vec<u8>);

/// [`EXTENDED`] without flags and UUID list, its payload changed; the length byte is made to fit.
fn extended_with(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut payload = annotated(EXTENDED).split_off(PAYLOAD);
    change(&mut payload);
    let mut data = vec![u8::try_from(17 + payload.len()).unwrap(), 0x21];
    data.extend(DEPLOYMENT.service_uuid.iter().rev());
    data.extend(payload);
    data
}

/// [`COMPACT`], its payload after the company id changed.
fn compact_with(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut payload = annotated(COMPACT).split_off(4);
    change(&mut payload);
    let mut data = vec![u8::try_from(3 + payload.len()).unwrap(), 0xFF, 0xFF, 0xFF];
    data.extend(payload);
    data
}

#[test]
fn extended_goes_both_ways() {
    let data = annotated(EXTENDED);
    assert_eq!(extended_advert(&DEPLOYMENT.service_uuid, &key(), 0xA5, false), data);
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!((advert.network(), advert.kind(), advert.state()), ("findmesh", "extended", State::Separated));
    assert_eq!((advert.key(), advert.battery()), (Some(key().as_slice()), None));
    assert_eq!(fields(&advert), json!({"version": "01", "status_masked": "a5", "header": "10"}));
}

#[test]
fn extended_near_its_owner_lists_no_uuid() {
    let data = extended_advert(&DEPLOYMENT.service_uuid, &key(), 0, true);
    assert_eq!(data.len(), 55);
    assert_eq!(read(&data, None).unwrap().unwrap().state(), State::NearOwner);
}

#[test]
fn compact_goes_both_ways() {
    let data = annotated(COMPACT);
    let header = compact_header(&key(), 0b1010, true);
    let (address, written) = compact_advert(0xFFFF, &key(), header);
    assert_eq!((written.to_vec(), Some(address)), (data.clone(), random(COMPACT_ADDRESS)));
    let advert = read(&data, Some(address)).unwrap().unwrap();
    assert_eq!((advert.network(), advert.kind(), advert.state()), ("findmesh", "compact", State::NearOwner));
    assert_eq!(advert.key(), Some(key().as_slice()));
    assert_eq!(fields(&advert), json!({"version": "01", "header": "9b"}));
}

#[test]
fn an_extended_payload_is_checked() {
    let cases: [(Change<'_>, Findmesh); 8] = [
        (&|payload| payload.clear(), Findmesh::Short),
        (&|payload| payload.truncate(1), Findmesh::Short),
        (&|payload| payload.truncate(33), Findmesh::Short),
        (&|payload| payload[0] = 0x20, Findmesh::Version),
        (&|payload| payload[0] = 0x00, Findmesh::Version),
        (&|payload| payload[0] = 0x18, Findmesh::Critical),
        (&|payload| payload.push(1), Findmesh::CutTlv),
        (&|payload| payload.extend([1, 2, 0]), Findmesh::CutTlv),
    ];
    for (change, reason) in cases {
        assert_eq!(refused(&extended_with(change), None), Rejection::Findmesh(reason));
    }
}

#[test]
fn whole_tlvs_and_reserved_bits_are_ignored() {
    let data = extended_with(|payload| {
        payload[0] = 0x16;
        payload.extend([0xEE, 0, 3, 2, 9, 9]);
    });
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!((advert.key(), advert.state()), (Some(key().as_slice()), State::Separated));
    assert_eq!(fields(&advert)["header"], "16");
}

#[test]
fn a_compact_payload_is_checked() {
    let cases: [(Change<'_>, Findmesh); 6] = [
        (&|payload| payload.clear(), Findmesh::Short),
        (&|payload| payload.truncate(26), Findmesh::Short),
        (&|payload| payload.push(0), Findmesh::Long),
        (&|payload| payload[0] = 0x80, Findmesh::Version),
        (&|payload| payload[0] = 0xA0, Findmesh::Version),
        (&|payload| payload[0] = 0xB0, Findmesh::Version),
    ];
    for (change, reason) in cases {
        assert_eq!(refused(&compact_with(change), random(COMPACT_ADDRESS)), Rejection::Findmesh(reason));
    }
}

#[test]
fn a_compact_address_must_be_random_static() {
    let data = annotated(COMPACT);
    let address = random(COMPACT_ADDRESS).unwrap();
    for wrong in [address.with_kind(AddressKind::Public), random("40:01:02:03:04:05").unwrap()] {
        assert_eq!(refused(&data, Some(wrong)), Rejection::Findmesh(Findmesh::Address));
    }
    let unknown = read(&data, Some(address.with_kind(AddressKind::Unknown)));
    let Ok(Some(Advert::Findmesh(advert))) = unknown else { panic!("refused") };
    assert!(advert.address_unverified);
    assert_eq!(advert.key, Some(key()));
    let Ok(Some(Advert::Findmesh(advert))) = read(&data, None) else { panic!("refused") };
    assert_eq!((advert.form, advert.key, advert.address_unverified), (Form::Compact, None, false));
}

#[test]
fn a_deployment_without_a_company_id_has_no_compact_form() {
    let frame = Frame { data: &annotated(COMPACT), address: random(COMPACT_ADDRESS) };
    assert_eq!(decode(&frame, &Deployment::COMMON), Ok(None));
}

#[test]
fn another_deployments_adverts_are_unknown() {
    let other = Deployment { service_uuid: [7; 16], company_id: Some(0x1234) };
    for text in [EXTENDED, COMPACT] {
        let frame = Frame { data: &annotated(text), address: random(COMPACT_ADDRESS) };
        assert_eq!(decode(&frame, &other), Ok(None));
    }
}

const APPLE_SEPARATED: &str = "
    1e ff 4c00                          # manufacturer data, Apple
    12 19                               # offline finding, 25 bytes
    60                                  # status: battery medium, a tag of another maker
    060708090a0b0c0d0e0f1011            # key from byte 6
    12131415161718191a1b
    02                                  # the key's two highest bits
    07                                  # hint
";

const APPLE_NEARBY: &str = "
    02 01 1a                            # flags
    07 ff 4c00                          # manufacturer data, Apple
    12 02                               # offline finding, 2 bytes
    f0                                  # status: battery critical, AirPods
    01                                  # the key's two highest bits
";

#[test]
fn apple_separated() {
    let data = annotated(APPLE_SEPARATED);
    let advert = read(&data, random("C0:01:02:03:04:05")).unwrap().unwrap();
    assert_eq!((advert.network(), advert.kind(), advert.state()), ("apple", "separated", State::Separated));
    assert_eq!(advert.key(), Some(&key()[..28]));
    assert_eq!(advert.battery(), Some(Battery::Medium));
    assert_eq!(fields(&advert), json!({"status": "60", "device_kind": "find_my", "hint": "07"}));
}

#[test]
fn apple_nearby() {
    let data = annotated(APPLE_NEARBY);
    let advert = read(&data, random("C0:01:02:03:04:05")).unwrap().unwrap();
    assert_eq!((advert.kind(), advert.state(), advert.key()), ("nearby", State::NearOwner, None));
    assert_eq!(advert.battery(), Some(Battery::Critical));
    let want = json!({"status": "f0", "device_kind": "airpods", "key_prefix": "400102030405"});
    assert_eq!(fields(&advert), want);
}

#[test]
fn apple_keys_need_an_address_that_can_carry_them() {
    let separated = annotated(APPLE_SEPARATED);
    let nearby = annotated(APPLE_NEARBY);
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
    let mut data = annotated(APPLE_SEPARATED);
    data[6] = 0x90;
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!(advert.battery(), None);
    assert_eq!(fields(&advert)["device_kind"], "airtag");
}

#[test]
fn apple_messages_are_checked() {
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

#[test]
fn the_first_good_structure_decides() {
    let mut data = compact_with(|payload| payload[0] = 0x80);
    data.extend(annotated(APPLE_NEARBY));
    data.extend(annotated(EXTENDED));
    data.extend([9, 1]);
    let advert = read(&data, random(COMPACT_ADDRESS)).unwrap().unwrap();
    assert_eq!(advert.kind(), "nearby");
}

#[test]
fn a_cut_structure_is_a_reason_unless_something_good_came_before() {
    let mut data = annotated(APPLE_NEARBY);
    data.extend([9, 1]);
    assert_eq!(read(&data, None).unwrap().unwrap().kind(), "nearby");
    assert_eq!(refused(&[2, 1, 6, 9, 1], None), Rejection::AdTruncated);
    let cut = annotated(COMPACT);
    assert_eq!(refused(&cut[..30], random(COMPACT_ADDRESS)), Rejection::AdTruncated);
}

#[test]
fn padding_ends_an_advert() {
    let mut data = vec![2, 1, 6, 0];
    data.extend(annotated(APPLE_NEARBY));
    assert_eq!(read(&data, None), Ok(None));
    assert_eq!(read(&[], None), Ok(None));
}

#[test]
fn rejections_have_one_code_each() {
    let codes: std::collections::BTreeSet<_> = Rejection::all().map(Rejection::code).collect();
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
