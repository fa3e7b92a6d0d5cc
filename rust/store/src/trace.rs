//! What an erasure must leave nothing of, and the search for it.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Read};

/// Bytes of a needle. Eight random ones stand in a file of megabytes by chance once in some 10¹² searches.
const WIDTH: usize = 8;
/// A needle of fewer different bytes (zeros, padding) would be found in any file.
const LEAST_DISTINCT: usize = 4;
/// Bytes that are looked at together.
const CHUNK: usize = 1 << 16;

/// What a store's files hold, row by row.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    /// Rows by table, those with none left out.
    pub rows: Vec<(String, u64)>,
    /// Keys as they lie in the file: wrapped.
    pub wrapped_keys: Vec<Vec<u8>>,
    /// All bytes and texts of all rows, cut into pieces.
    pub needles: Needles,
}

/// What is looked for: pieces of eight bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Needles(BTreeSet<u64>);

impl fmt::Debug for Needles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Needles({})", self.0.len())
    }
}

impl Needles {
    /// Cuts `bytes` into pieces; what is shorter than one, or says too little, is left out.
    pub fn add(&mut self, bytes: &[u8]) {
        let last = bytes.last_chunk::<WIDTH>().into_iter().map(|piece| u64::from_be_bytes(*piece));
        let whole =
            bytes.chunks_exact(WIDTH).map(|piece| piece.iter().fold(0, |n, b| n << 8 | u64::from(*b)));
        self.0.extend(whole.chain(last).filter(|needle| says_enough(*needle)));
    }

    /// Leaves out what stands in `bytes`, which is no secret.
    pub fn leave_out(&mut self, bytes: &[u8]) {
        let mut known = Finds::default();
        known.look(self, bytes);
        self.0.retain(|needle| !known.0.contains(needle));
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Files that were read whole, by name, with their bytes.
    pub files: Vec<(String, u64)>,
    /// Needles that stand in one of them.
    pub found: u64,
}

/// Needles that were found so far.
#[derive(Default)]
pub(crate) struct Finds(BTreeSet<u64>);

impl Finds {
    fn look(&mut self, needles: &Needles, bytes: &[u8]) {
        let windows = bytes.windows(WIDTH).map(|window| window.iter().fold(0, |n, b| n << 8 | u64::from(*b)));
        self.0.extend(windows.filter(|window| needles.0.contains(window)));
    }

    /// Reads to the end; bytes read.
    pub(crate) fn read(&mut self, needles: &Needles, mut from: impl Read) -> io::Result<u64> {
        let (mut chunk, mut kept, mut all) = (vec![0; CHUNK], Vec::new(), 0);
        loop {
            let read = from.read(&mut chunk)?;
            let Some(new) = chunk.get(..read).filter(|new| !new.is_empty()) else {
                return Ok(all);
            };
            all += read as u64;
            kept.extend_from_slice(new);
            self.look(needles, &kept);
            // A needle may lie across two chunks.
            drop(kept.drain(..kept.len().saturating_sub(WIDTH - 1)));
        }
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.len() as u64
    }
}

fn says_enough(needle: u64) -> bool {
    needle.to_be_bytes().iter().collect::<BTreeSet<_>>().len() >= LEAST_DISTINCT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needles(bytes: &[u8]) -> Needles {
        let mut needles = Needles::default();
        needles.add(bytes);
        needles
    }

    fn found(needles: &Needles, bytes: &[u8]) -> u64 {
        let mut finds = Finds::default();
        assert_eq!(finds.read(needles, bytes).unwrap(), bytes.len() as u64);
        finds.count()
    }

    #[test]
    fn every_byte_of_a_row_lies_in_a_needle() {
        assert_eq!(needles(b"abcdefgh").len(), 1);
        assert_eq!(needles(b"abcdefghi").len(), 2);
        assert_eq!(needles(b"abcdefghijklmnop").len(), 2);
        assert!(needles(b"abcdefg").is_empty(), "too short");
        assert!(needles(&[0; 64]).is_empty(), "says nothing");
    }

    #[test]
    fn a_needle_is_found_at_any_place_of_any_chunk() {
        let needles = needles(b"abcdefgh");
        for at in [0, 1, CHUNK - 8, CHUNK - 7, CHUNK - 1, CHUNK, 2 * CHUNK - 3] {
            let mut file = vec![0; 2 * CHUNK + 50];
            file[at..at + 8].copy_from_slice(b"abcdefgh");
            assert_eq!(found(&needles, &file), 1, "at {at}");
            file[at] = b'x';
            assert_eq!(found(&needles, &file), 0);
        }
    }

    #[test]
    fn what_is_no_secret_is_not_looked_for() {
        let mut needles = needles(b"consent_reported");
        needles.leave_out(b"CREATE TABLE consent_ is no secret");
        assert_eq!((needles.len(), found(&needles, b"consent_")), (1, 0));
    }
}
