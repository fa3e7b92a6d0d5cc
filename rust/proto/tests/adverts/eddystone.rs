//! Eddystone's frames.

use findmesh_proto::Rejection;
use findmesh_proto::advert::eddystone::Rejection as Eddystone;
use serde_json::{Value, json};

use crate::common::{annotated, fields};
use crate::{Want, read, refused, service_data};

const UID: &str = "
    02 01 06                            # flags
    03 03 aafe                          # complete list of 16-bit UUIDs
    17 16 aafe                          # service data, 23 bytes
    00                                  # identifier
    f6                                  # -10 dBm at 0 m
    00010203040506070809                # namespace
    0a0b0c0d0e0f                        # instance
    0000                                # reserved
";

const URL: &str = "
    0e 16 aafe                          # service data, 14 bytes
    10                                  # web address
    00                                  # 0 dBm at 0 m
    01                                  # https://www.
    61 0d 2d 62 00 63 0b                # a.gov-b.com/c.info
    7e
";

const TLM: &str = "
    11 16 aafe                          # service data, 17 bytes
    20                                  # telemetry
    00                                  # in the clear
    0bb8                                # 3000 mV
    fe80                                # -1.5 °C
    00000045                            # 69 adverts
    0000025b                            # 60.3 s
";

const ENCRYPTED_TLM: &str = "
    15 16 aafe                          # service data, 21 bytes
    20                                  # telemetry
    01                                  # encrypted
    112233445566778899aabbcc            # content
    5a17                                # salt
    c4ec                                # integrity check
";

const EID: &str = "
    0d 16 aafe                          # service data, 13 bytes
    30                                  # ephemeral identifier
    80                                  # -128 dBm at 0 m
    0011223344556677                    # identifier
";

fn want(kind: &'static str, fields: Value) -> Want {
    Want { network: "eddystone", kind, state: "unknown", fields }
}

#[track_caller]
fn check(text: &str, kind: &'static str, fields: Value) {
    let data = annotated(text);
    let advert = read(&data, None).unwrap().unwrap();
    want(kind, fields).check(&advert);
    assert_eq!((advert.key(), advert.battery(), advert.reports_to()), (None, None, None));
}

#[test]
fn identifier() {
    let fields = json!({"tx_power": -10, "namespace": "00010203040506070809", "instance": "0a0b0c0d0e0f"});
    check(UID, "uid", fields.clone());
    let mut data = annotated(UID);
    data.truncate(data.len() - 2);
    data[7] = 0x15;
    want("uid", fields).check(&read(&data, None).unwrap().unwrap());
}

#[test]
fn web_address() {
    check(URL, "url", json!({"tx_power": 0, "url": "https://www.a.gov-b.com/c.info~"}));
}

#[test]
fn the_longest_web_address() {
    let data = service_data(0xFEAA, &[&[0x10, 0, 1][..], &[4; 17]].concat());
    let advert = read(&data, None).unwrap().unwrap();
    let url = format!("https://www.{}", ".info/".repeat(17));
    assert_eq!(fields(&advert)["url"], url);
    let data = service_data(0xFEAA, &[0x10, 0, 2]);
    assert_eq!(fields(&read(&data, None).unwrap().unwrap())["url"], "http://");
}

#[test]
fn every_code_of_a_web_address() {
    let expansions = ".com/ .org/ .edu/ .net/ .info/ .biz/ .gov/ .com .org .edu .net .info .biz .gov";
    let schemes = ["http://www.", "https://www.", "http://", "https://"];
    for code in 0..=u8::MAX {
        let data = service_data(0xFEAA, &[0x10, 0, 0, code]);
        let known = expansions.split(' ').nth(code.into()).map(str::to_owned);
        let known = known.or_else(|| code.is_ascii_graphic().then(|| char::from(code).to_string()));
        match known {
            Some(text) => {
                let advert = read(&data, None).unwrap().unwrap();
                assert_eq!(fields(&advert)["url"], format!("http://www.{text}"));
            }
            None => assert_eq!(refused(&data, None), Rejection::Eddystone(Eddystone::UrlCode)),
        }
        let data = service_data(0xFEAA, &[0x10, 0, code]);
        match schemes.get(usize::from(code)) {
            Some(scheme) => assert_eq!(fields(&read(&data, None).unwrap().unwrap())["url"], *scheme),
            None => assert_eq!(refused(&data, None), Rejection::Eddystone(Eddystone::UrlCode)),
        }
    }
}

#[test]
fn telemetry() {
    let fields = json!({"battery_mv": 3000, "temperature_c": -1.5, "adv_count": 69, "uptime_s": 60.3});
    check(TLM, "tlm", fields);
}

#[test]
fn telemetry_may_not_be_measured() {
    let mut data = annotated(TLM);
    data[6..10].copy_from_slice(&[0, 0, 0x80, 0]);
    let fields = json!({"battery_mv": null, "temperature_c": null, "adv_count": 69, "uptime_s": 60.3});
    want("tlm", fields).check(&read(&data, None).unwrap().unwrap());
}

#[test]
fn encrypted_telemetry_is_shown_as_it_is() {
    let fields = json!({"encrypted": "112233445566778899aabbcc", "salt": "5a17", "mic": "c4ec"});
    check(ENCRYPTED_TLM, "etlm", fields);
}

#[test]
fn ephemeral_identifier() {
    check(EID, "eid", json!({"tx_power": -128, "eid": "0011223344556677"}));
}

#[test]
fn frames_are_checked() {
    let cases: [(&[u8], Eddystone); 8] = [
        (&[], Eddystone::Length),
        (&[0x20], Eddystone::Length),
        (&[0x20, 2], Eddystone::TlmVersion),
        (&[0x10, 0], Eddystone::Length),
        (&[0x01, 0], Eddystone::FrameType),
        (&[0x3F, 0], Eddystone::FrameType),
        (&[0x42, 0], Eddystone::FrameType),
        (&[0xFF, 0], Eddystone::FrameType),
    ];
    for (payload, reason) in cases {
        assert_eq!(refused(&service_data(0xFEAA, payload), None), Rejection::Eddystone(reason));
    }
}

/// Payload lengths that are good, of each frame type.
#[test]
fn lengths_are_exact() {
    let cases: [(&[u8], &[usize]); 5] = [
        (&[0x00], &[18, 20]),
        (&[0x10, 0, 0], &[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]),
        (&[0x20, 0], &[14]),
        (&[0x20, 1], &[18]),
        (&[0x30], &[10]),
    ];
    for (start, good) in cases {
        for length in start.len()..40 {
            let mut payload = start.to_vec();
            payload.resize(length, 0);
            let decoded = read(&service_data(0xFEAA, &payload), None).map(|advert| advert.is_some());
            let length_refused = Err(Rejection::Eddystone(Eddystone::Length));
            let want = if good.contains(&length) { Ok(true) } else { length_refused };
            assert_eq!(decoded, want, "{start:?} {length}");
        }
    }
}

pub(crate) fn labelled_uid(expect: &Value) -> Want {
    let (namespace, instance) = (&expect["namespace"], &expect["instance"]);
    want("uid", json!({"tx_power": expect["tx_power_0m"], "namespace": namespace, "instance": instance}))
}

pub(crate) fn labelled_url(expect: &Value) -> Want {
    want("url", json!({"tx_power": expect["tx_power_0m"], "url": expect["url"]}))
}

pub(crate) fn labelled_tlm(expect: &Value) -> Want {
    let uptime_s = expect["uptime_ds"].as_f64().unwrap() / 10.0;
    let fields = json!({
        "battery_mv": expect["battery_mv"],
        "temperature_c": expect["temperature_c"],
        "adv_count": expect["adv_count"],
        "uptime_s": uptime_s,
    });
    want("tlm", fields)
}

pub(crate) fn labelled_etlm(expect: &Value) -> Want {
    let (encrypted, salt, mic) = (&expect["encrypted"], &expect["salt"], &expect["mic"]);
    want("etlm", json!({"encrypted": encrypted, "salt": salt, "mic": mic}))
}

pub(crate) fn labelled_eid(expect: &Value) -> Want {
    want("eid", json!({"tx_power": expect["tx_power_0m"], "eid": expect["eid"]}))
}
