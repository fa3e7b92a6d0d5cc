//! DULT frames.

use findmesh_proto::advert::dult;
use findmesh_proto::{Rejection, State};
use serde_json::json;

use crate::common::{annotated, fields};
use crate::{Want, read, refused, service_data};

const SEPARATED: &str = "
    02 01 06                            # flags
    07 16 b2fc                          # service data, 7 bytes
    02                                  # network 2: Google
    00                                  # separated
    aabb                                # the network's own
";

#[test]
fn separated() {
    let data = annotated(SEPARATED);
    let advert = read(&data, None).unwrap().unwrap();
    let fields = json!({"network_id": 2, "near_owner": false, "payload": "aabb"});
    Want { network: "dult", kind: "advert", state: "separated", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn near_its_owner() {
    let data = service_data(0xFCB2, &[1, 1]);
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!(advert.state(), State::NearOwner);
    assert_eq!(fields(&advert), json!({"network_id": 1, "near_owner": true, "payload": ""}));
}

/// Bit 0 decides; the others are shown.
#[test]
fn reserved_flags_are_reported() {
    let data = service_data(0xFCB2, &[0xC3, 0x82]);
    let advert = read(&data, None).unwrap().unwrap();
    assert_eq!(advert.state(), State::Separated);
    let want = json!({"network_id": 0xC3, "near_owner": false, "payload": "", "flags": "82"});
    assert_eq!(fields(&advert), want);
}

#[test]
fn lengths_are_checked() {
    for length in 0..40 {
        let data = service_data(0xFCB2, &vec![1; length]);
        match length {
            0 | 1 => assert_eq!(refused(&data, None), Rejection::Dult(dult::Rejection::Short)),
            2..=24 => assert_eq!(read(&data, None).unwrap().unwrap().network(), "dult"),
            _ => assert_eq!(refused(&data, None), Rejection::Dult(dult::Rejection::Long)),
        }
    }
}
