//! A folder as a disk holds it after the power went.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rand_core::Rng;

use super::log::{FileId, Log, Operation};

/// A disk writes so much at once, or not at all.
const SECTOR: u64 = 512;

/// What became of writes that nobody synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All were in the disk's cache only.
    Lost,
    /// All reached it, as after a killed process.
    Kept,
    /// Each sector of each write reached it or did not, and they came in any order.
    Torn,
    /// The same, and sectors that were being written hold noise.
    Noise,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Lost, Self::Kept, Self::Torn, Self::Noise];
}

impl Log {
    /// Builds the folder in `target`, which is empty, as it is when the power goes after the first `cut` operations.
    ///
    /// # Panics
    /// Where it cannot be written.
    pub fn rebuild(&self, cut: usize, mode: Mode, rng: &mut impl Rng, target: &Path) {
        let done = self.operations.get(..cut).unwrap_or(&self.operations);
        for (name, file) in self.names_after(done, mode, rng) {
            let content = self.content_after(file, done, mode, rng);
            fs::write(target.join(name), content).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    fn names_after(&self, done: &[Operation], mode: Mode, rng: &mut impl Rng) -> BTreeMap<String, FileId> {
        let synced = done.iter().rposition(|operation| *operation == Operation::SyncFolder);
        let mut names = self.names.clone();
        for (at, operation) in done.iter().enumerate() {
            let lasting = synced.is_some_and(|synced| at < synced);
            if lasting || mode.keeps(rng) {
                rename(&mut names, operation);
            }
        }
        names
    }

    fn content_after(&self, file: FileId, done: &[Operation], mode: Mode, rng: &mut impl Rng) -> Vec<u8> {
        let synced = done.iter().rposition(|operation| *operation == Operation::Sync { file });
        let (lasting, unsure) = done.split_at(synced.map_or(0, |at| at + 1));
        let mut content = self.bases.get(file).cloned().unwrap_or_default();
        lasting.iter().for_each(|operation| write(&mut content, file, operation));
        let mut unsure: Vec<Operation> = unsure
            .iter()
            .flat_map(|operation| sectors(file, operation))
            .filter(|_| mode.keeps(rng))
            .collect();
        if matches!(mode, Mode::Torn | Mode::Noise) {
            shuffle(&mut unsure, rng);
        }
        for mut operation in unsure {
            mode.garble(&mut operation, rng);
            write(&mut content, file, &operation);
        }
        content
    }
}

impl Mode {
    fn keeps(self, rng: &mut impl Rng) -> bool {
        match self {
            Self::Lost => false,
            Self::Kept => true,
            Self::Torn | Self::Noise => rng.next_u32() & 1 == 0,
        }
    }

    /// Of the sectors that a disk was writing, one in eight is neither the old one nor the new.
    fn garble(self, operation: &mut Operation, rng: &mut impl Rng) {
        if let (Self::Noise, Operation::Write { bytes, .. }) = (self, operation)
            && rng.next_u32() & 7 == 0
        {
            rng.fill_bytes(bytes);
        }
    }
}

fn rename(names: &mut BTreeMap<String, FileId>, operation: &Operation) {
    match operation {
        Operation::Name { name, file } => {
            let _ = names.insert(name.clone(), *file);
        }
        Operation::Unname { name } => {
            let _ = names.remove(name);
        }
        _ => {}
    }
}

fn write(content: &mut Vec<u8>, file: FileId, operation: &Operation) {
    match operation {
        Operation::Write { file: to, at, bytes } if *to == file => {
            let (start, end) = (index(*at), index(*at) + bytes.len());
            if content.len() < end {
                content.resize(end, 0);
            }
            content[start..end].copy_from_slice(bytes);
        }
        Operation::Truncate { file: of, length } if *of == file => content.resize(index(*length), 0),
        _ => {}
    }
}

/// A write as the disk does it: sector by sector. A new length is one thing.
fn sectors(file: FileId, operation: &Operation) -> Vec<Operation> {
    match operation {
        Operation::Write { file: to, at, bytes } if *to == file => {
            let end = at + bytes.len() as u64;
            let inner = (at / SECTOR + 1..end.div_ceil(SECTOR)).map(|sector| sector * SECTOR);
            let borders: BTreeSet<u64> = inner.chain([*at, end]).collect();
            let piece = |from: &u64, to: &u64| Operation::Write {
                file,
                at: *from,
                bytes: bytes[index(from - at)..index(to - at)].to_vec(),
            };
            borders.iter().zip(borders.iter().skip(1)).map(|(from, to)| piece(from, to)).collect()
        }
        Operation::Truncate { file: of, .. } if *of == file => vec![operation.clone()],
        _ => Vec::new(),
    }
}

fn shuffle<T>(items: &mut [T], rng: &mut impl Rng) {
    for last in (1..items.len()).rev() {
        items.swap(last, index(rng.next_u64() % (last as u64 + 1)));
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use findmesh_core::Seed;

    fn write_of(at: u64, bytes: &[u8]) -> Operation {
        Operation::Write { file: 0, at, bytes: bytes.to_vec() }
    }

    fn log(operations: Vec<Operation>) -> Log {
        let names = BTreeMap::from([("a".to_owned(), 0)]);
        Log { names, bases: vec![b"base".to_vec()], operations, ..Log::default() }
    }

    fn content(log: &Log, cut: usize, mode: Mode, seed: u8) -> Vec<u8> {
        log.content_after(0, &log.operations[..cut], mode, &mut Seed([seed; 32]).rng())
    }

    #[test]
    fn what_was_synced_stands_and_the_rest_may_not() {
        let log = log(vec![write_of(0, b"1"), Operation::Sync { file: 0 }, write_of(1, b"2")]);
        assert_eq!(content(&log, 1, Mode::Lost, 1), b"base");
        assert_eq!(content(&log, 1, Mode::Kept, 1), b"1ase");
        assert_eq!(content(&log, 2, Mode::Lost, 1), b"1ase");
        assert_eq!(content(&log, 3, Mode::Lost, 1), b"1ase");
        assert_eq!(content(&log, 3, Mode::Kept, 1), b"12se");
        let torn: BTreeSet<Vec<u8>> = (0..20).map(|seed| content(&log, 3, Mode::Torn, seed)).collect();
        assert_eq!(torn, BTreeSet::from([b"1ase".to_vec(), b"12se".to_vec()]));
    }

    #[test]
    fn a_write_is_torn_at_sectors() {
        let pieces = sectors(0, &write_of(500, &[7; 1_100]));
        let places: Vec<(u64, usize)> = pieces
            .iter()
            .filter_map(|piece| match piece {
                Operation::Write { at, bytes, .. } => Some((*at, bytes.len())),
                _ => None,
            })
            .collect();
        assert_eq!(places, [(500, 12), (512, 512), (1_024, 512), (1_536, 64)]);
        assert!(sectors(1, &write_of(0, b"x")).is_empty(), "of another file");
    }

    #[test]
    fn a_name_lasts_with_its_folder() {
        let named = |name: &str, file| Operation::Name { name: name.into(), file };
        let log = log(vec![named("b", 0), Operation::Unname { name: "a".into() }, Operation::SyncFolder]);
        let names = |cut, mode| -> Vec<String> {
            log.names_after(&log.operations[..cut], mode, &mut Seed([1; 32]).rng()).into_keys().collect()
        };
        assert_eq!(names(2, Mode::Lost), ["a"]);
        assert_eq!(names(2, Mode::Kept), ["b"]);
        assert_eq!(names(3, Mode::Lost), ["b"]);
    }
}
