//! What an advert says beyond network, kind, state, key and battery: named values, without allocation.

use core::fmt;

use super::mibeacon::Objects;
use crate::Address;

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FieldValue<'v> {
    /// The frame has the field and says that it does not know.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A number with a fraction.
    Decimal(f64),
    /// A name from a fixed set, or text that the frame carries.
    Text(&'v str),
    /// Bytes, shown as lower-case hex.
    Hex(&'v [u8]),
    /// A device address, shown as `AA:BB:CC:DD:EE:FF`.
    Address(Address),
    /// Objects of a MiBeacon, shown as a list of `id` (a number) and `data` (hex).
    Objects(Objects<'v>),
}

impl fmt::Display for FieldValue<'_> {
    /// As text: numbers in decimal, bytes in lower-case hex, objects as `id:data` in hex with spaces between.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => fmt::Display::fmt(&value, out),
            Self::Number(value) => fmt::Display::fmt(&value, out),
            Self::Decimal(value) => fmt::Display::fmt(&value, out),
            Self::Text(value) => out.write_str(value),
            Self::Hex(value) => write_hex(out, value),
            Self::Address(value) => fmt::Display::fmt(&value, out),
            Self::Objects(value) => write_objects(out, value),
        }
    }
}

fn write_hex(out: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
}

fn write_objects(out: &mut fmt::Formatter<'_>, objects: Objects<'_>) -> fmt::Result {
    for (at, object) in objects.iter().enumerate() {
        let space = if at == 0 { "" } else { " " };
        write!(out, "{space}{:04x}:", object.id)?;
        write_hex(out, object.data)?;
    }
    Ok(())
}

/// Takes the fields of an advert one by one, in the order of docs/cli.md.
pub trait FieldVisitor {
    /// One field. Names are unique within an advert.
    fn field(&mut self, name: &'static str, value: FieldValue<'_>);
}

impl<F: FnMut(&'static str, FieldValue<'_>)> FieldVisitor for F {
    fn field(&mut self, name: &'static str, value: FieldValue<'_>) {
        self(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AddressKind;
    use std::string::ToString as _;

    #[test]
    fn values_are_text() {
        let address = Address::new([0xC0, 1, 2, 3, 4, 5], AddressKind::Random);
        for (value, text) in [
            (FieldValue::Null, "null"),
            (FieldValue::Bool(true), "true"),
            (FieldValue::Number(-59), "-59"),
            (FieldValue::Decimal(21.5), "21.5"),
            (FieldValue::Text("offline"), "offline"),
            (FieldValue::Hex(&[0, 0xAB]), "00ab"),
            (FieldValue::Address(address), "C0:01:02:03:04:05"),
            (FieldValue::Objects(Objects::new(&[4, 0x10, 2, 0xC4, 0, 8, 0, 0])), "1004:c400 0008:"),
        ] {
            assert_eq!(value.to_string(), text);
        }
    }
}
