//! The reader: from pushed bytes to adverts.

use alloc::collections::VecDeque;
use core::fmt;

use super::container::{Container, Packet, Step};
use super::detect::{Detected, detect};
use super::error::{CaptureError, RecordError, RecordFault};
use super::hci::Fragments;
use super::input::Input;
use super::link::{Heard, Read};
use super::{CaptureItem, InputKind};

/// What a reader has met so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaptureCounts {
    /// Records of any kind, malformed ones included.
    pub records: u64,
    /// Adverts given.
    pub adverts: u64,
    /// Records that could not be read.
    pub malformed: u64,
    /// Adverts dropped because their CRC is wrong (`bad_crc`).
    pub bad_crc: u64,
    /// Adverts dropped because a later fragment never came (`fragment_lost`).
    pub fragment_lost: u64,
    /// Records that are well formed and hold no advert.
    pub other: u64,
}

impl CaptureCounts {
    /// The adverts that the reader dropped, by reason.
    pub fn rejected(&self) -> impl Iterator<Item = (&'static str, u64)> {
        [("bad_crc", self.bad_crc), ("fragment_lost", self.fragment_lost)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
    }
}

/// Reads one capture. An iterator that gives `None` while it needs more input, and after the end.
pub struct CaptureReader {
    input: Input,
    container: Option<Container>,
    kind: Option<InputKind>,
    fragments: Fragments,
    ready: VecDeque<Result<CaptureItem, RecordError>>,
    counts: CaptureCounts,
    error: Option<CaptureError>,
}

impl fmt::Debug for CaptureReader {
    /// Without what it read: captures hold identifiers, which stay out of logs.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("CaptureReader")
            .field("kind", &self.kind)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

impl CaptureReader {
    /// A reader of this kind of file; `None`: told by the content.
    pub fn new(kind: Option<InputKind>) -> Self {
        Self {
            input: Input::default(),
            container: kind.map(Container::new),
            kind,
            fragments: Fragments::default(),
            ready: VecDeque::new(),
            counts: CaptureCounts::default(),
            error: None,
        }
    }

    /// Takes the next bytes of the input, in pieces of any size.
    pub fn push(&mut self, chunk: &[u8]) {
        if self.error.is_none() {
            self.input.push(chunk);
        }
    }

    /// Says that there is no more input.
    pub fn finish(&mut self) {
        self.input.finish();
    }

    /// The kind of file, once known.
    pub const fn kind(&self) -> Option<InputKind> {
        self.kind
    }

    /// What was met so far.
    pub const fn counts(&self) -> &CaptureCounts {
        &self.counts
    }

    /// Whether the input could be read to a good end. Final once [`CaptureReader::finish`] was called and
    /// the iterator gave `None`.
    pub const fn ended(&self) -> Result<(), CaptureError> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    /// Takes one step; `false` when nothing more can be done with the input there is.
    fn advance(&mut self) -> bool {
        if self.error.is_some() {
            return false;
        }
        let offset = self.input.offset();
        match self.step() {
            Step::More => return self.starve(),
            Step::Passed => {}
            Step::Packet(packet) => self.take_packet(packet, offset),
            Step::Advert(item) => {
                self.count_record();
                self.give(item);
            }
            Step::Other => {
                self.count_record();
                self.counts.other += 1;
            }
            Step::Malformed(reason) => {
                self.count_record();
                self.refuse(offset, reason);
            }
            Step::Fatal(error) => self.stop(error),
        }
        true
    }

    fn step(&mut self) -> Step {
        if let Some(container) = &mut self.container {
            return container.step(&mut self.input);
        }
        match detect(&self.input) {
            Detected::More => Step::More,
            Detected::Unrecognised => Step::Fatal(CaptureError::Unrecognised),
            Detected::Kind(kind) => {
                self.kind = Some(kind);
                self.container = Some(Container::new(kind));
                Step::Passed
            }
        }
    }

    /// No step is possible: the end, a cut, or a wait for more input.
    fn starve(&mut self) -> bool {
        let unfinished = self.input.unfinished().filter(|_| self.input.is_finished());
        let Some(offset) = unfinished else {
            if self.input.is_finished() {
                self.counts.fragment_lost += self.fragments.give_up();
            }
            return false;
        };
        // A record that was skipped is counted already.
        if self.container.as_ref().is_some_and(Container::in_records) && !self.input.rest().is_empty() {
            self.count_record();
            self.refuse(offset, RecordFault::Cut);
        }
        self.stop(CaptureError::Cut { offset });
        true
    }

    fn stop(&mut self, error: CaptureError) {
        self.error = Some(error);
        self.counts.fragment_lost += self.fragments.give_up();
        self.input.clear();
    }

    fn take_packet(&mut self, packet: Packet, offset: u64) {
        self.count_record();
        match packet.link.read(&packet.data, &mut self.fragments) {
            Read::Other => self.counts.other += 1,
            Read::BadCrc => self.counts.bad_crc += 1,
            Read::Malformed(reason) => self.refuse(offset, reason),
            Read::One(heard) => self.give(self.item(heard, packet.time, None)),
            Read::Event(event) => {
                self.counts.fragment_lost += event.lost;
                self.counts.other += u64::from(event.reports == 0);
                let several = event.reports > 1;
                for (part, heard) in event.heard {
                    self.give(self.item(heard, packet.time, several.then_some(part)));
                }
                if event.cut {
                    self.refuse(offset, RecordFault::HciEvent);
                }
            }
        }
    }

    fn item(&self, heard: Heard, time: Option<i64>, part: Option<u32>) -> CaptureItem {
        CaptureItem {
            n: self.counts.records,
            part,
            time,
            address: heard.address,
            rssi: heard.rssi,
            tx_power: heard.tx_power,
            extended_pdu: heard.extended_pdu,
            data: heard.data,
        }
    }

    fn count_record(&mut self) {
        self.counts.records += 1;
    }

    fn give(&mut self, item: CaptureItem) {
        self.counts.adverts += 1;
        self.ready.push_back(Ok(CaptureItem { n: self.counts.records, ..item }));
    }

    fn refuse(&mut self, offset: u64, reason: RecordFault) {
        self.counts.malformed += 1;
        self.ready.push_back(Err(RecordError { n: self.counts.records, offset, reason }));
    }
}

impl Iterator for CaptureReader {
    type Item = Result<CaptureItem, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.ready.is_empty() && self.advance() {}
        self.ready.pop_front()
    }
}
