//! Capture files made here, of each kind: what is in them, what is wrong with them, where.

#![allow(missing_docs, clippy::cast_possible_truncation)]

#[path = "../common/mod.rs"]
mod common;

mod btsnoop;
mod damage;
mod hci;
mod json_lines;
mod link_layer;
mod pcap;
mod pcapng;

use common::annotated;
use findmesh_proto::capture::{
    CaptureCounts, CaptureError, CaptureItem, CaptureReader, InputKind, RecordError,
};

pub(crate) struct Outcome {
    pub(crate) items: Vec<CaptureItem>,
    pub(crate) errors: Vec<RecordError>,
    pub(crate) counts: CaptureCounts,
    pub(crate) ended: Result<(), CaptureError>,
    pub(crate) kind: Option<InputKind>,
}

pub(crate) fn read_as(kind: Option<InputKind>, bytes: &[u8]) -> Outcome {
    let mut reader = CaptureReader::new(kind);
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    let mut sort = |result| match result {
        Ok(item) => items.push(item),
        Err(error) => errors.push(error),
    };
    for piece in bytes.chunks(1000) {
        reader.push(piece);
        reader.by_ref().for_each(&mut sort);
    }
    reader.finish();
    reader.by_ref().for_each(&mut sort);
    Outcome { items, errors, counts: *reader.counts(), ended: reader.ended(), kind: reader.kind() }
}

pub(crate) fn read(bytes: &[u8]) -> Outcome {
    read_as(None, bytes)
}

pub(crate) const ADVERT: [u8; 8] = [7, 0xFF, 0x4C, 0, 0x12, 2, 0, 1];

/// An H4 packet: a legacy report of [`ADVERT`].
pub(crate) fn legacy_event() -> Vec<u8> {
    annotated(
        "04 3e 14           # event: LE meta, 20 bytes
         02 01              # advertising report, one
         03 01              # not connectable, random address
         6fbb300544da       # address, little endian
         08 07ff4c0012020001
         c4                 # RSSI -60",
    )
}

/// ADV_NONCONN_IND of [`ADVERT`], recorded from the air up to its last byte, and with its CRC.
pub(crate) fn air_packet() -> Vec<u8> {
    annotated(
        "d6be898e               # access address
         42 0e                  # ADV_NONCONN_IND, random address, 14 bytes
         6fbb300544da           # address
         07ff4c0012020002       # data
         1c7e6b                 # CRC",
    )
}
