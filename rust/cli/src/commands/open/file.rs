//! A file of sealed reports, one a line.

use std::io::BufRead;

use serde::Deserialize;

use super::opener::Opener;
use crate::failure::Failure;
use crate::hex_value;
use crate::input::Input;
use crate::output::Console;
use crate::output::progress::Progress;

/// Lines that are opened together, on all cores, before they are printed.
const PIECE: usize = 4096;

/// Some editors begin a file of UTF-8 with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line of a file of sealed reports.
#[derive(Deserialize)]
struct SealedLine {
    #[serde(default)]
    lookup_id: Option<String>,
    body: String,
}

/// A line's number from 1, and what it holds.
type Read = (u64, Result<Vec<u8>, LineFault>);

/// Every line is tried; one that is no report does not keep the others shut.
pub(super) fn open(opener: &Opener, input: &Input, console: &mut Console) -> Result<(), Failure> {
    let own_id = hex::encode(opener.lookup_id());
    let progress = Progress::beside_output();
    let mut tally = Tally::default();
    let mut lines = input.open()?.split(b'\n');
    loop {
        let mut piece = Vec::with_capacity(PIECE);
        for line in lines.by_ref().take(PIECE) {
            tally.lines += 1;
            let line = line.map_err(|e| Failure::about(format!("{input}, line {}", tally.lines), e))?;
            let line =
                if tally.lines == 1 { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line) } else { &line };
            let line = line.trim_ascii();
            if !line.is_empty() {
                piece.push((tally.lines, read_line(line, &own_id)));
            }
        }
        let before = tally.shown;
        let ended = piece.is_empty() && tally.read == tally.lines;
        tally.read = tally.lines;
        show(opener, input, piece, &mut tally, console)?;
        if ended {
            return tally.judge(input);
        }
        if tally.shown > before {
            progress.say(&format!("{} of {} lines opened", tally.shown, tally.lines));
        }
    }
}

fn show(
    opener: &Opener,
    input: &Input,
    piece: Vec<Read>,
    tally: &mut Tally,
    console: &mut Console,
) -> Result<(), Failure> {
    let bodies: Vec<&[u8]> =
        piece.iter().filter_map(|(_, read)| read.as_ref().ok()).map(Vec::as_slice).collect();
    let mut opened = opener.open(&bodies).into_iter();
    for (line, read) in &piece {
        let opened = match read {
            Ok(_) => opened.next().unwrap_or_else(|| Err("it was not opened".to_owned())),
            Err(fault) => {
                tally.count(input, *line, fault);
                continue;
            }
        };
        match opened {
            Ok(opened) => {
                tally.shown += 1;
                console.either(&opened.object(), || opened.text())?;
            }
            Err(reason) => tally.count(input, *line, &LineFault::Closed(reason)),
        }
    }
    Ok(())
}

fn read_line(line: &[u8], own_id: &str) -> Result<Vec<u8>, LineFault> {
    let line: SealedLine = serde_json::from_slice(line).map_err(|e| LineFault::json(&e))?;
    let body = hex_value::bytes(&line.body).map_err(|e| LineFault::Unusable(format!("body: {e}")))?;
    if line.lookup_id.is_some_and(|id| !id.eq_ignore_ascii_case(own_id)) {
        return Err(LineFault::Closed("lookup_id: it belongs to another key".to_owned()));
    }
    Ok(body)
}

/// What became of a file's lines.
#[derive(Default)]
struct Tally {
    lines: u64,
    /// Lines of the pieces before this one.
    read: u64,
    shown: u64,
    closed: u64,
    unusable: u64,
}

impl Tally {
    fn count(&mut self, input: &Input, line: u64, fault: &LineFault) {
        let reason = match fault {
            LineFault::Closed(reason) => {
                self.closed += 1;
                reason
            }
            LineFault::Unusable(reason) => {
                self.unusable += 1;
                reason
            }
        };
        eprintln!("findmesh: {input}, line {line}: {reason}");
    }

    fn judge(&self, input: &Input) -> Result<(), Failure> {
        let Self { lines, closed, unusable, .. } = self;
        if *unusable > 0 {
            let text = format!("{unusable} of {lines} lines hold no sealed report");
            return Err(Failure::about(input, text));
        }
        if *closed > 0 {
            return Err(Failure::No(format!("{input}: {closed} of {lines} lines did not open")));
        }
        Ok(())
    }
}

/// Why a line shows no report.
enum LineFault {
    /// It holds one that does not open.
    Closed(String),
    /// It holds none.
    Unusable(String),
}

impl LineFault {
    fn json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            return Self::Unusable("no JSON object with \"body\" in it".to_owned());
        }
        let text = error.to_string();
        // The parser names a line of its own, the first, always.
        let reason = text.split(" at line ").next().unwrap_or(&text);
        Self::Unusable(format!("column {}: {reason}", error.column()))
    }
}
