//! Our own adverts, and every rule that refuses one.

use findmesh_proto::advert::decode;
use findmesh_proto::advert::findmesh::Rejection as Findmesh;
use findmesh_proto::advert::findmesh::{compact_advert, compact_header, extended_advert};
use findmesh_proto::{AddressKind, Advert, Deployment, Form, Frame, Rejection, State};
use serde_json::json;

use crate::common::{annotated, fields};
use crate::{DEPLOYMENT, random, read, refused};

/// 00 01 02 … 1f, with top bits 10.
pub(crate) fn key() -> [u8; 32] {
    let mut key: [u8; 32] = core::array::from_fn(|at| u8::try_from(at).unwrap());
    key[0] = 0x80;
    key
}

pub(crate) const EXTENDED: &str = "
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

pub(crate) const COMPACT: &str = "
    1e ff                               # manufacturer data, 29 bytes
    ffff                                # company id
    9b                                  # key bits 10, version 01, masked bits 101, near its owner
    060708090a0b0c0d0e0f                # key from byte 6
    101112131415161718191a1b1c1d1e1f
";

/// Of [`COMPACT`]: the first key byte with its top bits set, then five bytes.
pub(crate) const COMPACT_ADDRESS: &str = "C0:01:02:03:04:05";

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
pub(crate) fn compact_with(change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
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
