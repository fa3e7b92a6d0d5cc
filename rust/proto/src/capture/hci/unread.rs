//! The reports of an event that are still to be given, one by one.

use alloc::vec::Vec;

use super::{Event, EventReport, Layout, split_report};

/// What is left of an event. It holds the bytes itself, because more input may be pushed meanwhile.
#[derive(Default)]
pub(in super::super) struct Unread {
    layout: Layout,
    bytes: Vec<u8>,
    /// Where the next report begins.
    at: usize,
    /// Reports that the event says it has, and those read.
    reports: u8,
    read: u8,
    /// Of the record that the event came in.
    pub(in super::super) time: Option<i64>,
    pub(in super::super) offset: u64,
}

/// What comes next in an event.
pub(in super::super) enum Next<'e> {
    /// Nothing: all reports were given.
    Done,
    /// The event ends before its last report does.
    Cut,
    /// A report, with its place from 1 where the event has several.
    Report(Option<u32>, EventReport<'e>),
}

impl Unread {
    /// Begins an event, in the place of the one before.
    pub(in super::super) fn begin(&mut self, event: Event<'_>, time: Option<i64>, offset: u64) {
        self.bytes.clear();
        self.bytes.extend_from_slice(event.bytes);
        (self.layout, self.at, self.time, self.offset) = (event.layout, 0, time, offset);
        (self.reports, self.read) = (event.reports, 0);
    }

    /// Takes the next report.
    pub(in super::super) fn next(&mut self) -> Next<'_> {
        if self.read == self.reports {
            return Next::Done;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let Some((report, after)) = split_report(self.layout, rest) else {
            self.read = self.reports;
            return Next::Cut;
        };
        self.at = self.bytes.len() - after.len();
        self.read += 1;
        Next::Report((self.reports > 1).then_some(self.read.into()), report)
    }

    /// Bytes of memory that it holds.
    #[cfg(test)]
    pub(in super::super) fn capacity(&self) -> usize {
        self.bytes.capacity()
    }
}
