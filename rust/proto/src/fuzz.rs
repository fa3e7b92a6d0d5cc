//! Bodies of the fuzz targets: each takes any bytes and panics only when something is broken.
//!
//! `rust/fuzz` runs them under cargo-fuzz; the tests here run them over the kept corpus and over random
//! bytes.

pub mod adverts;

use alloc::vec::Vec;

use prost::Message;

use crate::advert::ad::AdStructures;
use crate::advert::{FieldValue, decode};
use crate::capture::{CaptureCounts, CaptureError, CaptureItem, CaptureReader, InputKind, RecordError};
use crate::command::{beacon_actions, dult, ranging};
use crate::{
    Address, AddressKind, Deployment, Descriptor, Frame, PackedBatch, PackedWriter, ProblemDocument, Query,
    QueryResult, Report, UploadBatch, frame,
};

const DEPLOYMENT: Deployment = Deployment::COMMON.with_company_id(Deployment::TEST_COMPANY_ID);

/// One address type byte, six address bytes, AD structures: a decoded advert is consistent in itself.
pub fn advert(data: &[u8]) {
    let Some(([kind, address @ ..], data)) = data.split_first_chunk::<7>() else {
        return;
    };
    let kind = match kind {
        0 => AddressKind::Public,
        1 => AddressKind::Random,
        _ => AddressKind::Unknown,
    };
    let total: usize = AdStructures::new(data).flatten().map(|ad| 2 + ad.data.len()).sum();
    assert!(total <= data.len());
    for address in [None, Some(Address::new(*address, kind))] {
        check_advert(&Frame { data, address });
    }
}

fn check_advert(frame: &Frame<'_>) {
    match decode(frame, &DEPLOYMENT) {
        Ok(None) => {}
        Ok(Some(advert)) => {
            assert!(!advert.network().is_empty() && !advert.kind().is_empty());
            let mut names = Vec::new();
            advert.visit_fields(&mut |name: &'static str, _: FieldValue<'_>| names.push(name));
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count);
        }
        Err(rejection) => assert!(crate::Rejection::all().any(|known| known == rejection)),
    }
}

/// A buffer that is a batch is written again as the same bytes.
pub fn packed_batch(data: &[u8]) {
    let Ok(batch) = PackedBatch::parse(data) else {
        return;
    };
    assert_eq!(batch.iter().count(), batch.len());
    let mut writer = PackedWriter::new();
    for sighting in &batch {
        assert!(writer.push(&sighting).is_ok());
    }
    assert_eq!(writer.finish(), data);
}

/// A plaintext that is a report differs from the report's own bytes in unused bits only.
pub fn report(data: &[u8]) {
    let Ok(report) = Report::decode(data) else {
        return;
    };
    let written = report.encode();
    assert_eq!(Report::decode(&written), Ok(report));
    assert_eq!(written.first_chunk::<22>(), data.first_chunk::<22>());
}

/// A body that is a frame of any message is the frame that the message is written as, unless it holds
/// fields or encodings of another kind.
pub fn message(data: &[u8]) {
    check_message::<UploadBatch>(data);
    check_message::<Query>(data);
    check_message::<QueryResult>(data);
}

fn check_message<M: Message + Default + PartialEq>(data: &[u8]) {
    let Ok(message) = frame::decode::<M>(data) else {
        return;
    };
    let Ok(written) = frame::encode(&message) else {
        return;
    };
    assert!(frame::SIZES.contains(&written.len()));
    assert!(frame::decode::<M>(&written).is_ok_and(|again| again == message));
}

/// Descriptor and problem documents: what is read is written and read as the same.
pub fn documents(data: &[u8]) {
    if let Ok(descriptor) = serde_json::from_slice::<Descriptor>(data) {
        let written = serde_json::to_vec(&descriptor).unwrap_or_default();
        assert!(serde_json::from_slice::<Descriptor>(&written).is_ok_and(|again| again == descriptor));
    }
    if let Ok(document) = serde_json::from_slice::<ProblemDocument>(data) {
        let written = serde_json::to_vec(&document).unwrap_or_default();
        assert!(serde_json::from_slice::<ProblemDocument>(&written).is_ok_and(|again| again == document));
    }
}

/// Any bytes as a DULT message, in both directions: what is read is written as the same, but for the padding of names.
pub fn command_dult(data: &[u8]) {
    if let Ok(request) = dult::Request::decode(data) {
        assert_eq!(request.encode(), data);
    }
    let Ok(response) = dult::Response::decode(data) else {
        return;
    };
    let written = response.encode();
    assert!(dult::Response::decode(&written) == Ok(response));
    let padding = data.strip_prefix(written.as_slice());
    assert!(padding.is_some_and(|padding| padding.iter().all(|byte| *byte == 0)));
}

/// Any bytes as what is read, written and notified in Beacon Actions: what is read is written as the same, but for flags
/// that are all clear, which may be left out.
pub fn command_beacon_actions(data: &[u8]) {
    if let Ok(challenge) = beacon_actions::Challenge::decode(data) {
        assert_eq!(challenge.encode(), data);
    }
    let Ok(packet) = beacon_actions::Packet::decode(data) else {
        return;
    };
    assert!(packet.encode().is_ok_and(|written| written == data));
    if let Ok(request) = beacon_actions::Request::decode(&packet) {
        assert_eq!(request.operation(), packet.operation);
        let clear = request == beacon_actions::Request::ActivateProtection(beacon_actions::Protection(0));
        assert!(request.data() == packet.data || clear && packet.data == [0]);
    }
    if let Ok(response) = beacon_actions::Response::decode(&packet) {
        assert_eq!((response.operation(), response.data().as_slice()), (packet.operation, packet.data));
    }
}

/// Any bytes as an out-of-band message of ranging: what is read is written as the same, block by block, too.
pub fn command_ranging(data: &[u8]) {
    let Ok(message) = ranging::Message::decode(data) else {
        return;
    };
    assert_eq!(message.encode(), data);
    let (blocks, capabilities) = match message.body {
        ranging::Body::CapabilityResponse { blocks, .. } => (blocks, true),
        ranging::Body::Configuration { blocks, .. } => (blocks, false),
        _ => return,
    };
    let mut written = ranging::BlocksBuf::new();
    for block in blocks.iter() {
        let pushed = if capabilities {
            written.push_capability(&block.capability())
        } else {
            written.push_configuration(&block.configuration())
        };
        assert!(pushed.is_ok());
    }
    assert_eq!(written.blocks(), blocks);
}

/// What a reader made of a capture.
type Outcome =
    (Vec<Result<CaptureItem, RecordError>>, CaptureCounts, Result<(), CaptureError>, Option<InputKind>);

/// One byte that chooses kind and piece length, then a capture: pieces do not matter, counts add up.
pub fn capture(data: &[u8]) {
    let Some((choice, data)) = data.split_first() else {
        return;
    };
    let kind = InputKind::ALL.get(usize::from(choice & 7)).copied();
    let whole = read_capture(kind, data, data.len());
    let pieces = read_capture(kind, data, 1 + usize::from(choice >> 3));
    assert_eq!(whole, pieces);
    check_capture(&whole);
}

fn read_capture(kind: Option<InputKind>, data: &[u8], piece: usize) -> Outcome {
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

fn check_capture((items, counts, _, _): &Outcome) {
    let good = items.iter().flatten().count() as u64;
    assert_eq!((counts.adverts, counts.malformed), (good, items.len() as u64 - good));
    let numbers = items.iter().map(|item| item.as_ref().map_or_else(|error| error.n, |item| item.n));
    assert!(numbers.clone().is_sorted());
    assert!(numbers.clone().min() != Some(0) && numbers.max().unwrap_or(0) <= counts.records);
    for item in items.iter().flatten() {
        check_advert(&item.frame());
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    pub(super) fn run_corpus(target: &str, body: fn(&[u8])) {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
        let files = std::fs::read_dir(&folder).unwrap();
        let mut count = 0;
        for file in files {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            (0..=bytes.len()).for_each(|length| body(&bytes[..length]));
            count += 1;
        }
        assert!(count > 0, "no corpus in {}", folder.display());
    }

    #[test]
    fn corpus() {
        run_corpus("advert", advert);
        run_corpus("packed_batch", packed_batch);
        run_corpus("report", report);
        run_corpus("message", message);
        run_corpus("documents", documents);
        run_corpus("capture", capture);
        run_corpus("command_beacon_actions", command_beacon_actions);
        run_corpus("command_dult", command_dult);
        run_corpus("command_ranging", command_ranging);
    }

    /// Bytes that often form AD structures of interest.
    fn ad_like() -> impl Strategy<Value = Vec<u8>> {
        let uuid: Vec<u8> = DEPLOYMENT.service_uuid.iter().rev().copied().chain([0x10]).collect();
        let interesting = prop::sample::select(std::vec![
            std::vec![0x4C, 0x00, 0x12, 0x19],
            std::vec![0x4C, 0x00, 0x12, 0x02],
            std::vec![0x4C, 0x00, 0x02, 0x15],
            std::vec![0x18, 0x01, 0xBE, 0xAC],
            std::vec![0xFF, 0xFF, 0x10],
            std::vec![0xAA, 0xFE, 0x40],
            std::vec![0xAA, 0xFE, 0x10],
            std::vec![0x2C, 0xFE],
            std::vec![0x95, 0xFE],
            uuid,
            std::vec![],
        ]);
        let kind = prop_oneof![Just(0xFF_u8), Just(0x16), Just(0x21), any::<u8>()];
        let structure =
            (kind, interesting, vec(any::<u8>(), 0..50), -1_i8..=1).prop_map(|(kind, a, b, slip)| {
                let content = [std::vec![kind], a, b].concat();
                let length = u8::try_from(content.len()).unwrap().wrapping_add_signed(slip);
                [std::vec![length], content].concat()
            });
        vec(structure, 0..4).prop_map(|structures| structures.concat())
    }

    /// Files of a corpus with some bytes changed.
    pub(super) fn damaged(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
        let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
        let files: Vec<Vec<u8>> = std::fs::read_dir(corpus)
            .unwrap()
            .map(|file| std::fs::read(file.unwrap().path()).unwrap())
            .filter(|bytes| !bytes.is_empty())
            .collect();
        let damage = vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
        (prop::sample::select(files), damage).prop_map(|(mut bytes, damage)| {
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        })
    }

    /// Files with a good header and anything after it.
    fn capture_like() -> impl Strategy<Value = Vec<u8>> {
        (damaged("capture"), any::<u8>()).prop_map(|(mut bytes, choice)| {
            bytes[0] = choice;
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn damaged_beacon_actions(bytes in damaged("command_beacon_actions")) {
            command_beacon_actions(&bytes);
        }
    }

    proptest! {
        #[test]
        fn any_bytes(bytes in vec(any::<u8>(), 0..600)) {
            for body in [advert, packed_batch, report, message, documents, capture, command_beacon_actions, command_dult, command_ranging] {
                body(&bytes);
            }
        }

        #[test]
        fn adverts(address: [u8; 7], data in ad_like()) {
            advert(&[address.as_slice(), data.as_slice()].concat());
        }

        #[test]
        fn frames(content in vec(any::<u8>(), 0..500)) {
            let mut body = std::vec![0; 512];
            let length = u16::try_from(content.len()).unwrap();
            let prefix: Vec<u8> = if length < 128 {
                std::vec![length.to_le_bytes()[0]]
            } else {
                std::vec![length.to_le_bytes()[0] | 0x80, u8::try_from(length >> 7).unwrap()]
            };
            let bytes = [prefix, content].concat();
            body[..bytes.len()].copy_from_slice(&bytes);
            message(&body);
        }

        #[test]
        fn damaged_captures(bytes in capture_like()) {
            capture(&bytes);
        }

        #[test]
        fn damaged_commands(dult in damaged("command_dult"), ranging in damaged("command_ranging")) {
            command_dult(&dult);
            command_ranging(&ranging);
        }
    }
}
