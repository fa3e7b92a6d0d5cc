//! Bodies of the fuzz targets: each takes any bytes and panics only when something is broken.
//!
//! `rust/fuzz` runs them under cargo-fuzz; the tests here run them over the kept corpus and over random
//! bytes.

pub mod adverts;
pub mod captures;
pub mod commands;
pub mod messages;

use alloc::vec::Vec;

use crate::advert::ad::AdStructures;
use crate::advert::{FieldValue, decode};
use crate::{Address, AddressKind, Deployment, Frame, PackedBatch, PackedWriter, Report};

/// The name of a fuzz target, and its body.
pub type Target = (&'static str, fn(&[u8]));

/// Those that are in no list of a part.
const TARGETS: [Target; 3] = [("advert", advert), ("packed_batch", packed_batch), ("report", report)];

/// Every fuzz target of this crate.
pub fn targets() -> impl Iterator<Item = Target> {
    let parts =
        [TARGETS.as_slice(), &adverts::TARGETS, &captures::TARGETS, &commands::TARGETS, &messages::TARGETS];
    parts.into_iter().flatten().copied()
}

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

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::test_runner::TestRunner;

    use super::*;

    fn folder(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(name)
    }

    fn corpus(target: &str) -> Vec<Vec<u8>> {
        let files =
            std::fs::read_dir(folder("corpus").join(target)).unwrap_or_else(|e| panic!("{target}: {e}"));
        files.map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    #[test]
    fn every_target_has_a_file_and_a_corpus() {
        for (target, _) in targets() {
            assert!(folder("fuzz_targets").join(target).with_extension("rs").is_file(), "{target}");
            assert!(!corpus(target).is_empty(), "{target}");
        }
    }

    #[test]
    fn every_beginning_of_the_corpus() {
        for (target, body) in targets() {
            for bytes in corpus(target) {
                (0..=bytes.len()).for_each(|length| body(&bytes[..length]));
            }
        }
    }

    /// Files of a corpus with some bytes changed.
    fn damaged(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
        let files: Vec<_> = corpus(target).into_iter().filter(|bytes| !bytes.is_empty()).collect();
        let damage = vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
        (prop::sample::select(files), damage).prop_map(|(mut bytes, damage)| {
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        })
    }

    #[test]
    fn ten_thousand_mutations_of_each_corpus() {
        for (target, body) in targets() {
            let mut runner = TestRunner::new(ProptestConfig::with_cases(10_000));
            let run = runner.run(&damaged(target), |bytes| {
                body(&bytes);
                Ok(())
            });
            assert_eq!(run, Ok(()), "{target}");
        }
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

    proptest! {
        #[test]
        fn any_bytes(bytes in vec(any::<u8>(), 0..600)) {
            targets().for_each(|(_, body)| body(&bytes));
        }

        #[test]
        fn adverts(address: [u8; 7], data in ad_like()) {
            advert(&[address.as_slice(), data.as_slice()].concat());
        }
    }
}
