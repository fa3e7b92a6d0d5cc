//! Pebblebees on their own network.

use findmesh_proto::Rejection;
use findmesh_proto::advert::pebblebee::{Rejection as Pebblebee, UUID};
use serde_json::{Value, json};

use crate::common::annotated;
use crate::{Want, read, service_data};

const LISTED: &str = "
    02 01 06                            # flags
    05 03 0f18 25fa                     # list of UUIDs: battery service, Pebblebee
    0a 09 5042202d2031323334            # name, PB - 1234
";

#[track_caller]
fn check(data: &[u8], fields: Value) {
    let advert = read(data, None).unwrap().unwrap();
    Want { network: "pebblebee", kind: "advert", state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn a_listed_uuid_is_all_there_is() {
    check(&annotated(LISTED), json!({"service_uuid": "fa25"}));
}

#[test]
fn data_stands_before_the_list() {
    let with_data = service_data(UUID, &[1, 2, 3]);
    let want = json!({"service_uuid": "fa25", "data": "010203"});
    check(&with_data, want.clone());
    check(&[annotated(LISTED), with_data].concat(), want);
    check(&service_data(UUID, &[]), json!({"service_uuid": "fa25", "data": ""}));
}

#[test]
fn nothing_is_refused_but_a_cut_structure() {
    assert_eq!(Pebblebee::ALL, []);
    let data = annotated(LISTED);
    assert_eq!(read(&data[..8], None), Err(Rejection::AdTruncated));
    assert_eq!(read(&[2, 3, 0x25], None), Ok(None), "half a UUID");
}
