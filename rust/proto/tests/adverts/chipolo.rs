//! Chipolos on their own network.

use findmesh_proto::advert::chipolo::{Rejection as Chipolo, UUID};
use findmesh_proto::{Address, AddressKind, Rejection};
use serde_json::{Value, json};

use crate::common::annotated;
use crate::{Want, random, read, refused, service_data};

const CHIPOLO: &str = "
    02 01 06                            # flags
    08 16 33fe                          # service data, 8 bytes
    0a                                  # not read
    01                                  # owner not seen for 30 minutes
    c0ffee                              # not read
";

/// What a row of public tests says, in our names. The state is not the row's: what firmware the address tells of
/// decides whether there is one.
pub(crate) fn labelled(expect: &Value, address: &Value) -> Want {
    let says = address.as_str().unwrap().to_lowercase().as_str() < "d9";
    let gone = expect["flag_bit0"] == 1;
    let mut fields = json!({"data": expect["data"]});
    if says {
        fields["owner_seen_recently"] = json!(!gone);
    }
    let state = if says && gone {
        "separated"
    } else if says {
        "near_owner"
    } else {
        "unknown"
    };
    Want { network: "chipolo", kind: "advert", state, fields }
}

#[track_caller]
fn check(data: &[u8], address: Option<Address>, seen: Option<bool>) {
    let advert = read(data, address).unwrap().unwrap();
    let mut fields = json!({"data": hex::encode(&data[data.len() - (usize::from(data[3]) - 3)..])});
    if let Some(seen) = seen {
        fields["owner_seen_recently"] = json!(seen);
    }
    let state = seen.map_or("unknown", |seen| if seen { "near_owner" } else { "separated" });
    Want { network: "chipolo", kind: "advert", state, fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn an_owner_who_was_seen() {
    let mut data = annotated(CHIPOLO);
    check(&data, random("C4:11:22:33:44:55"), Some(false));
    data[8] = 0xFE;
    check(&data, random("C4:11:22:33:44:55"), Some(true));
}

#[test]
fn the_first_address_octet_tells_whether_there_is_a_state() {
    let data = annotated(CHIPOLO);
    for (text, seen) in [("00", Some(false)), ("D8", Some(false)), ("D9", None), ("FF", None)] {
        let address = random(&format!("{text}:FF:FF:FF:FF:FF")).unwrap();
        for kind in [AddressKind::Random, AddressKind::Public, AddressKind::Unknown] {
            check(&data, Some(address.with_kind(kind)), seen);
        }
    }
    check(&data, None, None);
}

#[test]
fn short_data_has_no_state() {
    let data = [&[2, 1, 6], service_data(UUID, &[0x0A]).as_slice()].concat();
    check(&data, random("C4:11:22:33:44:55"), None);
    assert_eq!(refused(&service_data(UUID, &[]), None), Rejection::Chipolo(Chipolo::Empty));
}
