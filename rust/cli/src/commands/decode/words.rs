//! What people call the things that send.

use findmesh_proto::Advert;
use findmesh_proto::advert::FieldValue;
use findmesh_proto::advert::ad::{AdStructure, AdStructures, Payload};

use crate::output::units::span;

/// AD types of a shortened and a complete name.
const NAMES: [u8; 2] = [0x08, 0x09];

/// Who sends such adverts.
pub(super) fn sender(advert: &Advert<'_>) -> String {
    match (advert.network(), advert.kind()) {
        ("apple", _) => format!("Apple {}", apple_device(advert)),
        ("fhn", "eid256") => "Find Hub tag, 256 bit".to_owned(),
        ("fhn", _) => "Find Hub tag".to_owned(),
        ("samsung", "phone") => "Galaxy phone".to_owned(),
        ("samsung", _) => "Galaxy SmartTag".to_owned(),
        ("tile", _) => "Tile".to_owned(),
        ("chipolo", _) => "Chipolo".to_owned(),
        ("pebblebee", _) => "Pebblebee".to_owned(),
        ("mibeacon", _) => "Xiaomi MiBeacon".to_owned(),
        ("dult", _) => "DULT tag".to_owned(),
        ("eddystone", "tlm") => "Eddystone telemetry".to_owned(),
        ("eddystone", kind) => format!("Eddystone {}", kind.to_uppercase()),
        ("ibeacon", _) => "iBeacon".to_owned(),
        ("altbeacon", _) => "AltBeacon".to_owned(),
        ("fast_pair", _) => "Fast Pair".to_owned(),
        ("findmesh", kind) => format!("Findmesh {kind}"),
        (network, kind) => format!("{network} {kind}"),
    }
}

fn apple_device(advert: &Advert<'_>) -> &'static str {
    let mut device = "device";
    advert.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
        if let ("device_kind", FieldValue::Text(kind)) = (name, value) {
            device = match kind {
                "airtag" => "AirTag",
                "find_my" => "Find My item",
                "airpods" => "AirPods",
                _ => "device",
            };
        }
    });
    device
}

/// What an advert says besides who sent it, its key and its state; short things first, binary ones last.
pub(super) fn details(
    advert: &Advert<'_>,
    fields: impl FnOnce(&mut dyn FnMut(&'static str, FieldValue<'_>)),
) -> String {
    let battery = advert.battery().map(|battery| format!("battery {}", battery.as_str()));
    let mut words: Vec<String> = battery.into_iter().collect();
    let mut binary: Vec<String> =
        advert.key().map(|key| format!("key {}", hex::encode(key))).into_iter().collect();
    fields(&mut |name, value| match value {
        // Said already, or in other words.
        _ if matches!(name, "device_kind" | "battery" | "near_owner" | "eid") && told(advert, name) => {}
        FieldValue::Hex(bytes) => binary.push(format!("{} {}", spaced(name), hex::encode(bytes))),
        FieldValue::Address(address) => binary.push(format!("{name} {address}")),
        FieldValue::Objects(objects) => words.extend(
            objects
                .into_iter()
                .map(|object| format!("object {:04x} {}", object.id, hex::encode(object.data))),
        ),
        value => words.extend(word(name, value)),
    });
    words.append(&mut binary);
    words.join(", ")
}

/// Whether another column or word tells what this field does.
fn told(advert: &Advert<'_>, name: &str) -> bool {
    match name {
        "battery" => advert.battery().is_some(),
        "eid" => advert.key().is_some(),
        _ => true,
    }
}

fn word(name: &str, value: FieldValue<'_>) -> Option<String> {
    Some(match (name, value) {
        ("mic_valid", FieldValue::Bool(valid)) => {
            if valid { "bind key right" } else { "bind key wrong" }.to_owned()
        }
        (name, FieldValue::Bool(true)) => spaced(name),
        ("owner_seen_recently", FieldValue::Bool(false)) => "owner not seen recently".to_owned(),
        ("url" | "uuid", FieldValue::Text(text)) => printable(text),
        (name, FieldValue::Text(text)) => format!("{} {}", spaced(name), spaced(&printable(text))),
        ("tx_power", FieldValue::Number(dbm)) => format!("calibrated {dbm} dBm"),
        ("battery_mv", FieldValue::Number(millivolts)) => format!("battery {millivolts} mV"),
        (name, FieldValue::Number(number)) => format!("{} {number}", spaced(name)),
        ("temperature_c", FieldValue::Decimal(degrees)) => format!("{degrees:.1} °C"),
        ("uptime_s", FieldValue::Decimal(seconds)) => format!("up {}", span(seconds)),
        (name, FieldValue::Decimal(number)) => format!("{} {number}", spaced(name)),
        _ => return None,
    })
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// What is in an advert of no format that is known: the sender's name, its maker's number, its services.
pub(super) fn unclaimed(data: &[u8]) -> String {
    let mut words = Vec::new();
    for structure in AdStructures::new(data).flatten() {
        words.extend(unclaimed_structure(&structure));
    }
    words.join(", ")
}

fn unclaimed_structure(structure: &AdStructure<'_>) -> Option<String> {
    if NAMES.contains(&structure.kind) {
        return Some(format!("“{}”", printable(&String::from_utf8_lossy(structure.data))));
    }
    match structure.payload() {
        Payload::Manufacturer(company, _) => Some(format!("company {company:04x}")),
        Payload::Service16(uuid, _) => Some(format!("service {uuid:04x}")),
        _ => None,
    }
}

/// Text from the air, without anything that a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_the_air_gives_a_terminal_no_orders() {
        let name = b"\x06\x09a\x1b[1m";
        assert_eq!(unclaimed(name), "“a\u{FFFD}[1m”");
        let more = [&[4, 0xFF, 0x4C, 0x00, 1][..], &[4, 0x16, 0x0F, 0x18, 99], &[2, 1, 6], &[9, 9]].concat();
        assert_eq!(unclaimed(&more), "company 004c, service 180f");
    }
}
