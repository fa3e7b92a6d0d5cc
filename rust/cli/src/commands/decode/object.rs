//! An advert, as an object for programs (docs/cli.md, `decode`).

use findmesh_crypto::LookupId;
use findmesh_proto::advert::FieldValue;
use findmesh_proto::{Address, AddressKind};

use super::seen::Seen;
use crate::output::json::{JsonBuffer, hex_digits};
use crate::time::Moment;

/// Writes one line.
pub(super) fn write(seen: &Seen<'_>, out: &mut JsonBuffer) {
    out.open();
    write_reception(seen, out);
    write_advert(seen, out);
    out.name("fields");
    out.open();
    seen.visit_fields(&mut |name: &'static str, value: FieldValue<'_>| {
        out.name(name);
        write_value(value, out);
    });
    out.close();
    out.close();
    out.end_line();
}

/// What the capture says: which record, when, who, how strong.
fn write_reception(seen: &Seen<'_>, out: &mut JsonBuffer) {
    let item = seen.item;
    out.name("n");
    out.count(item.n);
    if let Some(part) = item.part {
        out.name("part");
        out.number(part);
    }
    if let Some(nanos) = item.time {
        out.name("time");
        out.plain_with(|bytes| Moment::from_nanos(nanos).write_rfc3339(bytes));
    }
    if let Some(address) = item.address {
        out.name("address");
        write_address(address, out);
        if let Some(kind) = address_type(address.kind) {
            out.name("address_type");
            out.word(kind);
        }
    }
    for (name, power) in [("rssi", item.rssi), ("tx_power", item.tx_power)] {
        if let Some(dbm) = power {
            out.name(name);
            out.number(dbm);
        }
    }
}

/// What its format says.
fn write_advert(seen: &Seen<'_>, out: &mut JsonBuffer) {
    out.name("network");
    out.word(seen.network());
    out.name("kind");
    out.word(seen.kind());
    if let Some(advert) = seen.advert() {
        out.name("state");
        out.word(advert.state().as_str());
        if let Some(key) = advert.key() {
            out.name("key");
            out.hex(key);
        }
        if let Some(id) = LookupId::of(advert) {
            out.name("lookup_id");
            out.hex(id.as_slice());
        }
        if let Some(battery) = advert.battery() {
            out.name("battery");
            out.word(battery.as_str());
        }
    }
    if let Some(rejection) = seen.rejection() {
        out.name("rejected");
        out.word(rejection.code());
    }
}

fn write_value(value: FieldValue<'_>, out: &mut JsonBuffer) {
    match value {
        FieldValue::Null => out.null(),
        FieldValue::Bool(yes) => out.bool(yes),
        FieldValue::Number(number) => out.number(number),
        FieldValue::Decimal(number) => out.decimal(number),
        FieldValue::Text(text) => out.text(text),
        FieldValue::Hex(bytes) => out.hex(bytes),
        FieldValue::Address(address) => write_address(address, out),
        FieldValue::Objects(objects) => {
            out.open_list();
            for object in objects {
                out.open();
                out.name("id");
                out.number(object.id);
                out.name("data");
                out.hex(object.data);
                out.close();
            }
            out.close_list();
        }
    }
}

fn write_address(address: Address, out: &mut JsonBuffer) {
    let mut text = *b"00:00:00:00:00:00";
    for (digits, byte) in text.chunks_mut(3).zip(address.bytes) {
        if let Some(place) = digits.first_chunk_mut() {
            *place = hex_digits(byte, b'A');
        }
    }
    out.plain_with(|bytes| bytes.extend_from_slice(&text));
}

const fn address_type(kind: AddressKind) -> Option<&'static str> {
    match kind {
        AddressKind::Public => Some("public"),
        AddressKind::Random => Some("random"),
        AddressKind::Unknown => None,
    }
}
