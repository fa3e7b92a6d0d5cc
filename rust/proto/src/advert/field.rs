//! What an advert says beyond network, kind, state, key and battery: named values, without allocation.

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
