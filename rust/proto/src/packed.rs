//! The buffer in which a phone hands a batch of scan results to the engine; version 1, little endian.
//!
//! ```text
//! batch   u8 version = 1 | u8 0 | u16 count | records, end to end
//! record  u16 advert length | u8 address type (0 public, 1 random, 255 unknown) | i8 RSSI | i8 tx power
//!         | u8 flags (bit 0: extended PDU) | 6 address bytes, most significant first
//!         | u64 nanoseconds since boot | advert
//! ```
//! RSSI and power are dBm, 127 unknown. Type 255 with six zero bytes means that there is no address.
//! A buffer never leaves the process; its two ends are of one release.

mod write;

use core::fmt;

use crate::{Address, AddressKind, Frame};
pub use write::{PackedFull, PackedWriter};

/// The version of the layout.
pub const VERSION: u8 = 1;
/// Bytes of the batch header.
pub const HEADER_LENGTH: usize = 4;
/// Bytes of a record before its advert.
pub const RECORD_HEADER_LENGTH: usize = 20;

const TYPE_PUBLIC: u8 = 0;
const TYPE_RANDOM: u8 = 1;
const TYPE_UNKNOWN: u8 = 255;
const EXTENDED_PDU: u8 = 0x01;

/// One scan result, borrowed from its batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedSighting<'a> {
    /// Advert and address.
    pub frame: Frame<'a>,
    /// dBm; 127: unknown.
    pub rssi: i8,
    /// dBm; 127: unknown.
    pub tx_power: i8,
    /// It came in an extended advertising PDU.
    pub extended_pdu: bool,
    /// When it was heard, nanoseconds since boot.
    pub elapsed_nanos: u64,
}

/// A buffer that is no batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("packed batch, byte {offset}: {fault}")]
pub struct PackedError {
    /// Where the fault is.
    pub offset: usize,
    /// What it is.
    pub fault: PackedFault,
}

/// What is wrong with a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackedFault {
    /// It ends inside a header or a record.
    #[error("the buffer is cut")]
    Cut,
    /// Another layout.
    #[error("unknown version")]
    Version,
    /// A byte or bit that must be 0 is not.
    #[error("a reserved bit is set")]
    Reserved,
    /// An address type that does not exist.
    #[error("unknown address type")]
    AddressType,
    /// Bytes after the last record.
    #[error("bytes after the last record")]
    Trailing,
}

/// A whole and valid batch.
#[derive(Clone, Copy)]
pub struct PackedBatch<'a> {
    records: &'a [u8],
    count: u16,
}

impl fmt::Debug for PackedBatch<'_> {
    /// Without the records: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PackedBatch({} records)", self.count)
    }
}

impl<'a> PackedBatch<'a> {
    /// Checks a buffer from its first byte to its last. Walks the records, copies nothing.
    pub fn parse(buffer: &'a [u8]) -> Result<Self, PackedError> {
        let at = |offset, fault| PackedError { offset, fault };
        let (header, records) = buffer.split_first_chunk().ok_or(at(buffer.len(), PackedFault::Cut))?;
        let [version, reserved, low, high] = *header;
        if version != VERSION {
            return Err(at(0, PackedFault::Version));
        }
        if reserved != 0 {
            return Err(at(1, PackedFault::Reserved));
        }
        let count = u16::from_le_bytes([low, high]);
        check_records(records, count)
            .map_err(|error| PackedError { offset: error.offset + HEADER_LENGTH, ..error })?;
        Ok(Self { records, count })
    }

    /// How many records it holds.
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether it holds none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The records, in order.
    pub const fn iter(&self) -> PackedSightings<'a> {
        PackedSightings { rest: self.records }
    }
}

impl<'a> IntoIterator for &PackedBatch<'a> {
    type Item = PackedSighting<'a>;
    type IntoIter = PackedSightings<'a>;

    fn into_iter(self) -> PackedSightings<'a> {
        self.iter()
    }
}

/// The records of a batch, in order.
#[derive(Clone)]
pub struct PackedSightings<'a> {
    rest: &'a [u8],
}

impl fmt::Debug for PackedSightings<'_> {
    /// Without the records: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PackedSightings({} bytes)", self.rest.len())
    }
}

impl<'a> Iterator for PackedSightings<'a> {
    type Item = PackedSighting<'a>;

    fn next(&mut self) -> Option<PackedSighting<'a>> {
        // The batch was checked as a whole, so an error can only mean the end.
        let (sighting, rest) = read_record(self.rest).ok()?;
        self.rest = rest;
        Some(sighting)
    }
}

fn check_records(records: &[u8], count: u16) -> Result<(), PackedError> {
    let mut rest = records;
    for _ in 0..count {
        let base = records.len() - rest.len();
        (_, rest) =
            read_record(rest).map_err(|error| PackedError { offset: error.offset + base, ..error })?;
    }
    let offset = records.len() - rest.len();
    if rest.is_empty() { Ok(()) } else { Err(PackedError { offset, fault: PackedFault::Trailing }) }
}

/// One record and what follows it. Offsets of errors count from its first byte.
fn read_record(bytes: &[u8]) -> Result<(PackedSighting<'_>, &[u8]), PackedError> {
    let cut = PackedError { offset: bytes.len(), fault: PackedFault::Cut };
    let (header, rest) = bytes.split_first_chunk::<RECORD_HEADER_LENGTH>().ok_or(cut)?;
    let [l0, l1, kind, rssi, power, flags, a0, a1, a2, a3, a4, a5, elapsed @ ..] = *header;
    let (data, rest) = rest.split_at_checked(usize::from(u16::from_le_bytes([l0, l1]))).ok_or(cut)?;
    if flags & !EXTENDED_PDU != 0 {
        return Err(PackedError { offset: 5, fault: PackedFault::Reserved });
    }
    let sighting = PackedSighting {
        frame: Frame { data, address: read_address(kind, [a0, a1, a2, a3, a4, a5])? },
        rssi: i8::from_le_bytes([rssi]),
        tx_power: i8::from_le_bytes([power]),
        extended_pdu: flags & EXTENDED_PDU != 0,
        elapsed_nanos: u64::from_le_bytes(elapsed),
    };
    Ok((sighting, rest))
}

fn read_address(kind: u8, bytes: [u8; 6]) -> Result<Option<Address>, PackedError> {
    match kind {
        TYPE_PUBLIC => Ok(Some(Address::new(bytes, AddressKind::Public))),
        TYPE_RANDOM => Ok(Some(Address::new(bytes, AddressKind::Random))),
        TYPE_UNKNOWN if bytes == [0; 6] => Ok(None),
        TYPE_UNKNOWN => Ok(Some(Address::new(bytes, AddressKind::Unknown))),
        _ => Err(PackedError { offset: 2, fault: PackedFault::AddressType }),
    }
}
