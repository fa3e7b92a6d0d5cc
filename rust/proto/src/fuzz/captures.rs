//! Readers of captures: pieces do not matter, counts add up.

use alloc::vec::Vec;

use super::{Target, check_advert};
use crate::capture::{CaptureCounts, CaptureError, CaptureItem, CaptureReader, InputKind, RecordError};

/// All of them.
pub const TARGETS: [Target; 5] = [
    ("capture", any),
    ("capture_jsonl", json_lines),
    ("capture_btsnoop", btsnoop),
    ("capture_pcap", pcap),
    ("capture_pcapng", pcapng),
];

/// A file whose content tells its kind.
pub fn any(data: &[u8]) {
    check(None, data);
}

/// JSON lines.
pub fn json_lines(data: &[u8]) {
    check(Some(InputKind::JsonLines), data);
}

/// btsnoop files.
pub fn btsnoop(data: &[u8]) {
    check(Some(InputKind::Btsnoop), data);
}

/// Classic pcap files.
pub fn pcap(data: &[u8]) {
    check(Some(InputKind::Pcap), data);
}

/// pcapng files.
pub fn pcapng(data: &[u8]) {
    check(Some(InputKind::Pcapng), data);
}

/// What a reader made of a capture.
type Outcome =
    (Vec<Result<CaptureItem, RecordError>>, CaptureCounts, Result<(), CaptureError>, Option<InputKind>);

/// One byte that chooses the length of pieces, then a capture.
fn check(kind: Option<InputKind>, data: &[u8]) {
    let Some((piece, data)) = data.split_first() else {
        return;
    };
    let whole = read(kind, data, data.len());
    let pieces = read(kind, data, 1 + usize::from(piece >> 2));
    assert_eq!(whole, pieces);
    check_outcome(&whole);
}

fn read(kind: Option<InputKind>, data: &[u8], piece: usize) -> Outcome {
    let mut reader = CaptureReader::new(kind);
    let mut items = Vec::new();
    for piece in data.chunks(piece.max(1)) {
        reader.push(piece);
        items.extend(reader.by_ref());
    }
    reader.finish();
    items.extend(reader.by_ref());
    (items, *reader.counts(), reader.ended(), reader.kind())
}

fn check_outcome((items, counts, _, _): &Outcome) {
    let good = items.iter().flatten().count() as u64;
    assert_eq!((counts.adverts, counts.malformed), (good, items.len() as u64 - good));
    let numbers = items.iter().map(|item| item.as_ref().map_or_else(|error| error.n, |item| item.n));
    assert!(numbers.clone().is_sorted());
    assert!(numbers.clone().min() != Some(0) && numbers.max().unwrap_or(0) <= counts.records);
    for item in items.iter().flatten() {
        check_advert(&item.frame());
    }
}
