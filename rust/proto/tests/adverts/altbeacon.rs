//! AltBeacons.

use findmesh_proto::Rejection;
use findmesh_proto::advert::altbeacon;
use serde_json::{Value, json};

use crate::common::{annotated, fields};
use crate::{Want, manufacturer_data, read, refused};

const BEACON: &str = "
    02 01 1a                            # flags
    1b ff 1801                          # manufacturer data, company 0118
    beac                                # AltBeacon
    2f234454cf6d4a0fadf2f4911ba9ffa6    # identifier
    00050003
    be                                  # -66 dBm at 1 m
    02                                  # the maker's own
";

#[test]
fn beacon() {
    let data = annotated(BEACON);
    let advert = read(&data, None).unwrap().unwrap();
    let id = "2f234454cf6d4a0fadf2f4911ba9ffa600050003";
    let fields = json!({"company_id": 0x118, "id": id, "tx_power": -66, "reserved": "02"});
    Want { network: "altbeacon", kind: "advert", state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn only_the_last_byte_may_be_missing() {
    for length in 0..40 {
        let payload = [&[0xBE, 0xAC][..], &vec![7; length]].concat();
        for company in [0x0118, 0x004C, 0xFFFF] {
            let data = manufacturer_data(company, &payload);
            if !(21..=22).contains(&length) {
                let unknown = Rejection::AltBeacon(altbeacon::Rejection::Length);
                assert_eq!(refused(&data, None), unknown, "{company:04x} {length}");
            } else {
                let fields = fields(&read(&data, None).unwrap().unwrap());
                assert_eq!(fields.get("reserved").is_some(), length > 21);
                assert_eq!(fields["company_id"], company);
            }
        }
    }
}

pub(crate) fn labelled(expect: &Value) -> Want {
    let company_id = u16::from_str_radix(expect["company_id"].as_str().unwrap(), 16).unwrap();
    let (id, tx_power) = (&expect["beacon_id"], &expect["measured_power"]);
    let mut fields = json!({"company_id": company_id, "id": id, "tx_power": tx_power});
    if let Some(reserved) = expect["mfg_reserved"].as_u64() {
        fields["reserved"] = json!(format!("{reserved:02x}"));
    }
    Want { network: "altbeacon", kind: "advert", state: "unknown", fields }
}
