//! Writing a batch.

use alloc::vec;
use alloc::vec::Vec;
use core::fmt;

use super::{EXTENDED_PDU, HEADER_LENGTH, PackedSighting, TYPE_PUBLIC, TYPE_RANDOM, TYPE_UNKNOWN, VERSION};
use crate::{Address, AddressKind};

/// The batch holds 65 535 records already, or the advert is longer than 65 535 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the batch or the advert is too long")]
pub struct PackedFull;

/// Builds a batch, record by record.
#[derive(Clone)]
pub struct PackedWriter {
    buffer: Vec<u8>,
    count: u16,
}

impl fmt::Debug for PackedWriter {
    /// Without the records: they hold identifiers and stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "PackedWriter({} records)", self.count)
    }
}

impl Default for PackedWriter {
    fn default() -> Self {
        Self::new()
    }
}

impl PackedWriter {
    /// An empty batch.
    pub fn new() -> Self {
        Self { buffer: vec![VERSION, 0, 0, 0], count: 0 }
    }

    /// Adds a record; on failure the batch stays as it was.
    pub fn push(&mut self, sighting: &PackedSighting<'_>) -> Result<(), PackedFull> {
        let length = u16::try_from(sighting.frame.data.len()).map_err(|_| PackedFull)?;
        let count = self.count.checked_add(1).ok_or(PackedFull)?;
        let (kind, address) = written_address(sighting.frame.address);
        let [rssi] = sighting.rssi.to_le_bytes();
        let [power] = sighting.tx_power.to_le_bytes();
        let flags = if sighting.extended_pdu { EXTENDED_PDU } else { 0 };
        self.buffer.extend(length.to_le_bytes());
        self.buffer.extend([kind, rssi, power, flags]);
        self.buffer.extend(address);
        self.buffer.extend(sighting.elapsed_nanos.to_le_bytes());
        self.buffer.extend(sighting.frame.data);
        self.count = count;
        Ok(())
    }

    /// How many records it holds.
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether it holds none.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The batch.
    pub fn finish(mut self) -> Vec<u8> {
        let [low, high] = self.count.to_le_bytes();
        if let Some([_, _, count_low, count_high]) = self.buffer.first_chunk_mut::<HEADER_LENGTH>() {
            (*count_low, *count_high) = (low, high);
        }
        self.buffer
    }
}

fn written_address(address: Option<Address>) -> (u8, [u8; 6]) {
    match address {
        None => (TYPE_UNKNOWN, [0; 6]),
        Some(Address { bytes, kind: AddressKind::Public }) => (TYPE_PUBLIC, bytes),
        Some(Address { bytes, kind: AddressKind::Random }) => (TYPE_RANDOM, bytes),
        Some(Address { bytes, kind: AddressKind::Unknown }) => (TYPE_UNKNOWN, bytes),
    }
}
