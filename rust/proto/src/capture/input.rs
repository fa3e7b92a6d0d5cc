//! The bytes that were pushed and not used yet.

use alloc::vec::Vec;
use core::ops::Range;

/// A window over the input.
#[derive(Default)]
pub(super) struct Input {
    bytes: Vec<u8>,
    start: usize,
    offset: u64,
    /// Bytes still to be passed over that have not come yet, and where their record began.
    skip: u64,
    skip_from: u64,
    finished: bool,
}

/// Where bytes stand in the window, until more are pushed.
pub(super) type Span = Range<usize>;

impl Input {
    /// Moves what is unused to the front and puts the chunk behind it: the window is as long as the longest
    /// record and chunk, however long the input is.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        let passed = usize::try_from(self.skip).map_or(chunk.len(), |skip| skip.min(chunk.len()));
        self.skip -= passed as u64;
        self.offset += passed as u64;
        let _ = self.bytes.drain(..self.start);
        self.start = 0;
        self.bytes.extend_from_slice(chunk.get(passed..).unwrap_or_default());
    }

    pub(super) fn finish(&mut self) {
        self.finished = true;
    }

    pub(super) fn is_finished(&self) -> bool {
        self.finished
    }

    /// Where the window begins in the whole input.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Everything that is there and not used.
    pub(super) fn rest(&self) -> &[u8] {
        self.bytes.get(self.start..).unwrap_or_default()
    }

    /// The first bytes, left where they are.
    pub(super) fn peek<const N: usize>(&self) -> Option<[u8; N]> {
        self.rest().first_chunk().copied()
    }

    /// The first bytes, used up; `None`, and nothing used, while there are fewer.
    pub(super) fn take(&mut self, length: usize) -> Option<Span> {
        let taken = self.start..self.start.checked_add(length)?;
        let _ = self.bytes.get(taken.clone())?;
        self.advance(length);
        Some(taken)
    }

    /// Bytes that were taken since the last push.
    pub(super) fn taken(&self, span: Span) -> &[u8] {
        self.bytes.get(span).unwrap_or_default()
    }

    /// Passes over bytes, those included that are yet to come.
    pub(super) fn skip(&mut self, length: u64) {
        self.skip_from = self.offset;
        let here = usize::try_from(length).map_or(self.rest().len(), |length| length.min(self.rest().len()));
        self.advance(here);
        self.skip = length - here as u64;
    }

    /// Where a record began that the input has not reached the end of; `None` when all was used.
    pub(super) fn unfinished(&self) -> Option<u64> {
        if self.skip > 0 {
            return Some(self.skip_from);
        }
        (!self.rest().is_empty()).then_some(self.offset)
    }

    /// Gives up what is left.
    pub(super) fn clear(&mut self) {
        *self = Self { finished: self.finished, offset: self.offset, ..Self::default() };
    }

    /// Bytes of memory that it holds.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    fn advance(&mut self, length: usize) {
        self.start += length;
        self.offset += length as u64;
    }
}
