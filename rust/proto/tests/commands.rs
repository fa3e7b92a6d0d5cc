//! Commands for tags: DULT and Apple's sound, byte by byte.

#![allow(missing_docs)]

mod common;

use common::{annotated, array, bytes, vectors};
use findmesh_proto::Battery;
use findmesh_proto::advert::apple::DeviceKind;
use findmesh_proto::command::apple_sound::{Command, PRODUCT_NAME, Target};
use findmesh_proto::command::dult::{
    BatteryLevel, BatteryType, CHARACTERISTIC_UUID, Capabilities, Category, DecodeError, MTU_MIN, Name,
    NameError, Opcode, Request, Response, SERVICE_UUID, Status, Version,
};
use findmesh_proto::deployment::parse_uuid;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// These bytes are this answer, in both directions.
fn check(text: &str, response: &Response<'_>) {
    let message = annotated(text);
    assert!(Response::decode(&message) == Ok(*response), "{text}");
    assert_eq!(hex::encode(response.encode()), hex::encode(message));
}

#[test]
fn dult_service() {
    let uuid = |text| parse_uuid(text).unwrap();
    assert_eq!(SERVICE_UUID, uuid("15190001-12F4-C226-88ED-2AC5579F2A85"));
    assert_eq!(CHARACTERISTIC_UUID, uuid("8E0C0001-1D68-FB92-BF61-48377421680E"));
    // The attribute protocol's own header takes three bytes of the MTU.
    assert_eq!(usize::from(MTU_MIN), 3 + 2 + Name::LENGTH_MAX);
}

#[test]
fn dult_requests() {
    let file = vectors("dult-commands.json");
    let rows: Vec<_> =
        file["cases"].as_array().unwrap().iter().filter(|row| row["direction"] == "request").collect();
    assert_eq!(rows.len(), Request::ALL.len());
    for (row, request) in rows.into_iter().zip(Request::ALL) {
        assert_eq!(request.opcode().name(), row["opcode"].as_str());
        assert_eq!(request.encode(), array(&row["message"]));
        assert_eq!(Request::decode(&request.encode()), Ok(request));
    }
}

#[test]
fn dult_responses_say_what_the_rows_say() {
    let file = vectors("dult-commands.json");
    let rows = file["cases"].as_array().unwrap().iter().filter(|row| row["direction"] == "response");
    let mut opcodes = std::collections::BTreeSet::new();
    for row in rows {
        let message = bytes(&row["message"]);
        let response = Response::decode(&message).unwrap();
        assert_eq!(response.opcode().name(), row["opcode"].as_str());
        check_row(&response, row);
        if row["padded"].is_null() {
            assert_eq!(response.encode(), message);
        } else {
            assert_eq!(response.encode(), message[..message.len() - 60]);
        }
        opcodes.extend([response.opcode().code()]);
    }
    assert_eq!(opcodes.len(), 14, "every answer has a row");
}

fn check_row(response: &Response<'_>, row: &Value) {
    match response {
        Response::ProductData(data) => assert_eq!(data, &array::<8>(&row["product_data"])),
        Response::ManufacturerName(name) | Response::ModelName(name) => {
            assert_eq!(Some(name.as_str()), row["name"].as_str());
        }
        Response::AccessoryCategory { category, reserved } => {
            assert_eq!((category.name(), *reserved), (row["category"].as_str(), [0; 7]));
        }
        Response::ProtocolVersion(version)
        | Response::FirmwareVersion(version)
        | Response::NetworkVersion(version) => {
            assert_eq!(version.to_string(), row["version"].as_str().unwrap())
        }
        Response::Capabilities(capabilities) => assert_eq!(u64::from(capabilities.0), row["capabilities"]),
        Response::NetworkId(network) => assert_eq!(u64::from(*network), row["network_id"]),
        Response::BatteryType(battery) => assert_eq!(battery.name(), row["battery_type"].as_str()),
        Response::BatteryLevel(level) => assert_eq!(level.name(), row["battery_level"].as_str()),
        Response::Command { opcode, status } => {
            assert_eq!(opcode.name(), row["command"].as_str());
            assert_eq!(status.name(), row["status"].as_str());
        }
        Response::SoundCompleted => {}
        Response::Identifier(payload) => assert_eq!(payload, &bytes(&row["identifier"])),
    }
}

#[test]
fn dult_answers_byte_by_byte() {
    check(
        "0608             # accessory category
         94               # drone
         01 02 03 04 05 06 07 # without meaning yet",
        &Response::AccessoryCategory { category: Category::Drone, reserved: [1, 2, 3, 4, 5, 6, 7] },
    );
    check(
        "0708             # protocol version
         03 02            # revision 3, minor 2
         0101             # major 257",
        &Response::ProtocolVersion(Version { major: 257, minor: 2, revision: 3 }),
    );
    check(
        "0203             # command response
         0103             # to sound stop
         0400             # invalid parameter",
        &Response::Command { opcode: Opcode::SoundStop, status: Status::InvalidParameter },
    );
    check("0504             # identifier, empty", &Response::Identifier(&[]));
    check("0508             # model name, empty", &Response::ModelName(Name::new("").unwrap()));
}

#[test]
fn dult_numbers_without_a_name_are_reported() {
    for code in 0..=u8::MAX {
        assert_eq!(Category::from_code(code).code(), code);
        assert_eq!(Category::from_code(code).name().is_some(), code == 1 || (128..=167).contains(&code));
    }
    check(
        "0608 02 00000000000000 # a category of 2",
        &Response::AccessoryCategory { category: Category::Reserved(2), reserved: [0; 7] },
    );
    check("0b08 03 # a battery type of 3", &Response::BatteryType(BatteryType::Reserved(3)));
    check("0c08 04 # a battery level of 4", &Response::BatteryLevel(BatteryLevel::Reserved(4)));
    check(
        "0203 3412 0500 # opcode 1234, status 5",
        &Response::Command { opcode: Opcode::Reserved(0x1234), status: Status::Reserved(5) },
    );
    let capabilities = Capabilities(0x8000_0012);
    assert_eq!(capabilities.reserved(), 0x8000_0010);
    assert!(capabilities.has(Capabilities::MOTION) && !capabilities.has(Capabilities::SOUND));
    assert!(!capabilities.has(Capabilities::MOTION | Capabilities::SOUND));
    assert_eq!(Capabilities(0xF).reserved(), 0);
}

#[test]
fn dult_battery_in_the_words_of_adverts() {
    let words = [Battery::Full, Battery::Medium, Battery::Low, Battery::Critical].map(Some);
    assert_eq!([0, 1, 2, 3].map(|code| BatteryLevel::from_code(code).battery()), words);
    assert_eq!(BatteryLevel::from_code(4).battery(), None);
    for level in BatteryLevel::NAMED {
        assert_eq!(level.name(), level.battery().map(Battery::as_str));
    }
}

#[test]
fn dult_messages_that_are_none() {
    use DecodeError::{NotText, OperandLength, Short, UnknownOpcode};
    let long = [&[0x04, 0x08][..], &[b'a'; 65]].concat();
    let cases: [(&[u8], DecodeError); 12] = [
        (&[], Short { length: 0 }),
        (&[3], Short { length: 1 }),
        (&[0x03, 0x00], UnknownOpcode { opcode: 0x0003 }),
        (&[0x0E, 0x08], UnknownOpcode { opcode: 0x080E }),
        (&[0x03, 0x08], OperandLength { opcode: 0x0803, length: 0 }),
        (&[0x07, 0x08, 1, 2, 3], OperandLength { opcode: 0x0807, length: 3 }),
        (&[0x07, 0x08, 1, 2, 3, 4, 5], OperandLength { opcode: 0x0807, length: 5 }),
        (&[0x09, 0x08], OperandLength { opcode: 0x0809, length: 0 }),
        (&[0x03, 0x03, 0], OperandLength { opcode: 0x0303, length: 1 }),
        (&[0x02, 0x03, 0, 3, 0], OperandLength { opcode: 0x0302, length: 3 }),
        (&[0x05, 0x08, 0xFF], NotText { opcode: 0x0805 }),
        (&long, OperandLength { opcode: 0x0804, length: 65 }),
    ];
    for (message, error) in cases {
        assert_eq!(Response::decode(message).unwrap_err(), error);
    }
    assert_eq!(Request::decode(&[0, 3, 1]), Err(OperandLength { opcode: 0x0300, length: 1 }));
    assert_eq!(Request::decode(&[2, 3]), Err(UnknownOpcode { opcode: 0x0302 }));
    assert_eq!(Request::decode(&[]), Err(Short { length: 0 }));
}

#[test]
fn dult_names_are_what_a_message_can_carry() {
    assert!(Name::new(&"ä".repeat(32)).is_ok());
    assert_eq!(Name::new(&"ä".repeat(33)), Err(NameError { length: 66 }));
    assert_eq!(Name::new("tag\0"), Err(NameError { length: 4 }));
    assert_eq!(Name::new("a\0b").map(Name::as_str), Ok("a\0b"));
}

#[test]
fn dult_answers_print_nothing_that_tells_tags_apart() {
    for response in [Response::ProductData([222; 8]), Response::Identifier(&[222; 9])] {
        let text = format!("{response:?}{response:x?}").to_lowercase();
        assert!(!text.contains("222") && !text.contains("de, "), "{text}");
    }
}

#[test]
fn apple_endpoints() {
    let uuid = |text| parse_uuid(text).unwrap();
    let airtag = Target::AirTag.endpoint();
    assert_eq!(airtag.service, uuid("7DFC9000-7D1C-4951-86AA-8D9728F8D66C"));
    assert_eq!(airtag.characteristic, uuid("7DFC9001-7D1C-4951-86AA-8D9728F8D66C"));
    let accessory = Target::Accessory.endpoint();
    assert_eq!(accessory.service, uuid("0000FD44-0000-1000-8000-00805F9B34FB"));
    assert_eq!(accessory.characteristic, uuid("4F860003-943B-49EF-BED4-2F730304427A"));
    assert_eq!(PRODUCT_NAME.service, uuid("87290102-3C51-43B1-A1A9-11B9DC38478B"));
    assert_eq!(PRODUCT_NAME.characteristic, uuid("6AA50003-6352-4D57-A7B4-003A416FBB0B"));
}

#[test]
fn apple_sounds() {
    assert_eq!(Target::AirTag.encode(Command::Start), Some([0xAF].as_slice()));
    assert_eq!(Target::AirTag.encode(Command::Stop), None);
    assert_eq!(Target::Accessory.encode(Command::Start), Some([1, 0, 3].as_slice()));
    assert_eq!(Target::Accessory.encode(Command::Stop), Some([1, 1, 3].as_slice()));
    for target in Target::ALL {
        for command in [Command::Start, Command::Stop] {
            if let Some(value) = target.encode(command) {
                assert_eq!(target.decode(value), Some(command));
                assert_eq!(target.decode(&value[1..]), None);
            }
        }
        assert_eq!(target.decode(&[]), None);
    }
    assert_eq!(Target::AirTag.decode(&[1, 0, 3]), None);
}

#[test]
fn apple_devices_that_sound() {
    let targets = [DeviceKind::AppleDevice, DeviceKind::AirTag, DeviceKind::FindMy, DeviceKind::AirPods]
        .map(Target::of);
    assert_eq!(targets, [None, Some(Target::AirTag), Some(Target::Accessory), Some(Target::Accessory)]);
}

/// A name and a payload, from which every answer is made.
fn response<'a>(kind: u8, numbers: [u8; 8], name: &'a str, payload: &'a [u8]) -> Response<'a> {
    let [first, reserved @ ..] = numbers;
    let [a, b, c, d, ..] = numbers;
    let version = Version::from_bytes([a, b, c, d]);
    let name = Name::new(name.trim_end_matches('\0')).unwrap();
    match kind {
        0 => Response::ProductData(numbers),
        1 => Response::ManufacturerName(name),
        2 => Response::ModelName(name),
        3 => Response::AccessoryCategory { category: Category::from_code(first), reserved },
        4 => Response::ProtocolVersion(version),
        5 => Response::Capabilities(Capabilities(u32::from_le_bytes([a, b, c, d]))),
        6 => Response::NetworkId(first),
        7 => Response::FirmwareVersion(version),
        8 => Response::BatteryType(BatteryType::from_code(first)),
        9 => Response::BatteryLevel(BatteryLevel::from_code(first)),
        10 => Response::NetworkVersion(version),
        11 => Response::Command {
            opcode: Opcode::from_code(u16::from_le_bytes([a, b])),
            status: Status::from_code(u16::from_le_bytes([c, d])),
        },
        12 => Response::SoundCompleted,
        _ => Response::Identifier(payload),
    }
}

proptest! {
    #[test]
    fn dult_answers_go_both_ways(kind in 0_u8..14, numbers: [u8; 8], name in ".{0,16}", payload in vec(any::<u8>(), 0..40)) {
        let response = response(kind, numbers, &name, &payload);
        prop_assert!(Response::decode(&response.encode()) == Ok(response));
    }

    #[test]
    fn dult_opcodes_go_both_ways(code: u16) {
        prop_assert_eq!(Opcode::from_code(code).code(), code);
        prop_assert_eq!(Opcode::from_code(code).name().is_some(), Opcode::NAMED.iter().any(|opcode| opcode.code() == code));
        prop_assert_eq!(Status::from_code(code).code(), code);
    }
}
