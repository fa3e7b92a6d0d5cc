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
    /// Company id and data, where this is manufacturer data that has both.
    pub fn manufacturer(&self) -> Option<(u16, &'a [u8])> {
        if self.kind != MANUFACTURER_DATA {
            return None;
        }
        let (company, data) = self.data.split_first_chunk::<2>()?;
        Some((u16::from_le_bytes(*company), data))
    }

    /// UUID and data, where this is service data under a 16-bit UUID.
    pub fn service_16(&self) -> Option<(u16, &'a [u8])> {
        if self.kind != SERVICE_DATA_16 {
            return None;
        }
        let (uuid, data) = self.data.split_first_chunk::<2>()?;
        Some((u16::from_le_bytes(*uuid), data))
    }

    /// The 16-bit service UUIDs that this lists; none where it is no list of them. A half UUID at the end
    /// is left out.
    pub fn uuids_16(&self) -> impl Iterator<Item = u16> + use<'a> {
        let listed = matches!(self.kind, INCOMPLETE_UUIDS_16 | COMPLETE_UUIDS_16);
        let list = if listed { self.data } else { &[] };
        list.as_chunks::<2>().0.iter().map(|uuid| u16::from_le_bytes(*uuid))
    }

    /// UUID (little endian, as on the air) and data, where this is service data under a 128-bit UUID.
    pub fn service_128(&self) -> Option<(&'a [u8; 16], &'a [u8])> {
        if self.kind != SERVICE_DATA_128 {
            return None;
        }
        self.data.split_first_chunk::<16>()
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
