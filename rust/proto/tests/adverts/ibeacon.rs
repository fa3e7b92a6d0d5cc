//! iBeacons.

use findmesh_proto::Rejection;
use findmesh_proto::advert::ibeacon;
use serde_json::{Value, json};

use crate::common::{annotated, fields};
use crate::{Want, manufacturer_data, read, refused};

const BEACON: &str = "
    02 01 1a                            # flags
    1a ff 4c00                          # manufacturer data, Apple
    02 15                               # iBeacon, 21 bytes
    e2c56db5dffb48d2b060d0f5a71096e0    # UUID
    0064                                # major 100
    8001                                # minor 32769
    c5                                  # -59 dBm at 1 m
";

#[test]
fn beacon() {
    let data = annotated(BEACON);
    let advert = read(&data, None).unwrap().unwrap();
    let uuid = "e2c56db5-dffb-48d2-b060-d0f5a71096e0";
    let fields = json!({"uuid": uuid, "major": 100, "minor": 32769, "tx_power": -59});
    Want { network: "ibeacon", kind: "advert", state: "unknown", fields }.check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn messages_are_checked() {
    let cut = Rejection::IBeacon(ibeacon::Rejection::Cut);
    let length = Rejection::IBeacon(ibeacon::Rejection::Length);
    assert_eq!(refused(&manufacturer_data(0x4C, &[2]), None), cut);
    assert_eq!(refused(&manufacturer_data(0x4C, &[&[2, 0x15][..], &[0; 20]].concat()), None), cut);
    for wrong in [0x14, 0x16] {
        let payload = [&[2, wrong][..], &[0; 30]].concat();
        assert_eq!(refused(&manufacturer_data(0x4C, &payload), None), length);
    }
}

/// Some makers add bytes of their own.
#[test]
fn bytes_after_the_message_are_left_alone() {
    let mut data = annotated(BEACON);
    data[3] += 1;
    data.push(0x64);
    assert_eq!(fields(&read(&data, None).unwrap().unwrap())["major"], 100);
}

pub(crate) fn labelled(expect: &Value) -> Want {
    let fields = json!({
        "uuid": expect["uuid"],
        "major": expect["major"],
        "minor": expect["minor"],
        "tx_power": expect["measured_power"],
    });
    Want { network: "ibeacon", kind: "advert", state: "unknown", fields }
}
