//! The advert of a phone, a watch or earbuds: service data under FD69.

use super::super::{FieldValue, FieldVisitor};
use super::Rejection;

/// An advert of a phone. Only the part whose meaning is known is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Phone<'a> {
    /// Bytes 1 to 12: what tells one device from the others, as long as it does not change.
    pub id: &'a [u8; 12],
    /// Byte 13; bit 2 is said to mean ultra-wideband, of the others nothing is known.
    pub properties: u8,
}

impl core::fmt::Debug for Phone<'_> {
    /// Without the bytes: they identify the device and stay out of logs.
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("Phone")
    }
}

impl<'a> Phone<'a> {
    pub(super) fn read(data: &'a [u8]) -> Result<Self, Rejection> {
        let [_, id @ .., properties] = data.first_chunk::<14>().ok_or(Rejection::PhoneShort)?;
        Ok(Self { id, properties: *properties })
    }

    pub(super) fn visit_fields(&self, visitor: &mut dyn FieldVisitor) {
        visitor.field("id", FieldValue::Hex(self.id));
        visitor.field("properties", FieldValue::Hex(&[self.properties]));
    }
}
