//! Reading a capture from its first byte to its last, in flat memory.

use std::io::{BufRead, ErrorKind};

use findmesh_proto::capture::{CaptureItem, CaptureReader, InputKind, RecordError};

use crate::failure::Failure;
use crate::input::Input;
use crate::output::progress::{Meter, Progress};
use crate::output::units::grouped;
use crate::output::value::plural;

/// Reads `--input`: `None` is `auto`.
pub(crate) fn parse_kind(text: &str) -> Result<Kind, String> {
    match text {
        "auto" => Ok(Kind(None)),
        name => name
            .parse()
            .map(|kind| Kind(Some(kind)))
            .map_err(|e: findmesh_proto::capture::InputKindError| format!("{e}, and auto")),
    }
}

/// The kind of a capture; none: told by its content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind(pub(crate) Option<InputKind>);

/// Takes what is in a capture.
pub(crate) trait CaptureVisitor {
    /// An advert.
    fn advert(&mut self, item: &CaptureItem) -> Result<(), Failure>;

    /// Everything that the input has given so far was visited.
    fn caught_up(&mut self) -> Result<(), Failure>;
}

/// Visits every advert; malformed records are reported on standard error. The reader that comes back holds the
/// counts and how the input ended.
pub(crate) fn read(
    input: &Input,
    kind: Kind,
    progress: Progress,
    visitor: &mut dyn CaptureVisitor,
) -> Result<CaptureReader, Failure> {
    let mut source = input.open()?;
    let mut reader = CaptureReader::new(kind.0);
    let mut meter = Meter::new(progress, input.length());
    let mut item = CaptureItem::default();
    loop {
        let read = match source.fill_buf() {
            Ok(chunk) => {
                reader.push(chunk);
                chunk.len()
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(Failure::about(input, error)),
        };
        if read == 0 {
            reader.finish();
        }
        source.consume(read);
        while let Some(next) = reader.next_into(&mut item) {
            match next {
                Ok(()) => visitor.advert(&item)?,
                Err(error) => {
                    meter.step_aside();
                    complain(input, error);
                }
            }
        }
        visitor.caught_up()?;
        meter.advance(read, || format!("{} adverts", grouped(reader.counts().adverts)));
        if read == 0 || reader.ended().is_err() {
            return Ok(reader);
        }
    }
}

fn complain(input: &Input, error: RecordError) {
    eprintln!("findmesh: {input}: {error}");
}

/// The failure of a capture that did not end well, with how far it was read.
pub(crate) fn judge_end(input: &Input, reader: &CaptureReader) -> Result<(), Failure> {
    let counts = reader.counts();
    reader.ended().map_err(|error| {
        let seen = format!(
            "read until then: {} with {}",
            plural(counts.records, "record"),
            plural(counts.adverts, "advert")
        );
        Failure::about(input, format!("{error}; {seen}"))
    })
}
