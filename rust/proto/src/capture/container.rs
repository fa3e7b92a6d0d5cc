//! What the four kinds of file have in common.

use super::input::{Input, Span};
use super::json::JsonLines;
use super::{CaptureError, CaptureItem, MAX_RECORD, RecordFault};
use super::{InputKind, link::Link};
use super::{btsnoop::Btsnoop, pcap::Pcap, pcapng::Pcapng};

/// One packet of a file, as captured.
pub(super) struct Packet {
    /// Nanoseconds since the Unix epoch.
    pub(super) time: Option<i64>,
    pub(super) link: Link,
    pub(super) data: Span,
}

/// What one step through a file gave.
pub(super) enum Step {
    /// More input is needed; nothing was used.
    More,
    /// Something that is no record was used.
    Passed,
    /// A record: a packet whose link is still to be read.
    Packet(Packet),
    /// A record: an advert. Its number is filled in by the reader.
    Advert(CaptureItem),
    /// A record of something else.
    Other,
    /// A record that is malformed. The input is behind it.
    Malformed(RecordFault),
    /// Nothing more can be read.
    Fatal(CaptureError),
}

/// A reader of one kind of file.
pub(super) enum Container {
    Btsnoop(Btsnoop),
    Pcap(Pcap),
    Pcapng(Pcapng),
    JsonLines(JsonLines),
}

impl Container {
    pub(super) fn new(kind: InputKind) -> Self {
        match kind {
            InputKind::Btsnoop => Self::Btsnoop(Btsnoop::default()),
            InputKind::Pcap => Self::Pcap(Pcap::default()),
            InputKind::Pcapng => Self::Pcapng(Pcapng::default()),
            InputKind::JsonLines => Self::JsonLines(JsonLines::default()),
        }
    }

    pub(super) fn step(&mut self, input: &mut Input) -> Step {
        match self {
            Self::Btsnoop(file) => file.step(input),
            Self::Pcap(file) => file.step(input),
            Self::Pcapng(file) => file.step(input),
            Self::JsonLines(file) => file.step(input),
        }
    }

    /// Whether the file's header was read, so that what ends early is a record.
    pub(super) fn in_records(&self) -> bool {
        match self {
            Self::Btsnoop(file) => file.in_records(),
            Self::Pcap(file) => file.in_records(),
            Self::Pcapng(file) => file.in_records(),
            Self::JsonLines(_) => true,
        }
    }
}

/// Takes a record of `header` and `length` bytes; gives the latter.
pub(super) fn take_record(input: &mut Input, header: usize, length: u32) -> Result<Span, Step> {
    let body = usize::try_from(length).ok().filter(|length| *length <= MAX_RECORD);
    let Some(body) = body else {
        input.skip(header as u64 + u64::from(length));
        return Err(Step::Malformed(RecordFault::TooLong(length.into())));
    };
    if input.rest().len() < header + body {
        return Err(Step::More);
    }
    let _ = input.take(header);
    input.take(body).ok_or(Step::More)
}

/// Seconds and nanoseconds to nanoseconds.
pub(super) fn nanos(seconds: u32, nanos: u64) -> Option<i64> {
    let nanos = i64::try_from(nanos).ok()?;
    i64::from(seconds).checked_mul(1_000_000_000)?.checked_add(nanos)
}
