//! AD structures: the length, type, data runs that every advert is made of.

use core::fmt;

/// AD type of an incomplete list of 16-bit service UUIDs.
pub const INCOMPLETE_UUIDS_16: u8 = 0x02;
/// AD type of a complete list of 16-bit service UUIDs.
pub const COMPLETE_UUIDS_16: u8 = 0x03;
/// AD type of a complete list of 128-bit service UUIDs.
pub const COMPLETE_UUIDS_128: u8 = 0x07;
/// AD type of flags.
pub const FLAGS: u8 = 0x01;
/// AD type of service data under a 16-bit UUID.
pub const SERVICE_DATA_16: u8 = 0x16;
/// AD type of service data under a 128-bit UUID.
pub const SERVICE_DATA_128: u8 = 0x21;
/// AD type of manufacturer specific data.
pub const MANUFACTURER_DATA: u8 = 0xFF;

/// One AD structure.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AdStructure<'a> {
    /// The AD type, an assigned number of the Bluetooth SIG.
    pub kind: u8,
    /// What follows the type; may be empty.
    pub data: &'a [u8],
}

impl fmt::Debug for AdStructure<'_> {
    /// Without the bytes: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "AdStructure(type {:#04x}, {} bytes)", self.kind, self.data.len())
    }
}

impl<'a> AdStructure<'a> {
    /// What it holds, told apart by its type.
    #[inline]
    pub fn payload(&self) -> Payload<'a> {
        let payload = match self.kind {
            MANUFACTURER_DATA => self.number().map(|(company, data)| Payload::Manufacturer(company, data)),
            SERVICE_DATA_16 => self.number().map(|(uuid, data)| Payload::Service16(uuid, data)),
            SERVICE_DATA_128 => {
                self.data.split_first_chunk().map(|(uuid, data)| Payload::Service128(uuid, data))
            }
            INCOMPLETE_UUIDS_16 | COMPLETE_UUIDS_16 => Some(Payload::Uuids16(self.data.as_chunks().0)),
            _ => None,
        };
        payload.unwrap_or(Payload::Other)
    }

    fn number(&self) -> Option<(u16, &'a [u8])> {
        let (number, data) = self.data.split_first_chunk()?;
        Some((u16::from_le_bytes(*number), data))
    }
}

/// What an AD structure holds, as far as any format makes use of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Payload<'a> {
    /// A company id and data.
    Manufacturer(u16, &'a [u8]),
    /// A 16-bit service UUID and data.
    Service16(u16, &'a [u8]),
    /// A 128-bit service UUID (little endian, as on the air) and data.
    Service128(&'a [u8; 16], &'a [u8]),
    /// A list of 16-bit service UUIDs, complete or not, little endian. A half UUID at the end is left out.
    Uuids16(&'a [[u8; 2]]),
    /// Something else, or too short for its type.
    Other,
}

impl Payload<'_> {
    /// What it is about, before it is read; `None` for what no format makes use of.
    #[inline]
    pub fn label(&self) -> Option<Label> {
        match *self {
            Self::Manufacturer(company, _) => Some(Label::manufacturer(company)),
            Self::Service16(uuid, _) => Some(Label::service_16(uuid)),
            Self::Service128(..) => Some(Label::SERVICE_128),
            Self::Uuids16(_) => Some(Label::UUIDS_16),
            Self::Other => None,
        }
    }
}

impl fmt::Debug for Payload<'_> {
    /// Without data and 128-bit UUIDs: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manufacturer(company, data) => {
                write!(out, "Manufacturer({company:04x}, {} bytes)", data.len())
            }
            Self::Service16(uuid, data) => write!(out, "Service16({uuid:04x}, {} bytes)", data.len()),
            Self::Service128(_, data) => write!(out, "Service128({} bytes)", data.len()),
            Self::Uuids16(uuids) => write!(out, "Uuids16({})", uuids.len()),
            Self::Other => out.write_str("Other"),
        }
    }
}

/// AD type and company id or 16-bit UUID in one number, so that a format knows its own by one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(u32);

impl Label {
    /// Service data under a 128-bit UUID.
    pub const SERVICE_128: Self = Self::new(SERVICE_DATA_128, 0);
    /// A list of 16-bit service UUIDs, complete or not.
    pub const UUIDS_16: Self = Self::new(COMPLETE_UUIDS_16, 0);

    /// Manufacturer data of a company.
    pub const fn manufacturer(company: u16) -> Self {
        Self::new(MANUFACTURER_DATA, company)
    }

    /// Service data under a 16-bit UUID.
    pub const fn service_16(uuid: u16) -> Self {
        Self::new(SERVICE_DATA_16, uuid)
    }

    /// Whether it is manufacturer data, of any company.
    pub const fn is_manufacturer(self) -> bool {
        self.0 >= Self::manufacturer(0).0
    }

    const fn new(kind: u8, number: u16) -> Self {
        let [low, high] = number.to_le_bytes();
        Self(u32::from_le_bytes([low, high, kind, 0]))
    }
}

/// A structure says that it is longer than what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the AD structure at byte {offset} is cut")]
pub struct AdTruncated {
    /// Where the structure begins.
    pub offset: usize,
}

/// Walks the AD structures of an advert, in order.
///
/// * A length of zero ends the walk: all that follows is padding (Bluetooth Core, Vol 3 Part C §11).
/// * A structure that is cut is given as an error and ends the walk; those before it stand.
/// * Types may repeat; each structure is given as it comes.
#[derive(Clone)]
pub struct AdStructures<'a> {
    all: &'a [u8],
    rest: &'a [u8],
}

impl fmt::Debug for AdStructures<'_> {
    /// Without the bytes: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "AdStructures({} of {} bytes left)", self.rest.len(), self.all.len())
    }
}

impl<'a> AdStructures<'a> {
    /// A walk over concatenated AD structures.
    pub const fn new(data: &'a [u8]) -> Self {
        Self { all: data, rest: data }
    }

    fn cut(&mut self) -> AdTruncated {
        let offset = self.all.len() - self.rest.len();
        self.rest = &[];
        AdTruncated { offset }
    }
}

impl<'a> Iterator for AdStructures<'a> {
    type Item = Result<AdStructure<'a>, AdTruncated>;

    fn next(&mut self) -> Option<Self::Item> {
        let (&length, after) = self.rest.split_first()?;
        if length == 0 {
            self.rest = &[];
            return None;
        }
        let Some((body, rest)) = after.split_at_checked(usize::from(length)) else {
            return Some(Err(self.cut()));
        };
        self.rest = rest;
        let (&kind, data) = body.split_first()?;
        Some(Ok(AdStructure { kind, data }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::vec;
    use std::vec::Vec;

    fn walk(data: &[u8]) -> Vec<Result<(u8, Vec<u8>), AdTruncated>> {
        AdStructures::new(data).map(|ad| ad.map(|ad| (ad.kind, ad.data.to_vec()))).collect()
    }

    #[test]
    fn structures_come_in_order_with_duplicates() {
        let found = walk(&[2, 1, 6, 2, 1, 4, 1, 9]);
        assert_eq!(found, [Ok((1, vec![6])), Ok((1, vec![4])), Ok((9, vec![]))]);
    }

    #[test]
    fn payloads_are_told_apart_by_type() {
        let payload = |kind, data| AdStructure { kind, data }.payload();
        assert_eq!(payload(0xFF, &[0x4C, 0, 1]), Payload::Manufacturer(0x4C, &[1]));
        assert_eq!(payload(0x16, &[0xAA, 0xFE]), Payload::Service16(0xFEAA, &[]));
        assert_eq!(payload(0x21, &[7; 17]), Payload::Service128(&[7; 16], &[7]));
        assert_eq!(payload(0x02, &[1, 2, 3]), Payload::Uuids16(&[[1, 2]]));
        assert_eq!(payload(0x03, &[]), Payload::Uuids16(&[]));
        let short: [(u8, &[u8]); 4] = [(0xFF, &[0x4C]), (0x16, &[0xAA]), (0x21, &[7; 15]), (0x01, &[6, 6])];
        for (kind, data) in short {
            assert_eq!(payload(kind, data), Payload::Other);
        }
    }

    #[test]
    fn labels_are_equal_for_the_same_type_and_number() {
        let label = |kind, data| AdStructure { kind, data }.payload().label();
        assert_eq!(label(0xFF, &[0x4C, 0, 1]), Some(Label::manufacturer(0x4C)));
        assert_eq!(label(0x16, &[0x4C, 0]), Some(Label::service_16(0x4C)));
        assert_eq!(label(0x21, &[7; 16]), Some(Label::SERVICE_128));
        assert_eq!(label(0x02, &[1, 2]), Some(Label::UUIDS_16));
        assert_eq!(label(0x03, &[1, 2]), Some(Label::UUIDS_16));
        assert_eq!(label(0x09, &[1, 2]), None);
        assert_ne!(Label::manufacturer(0x4C), Label::service_16(0x4C));
        assert!(Label::manufacturer(0).is_manufacturer() && Label::manufacturer(0xFFFF).is_manufacturer());
        assert!(!Label::service_16(0xFFFF).is_manufacturer() && !Label::SERVICE_128.is_manufacturer());
    }

    #[test]
    fn zero_length_ends_the_walk() {
        assert_eq!(walk(&[2, 1, 6, 0, 2, 1, 4]), [Ok((1, vec![6]))]);
        assert_eq!(walk(&[0]), []);
        assert_eq!(walk(&[]), []);
    }

    #[test]
    fn a_cut_structure_is_an_error_with_its_place_and_the_last_item() {
        assert_eq!(walk(&[2, 1, 6, 3, 9, 65]), [Ok((1, vec![6])), Err(AdTruncated { offset: 3 })]);
        assert_eq!(walk(&[1]), [Err(AdTruncated { offset: 0 })]);
    }
}
