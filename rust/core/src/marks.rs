//! When things last happened, in wall time, kept over restarts.

use crate::moment::Wall;

const VERSION: u8 = 1;
const NONE: i64 = i64::MIN;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) scan: Option<Wall>,
    pub(crate) sighting: Option<Wall>,
    pub(crate) report: Option<Wall>,
    pub(crate) upload: Option<Wall>,
}

impl Marks {
    /// The setting "marks", version 1, big endian: u8 1 | i64 scan | i64 sighting | i64 report | i64 upload,
    /// `i64::MIN` none.
    pub(crate) fn keep(&self) -> Vec<u8> {
        let mut kept = vec![VERSION];
        let all = [self.scan, self.sighting, self.report, self.upload];
        kept.extend(all.iter().flat_map(|mark| mark.unwrap_or(NONE).to_be_bytes()));
        kept
    }

    /// `None` for another version and for bytes that are cut.
    pub(crate) fn read(kept: &[u8]) -> Option<Self> {
        let rest = kept.strip_prefix(&[VERSION])?;
        let mut marks = rest.chunks(8).map(|chunk| {
            let wall = i64::from_be_bytes(chunk.try_into().ok()?);
            Some(Some(wall).filter(|wall| *wall != NONE))
        });
        let mut next = || marks.next().flatten();
        Some(Self { scan: next()?, sighting: next()?, report: next()?, upload: next()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_survive() {
        let marks = Marks { scan: Some(5), sighting: None, report: Some(-1), upload: Some(i64::MAX) };
        assert_eq!(Marks::read(&marks.keep()), Some(marks));
        assert_eq!(Marks::read(&marks.keep()[..32]), None);
        assert_eq!(Marks::read(&[2]), None);
    }
}
