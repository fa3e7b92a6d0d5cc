//! The reader: from pushed bytes to adverts.

use core::fmt;

use super::container::{Container, Packet, Step};
use super::detect::{Detected, detect};
use super::error::{CaptureError, RecordError, RecordFault};
use super::hci::{Fragments, Next, Unread};
use super::input::Input;
use super::link::Read;
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

/// Reads one capture. An iterator that gives `None` while it needs more input, and after the end;
/// [`CaptureReader::next_into`] does the same without an allocation an advert.
pub struct CaptureReader {
    input: Input,
    container: Option<Container>,
    kind: Option<InputKind>,
    fragments: Fragments,
    event: Unread,
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

/// What one step of a reader came to.
enum Advanced {
    /// Nothing more can be done with the input there is.
    Starved,
    /// Something was used, and nothing is to be given for it.
    Passed,
    /// An advert; it was put into the item.
    Advert,
    /// A record that could not be read.
    Refused(RecordError),
}

impl CaptureReader {
    /// A reader of this kind of file; `None`: told by the content.
    pub fn new(kind: Option<InputKind>) -> Self {
        Self {
            input: Input::default(),
            container: kind.map(Container::new),
            kind,
            fragments: Fragments::default(),
            event: Unread::default(),
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

    /// Puts the next advert into `item`, whose buffer is used again; `None` while more input is needed, and
    /// after the end.
    ///
    /// # Errors
    /// A record that could not be read; `item` is then of no meaning. The records after it follow.
    pub fn next_into(&mut self, item: &mut CaptureItem) -> Option<Result<(), RecordError>> {
        loop {
            match self.advance(item) {
                Advanced::Starved => return None,
                Advanced::Passed => {}
                Advanced::Advert => return Some(Ok(())),
                Advanced::Refused(error) => return Some(Err(error)),
            }
        }
    }

    fn advance(&mut self, item: &mut CaptureItem) -> Advanced {
        match self.event.next() {
            Next::Done => {}
            Next::Cut => return self.refuse(self.event.offset, RecordFault::HciEvent),
            Next::Report(part, report) => {
                let joined = self.fragments.join(report, item);
                self.counts.fragment_lost += joined.lost;
                let time = self.event.time;
                return if joined.whole { self.give(item, time, part) } else { Advanced::Passed };
            }
        }
        if self.error.is_some() {
            return Advanced::Starved;
        }
        let offset = self.input.offset();
        match self.step() {
            Step::More => return self.starve(),
            Step::Packet(packet) => return self.take_packet(packet, offset, item),
            Step::Advert(read) => {
                *item = read;
                self.count_record();
                let time = item.time;
                return self.give(item, time, None);
            }
            Step::Malformed(reason) => {
                self.count_record();
                return self.refuse(offset, reason);
            }
            Step::Other => {
                self.count_record();
                self.counts.other += 1;
            }
            Step::Passed => {}
            Step::Fatal(error) => self.stop(error),
        }
        Advanced::Passed
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
    fn starve(&mut self) -> Advanced {
        let unfinished = self.input.unfinished().filter(|_| self.input.is_finished());
        let Some(offset) = unfinished else {
            if self.input.is_finished() {
                self.counts.fragment_lost += self.fragments.give_up();
            }
            return Advanced::Starved;
        };
        // A record that was skipped is counted already.
        let counts =
            self.container.as_ref().is_some_and(Container::in_records) && !self.input.rest().is_empty();
        self.stop(CaptureError::Cut { offset });
        if !counts {
            return Advanced::Passed;
        }
        self.count_record();
        self.refuse(offset, RecordFault::Cut)
    }

    fn stop(&mut self, error: CaptureError) {
        self.error = Some(error);
        self.counts.fragment_lost += self.fragments.give_up();
        self.input.clear();
    }

    fn take_packet(&mut self, packet: Packet, offset: u64, item: &mut CaptureItem) -> Advanced {
        self.count_record();
        match packet.link.read(self.input.taken(packet.data)) {
            Read::Other => self.counts.other += 1,
            Read::BadCrc => self.counts.bad_crc += 1,
            Read::Malformed(reason) => return self.refuse(offset, reason),
            Read::One(heard) => {
                item.hear(&heard);
                return self.give(item, packet.time, None);
            }
            Read::Event(event) => {
                self.counts.other += u64::from(event.reports == 0);
                self.event.begin(event, packet.time, offset);
            }
        }
        Advanced::Passed
    }

    fn count_record(&mut self) {
        self.counts.records += 1;
    }

    fn give(&mut self, item: &mut CaptureItem, time: Option<i64>, part: Option<u32>) -> Advanced {
        self.counts.adverts += 1;
        (item.n, item.part, item.time) = (self.counts.records, part, time);
        Advanced::Advert
    }

    fn refuse(&mut self, offset: u64, reason: RecordFault) -> Advanced {
        self.counts.malformed += 1;
        Advanced::Refused(RecordError { n: self.counts.records, offset, reason })
    }
}

impl Iterator for CaptureReader {
    type Item = Result<CaptureItem, RecordError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut item = CaptureItem::default();
        let next = self.next_into(&mut item)?;
        Some(next.map(|()| item))
    }
}

#[cfg(test)]
mod tests;
