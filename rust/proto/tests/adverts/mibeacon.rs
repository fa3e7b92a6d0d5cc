//! MiBeacons. Opening them is tested where the keys are, in the crate of cryptography.

use findmesh_proto::Rejection;
use findmesh_proto::advert::mibeacon::{BindKey, Content, Objects, Rejection as Mibeacon, UUID};
use findmesh_proto::advert::{Advert, mibeacon};
use serde_json::{Value, json};

use crate::common::{annotated, fields};
use crate::{Want, read, refused, service_data};

const CLEAR: &str = "
    02 01 06                            # flags
    1d 16 95fe                          # service data, 29 bytes
    7153                                # version 5; MAC, capability, object; bound; bit 9: asks to be bound
    5b05                                # product
    2a                                  # frame counter
    0c0b0a38c1a4                        # MAC, last byte first
    2d 01                               # capability, with a byte about input and output
    0410 02 c400                        # object 1004: temperature, 19.6
    0000 00                             # object 0000 without data
    0610 02 5402                        # object 1006: humidity, 59.6
";

const SEALED: &str = "
    1a 16 95fe                          # service data, 26 bytes
    5858                                # version 5; encrypted, MAC, object; auth mode 2
    480b                                # product
    68                                  # frame counter
    5f12342d585a                        # MAC, last byte first
    0b1841e2aa                          # five bytes of objects, encrypted
    000e00                              # counter
    a4964fb5                            # message integrity code
";

const LEGACY: &str = "
    18 16 95fe                          # service data, 24 bytes
    5830                                # version 3; encrypted, MAC, object
    b603                                # product
    36                                  # frame counter
    8b98c54124f8                        # MAC, last byte first
    8bb8f2661351                        # six bytes of objects, encrypted
    000100                              # counter
    d6                                  # a byte that is not known to check anything
";

/// What a row of public tests says, in our names; what its key opens is not here.
pub(crate) fn labelled(expect: &Value) -> Want {
    let number = |name: &str| u32::from_str_radix(expect[name].as_str().unwrap(), 16).unwrap();
    let mut fields = json!({
        "frame_control": expect["frame_control"],
        "version": expect["version"],
        "product_id": number("product_id"),
        "frame_counter": expect["frame_counter"],
        "encrypted": expect["encrypted"],
        "bound": expect["registered"],
        "solicited": expect["solicited"],
        "mesh": expect["mesh"],
    });
    if let Some(mac) = expect["mac"].as_str() {
        fields["mac"] = json!(mac.to_uppercase());
    }
    if expect["capability"].is_string() {
        fields["capability"] = expect["capability"].clone();
    }
    if expect["ext_counter"].is_string() {
        fields["extended_counter"] = json!(number("ext_counter").swap_bytes() >> 8);
    } else {
        fields["objects"] = expect["objects"].as_array().unwrap().iter().map(object).collect();
    }
    Want { network: "mibeacon", kind: "advert", state: "unknown", fields }
}

fn object(object: &Value) -> Value {
    json!({"id": u32::from_str_radix(object["id"].as_str().unwrap(), 16).unwrap(), "data": object["data"]})
}

fn decoded(data: &[u8]) -> mibeacon::Advert<'_> {
    match read(data, None) {
        Ok(Some(Advert::Mibeacon(advert))) => advert,
        other => panic!("{other:?}"),
    }
}

#[test]
fn clear_objects() {
    let data = annotated(CLEAR);
    let advert = read(&data, None).unwrap().unwrap();
    let fields = json!({
        "frame_control": "5371",
        "version": 5,
        "product_id": 0x055B,
        "frame_counter": 42,
        "mac": "A4:C1:38:0A:0B:0C",
        "capability": "2d",
        "io_capability": "01",
        "encrypted": false,
        "bound": true,
        "solicited": true,
        "mesh": false,
        "objects": [{"id": 0x1004, "data": "c400"}, {"id": 0, "data": ""}, {"id": 0x1006, "data": "5402"}],
    });
    Want { network: "mibeacon", kind: "advert", state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn sealed_objects_stay_closed() {
    let data = annotated(SEALED);
    let advert = decoded(&data);
    assert_eq!((advert.frame_control().auth_mode(), advert.frame_control().is_encrypted()), (2, true));
    let Content::Sealed(sealed) = advert.content else { panic!("{:?}", advert.content) };
    assert_eq!((sealed.ciphertext, sealed.extended_counter), (&data[15..20], &[0x00, 0x0E, 0x00]));
    assert_eq!(sealed.mic, Some(&[0xA4, 0x96, 0x4F, 0xB5]));
    let shown = fields(&Advert::Mibeacon(advert));
    assert_eq!((&shown["extended_counter"], shown.get("objects")), (&json!(0x0E00), None));
}

#[test]
fn versions_2_and_3_have_no_code() {
    let mut data = annotated(LEGACY);
    for version in [2, 3] {
        data[5] = version << 4;
        let Content::Sealed(sealed) = decoded(&data).content else { panic!("not sealed") };
        assert_eq!(
            (sealed.ciphertext, sealed.extended_counter, sealed.mic),
            (&data[15..21], &[0, 1, 0], None)
        );
        assert_eq!(fields(&read(&data, None).unwrap().unwrap())["extended_counter"], 256);
    }
}

#[test]
fn a_frame_without_objects_may_be_called_encrypted() {
    let mut data = annotated(SEALED);
    data[4] &= !0x40;
    assert_eq!(decoded(&data).content, Content::None);
    let shown = fields(&read(&data, None).unwrap().unwrap());
    assert_eq!((&shown["encrypted"], shown.get("extended_counter")), (&json!(true), None));
}

#[test]
fn versions_that_nobody_describes_are_refused() {
    for version in (0..=15).filter(|version| !mibeacon::VERSIONS.contains(version)) {
        let data = service_data(UUID, &[0x10, version << 4, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(refused(&data, None), Rejection::Mibeacon(Mibeacon::Version));
    }
}

/// Where it is cut decides: the header and what the frame control announces must be whole; of objects, those before the
/// cut stand, and that there was one is said.
#[test]
fn cut_frames() {
    let frame = annotated(CLEAR).split_off(7);
    let whole: [usize; 4] = [13, 18, 21, 26];
    for length in 0..=frame.len() {
        let data = service_data(UUID, &frame[..length]);
        let reason = match length {
            0..5 => Some(Mibeacon::Short),
            5..13 => Some(Mibeacon::Cut),
            _ => None,
        };
        if let Some(reason) = reason {
            assert_eq!(refused(&data, None), Rejection::Mibeacon(reason), "{length}");
            continue;
        }
        let shown = fields(&read(&data, None).unwrap().unwrap());
        let objects = whole.iter().filter(|end| **end <= length).count() - 1;
        assert_eq!(shown["objects"].as_array().unwrap().len(), objects, "{length}");
        assert_eq!(shown.get("object_truncated").is_some(), !whole.contains(&length), "{length}");
    }
    for (text, tail) in [(SEALED, 7), (LEGACY, 4)] {
        let frame = annotated(text).split_off(4);
        for length in 11..frame.len() {
            let read = read(&service_data(UUID, &frame[..length]), None).map(|advert| advert.is_some());
            let want = if length < 11 + tail { Err(Rejection::Mibeacon(Mibeacon::Cut)) } else { Ok(true) };
            assert_eq!(read, want, "{length}");
        }
    }
}

#[test]
fn objects_end_at_the_first_that_is_cut() {
    let bytes = annotated("0110 00  0210 01 aa  0310 02 bb");
    let objects = Objects::new(&bytes);
    let ids: Vec<_> = objects.into_iter().map(|object| (object.id, object.data.to_vec())).collect();
    assert_eq!(ids, [(0x1001, vec![]), (0x1002, vec![0xAA])]);
    assert!(objects.is_truncated());
    assert!(!Objects::new(&bytes[..7]).is_truncated() && !Objects::new(&[]).is_truncated());
    let mut iter = objects.iter();
    assert_eq!(iter.by_ref().count(), 2);
    assert_eq!(iter.next(), None);
}

#[test]
fn bind_keys_have_12_or_16_bytes() {
    assert!(matches!(BindKey::from_slice(&[7; 12]), Some(BindKey::Legacy(bytes)) if bytes == [7; 12]));
    assert!(matches!(BindKey::from_slice(&[7; 16]), Some(BindKey::Standard(bytes)) if bytes == [7; 16]));
    for length in [0, 11, 13, 15, 17, 32] {
        assert_eq!(BindKey::from_slice(&[7; 32][..length]), None);
    }
    assert_eq!(BindKey::from_slice(&[7; 16]), BindKey::from_slice(&[7; 16]));
    assert_ne!(BindKey::from_slice(&[7; 16]), BindKey::from_slice(&[7; 12]));
}
