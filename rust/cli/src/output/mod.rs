//! What a command says: one JSON object a line for programs, aligned text for people.

pub(crate) mod json;
pub(crate) mod progress;
pub(crate) mod report;
pub(crate) mod style;
pub(crate) mod table;
pub(crate) mod terminal;
pub(crate) mod units;
pub(crate) mod value;

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use serde_json::Value;

use crate::failure::Failure;
use crate::output::style::Palette;

/// Bytes that wait to be written at once.
const BUFFER: usize = 1 << 16;

/// Standard output, locked for the life of the command.
pub(crate) struct Console {
    json: bool,
    palette: Palette,
    width: Option<usize>,
    out: BufWriter<StdoutLock<'static>>,
}

impl Console {
    /// With `json`, only objects are written.
    pub(crate) fn new(json: bool) -> Self {
        let stdout = io::stdout();
        let people = !json && stdout.is_terminal();
        let colour = people && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Self {
            json,
            palette: Palette::new(colour),
            width: people.then(|| terminal::width(&stdout)).flatten(),
            out: BufWriter::with_capacity(BUFFER, stdout.lock()),
        }
    }

    /// Whether programs read it.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Characters across the terminal; `None` where there is none, and lines may be of any length.
    pub(crate) const fn width(&self) -> Option<usize> {
        self.width
    }

    /// Colours for people, or none.
    pub(crate) const fn palette(&self) -> Palette {
        self.palette
    }

    /// One line.
    pub(crate) fn line(&mut self, line: impl Display) -> Result<(), Failure> {
        writeln!(self.out, "{line}").map_err(|e| Failure::writing(&e))
    }

    /// Whole lines that are written out already.
    pub(crate) fn lines(&mut self, lines: &[u8]) -> Result<(), Failure> {
        self.out.write_all(lines).map_err(|e| Failure::writing(&e))
    }

    /// One object for programs; people get `text` (nothing when it is empty).
    pub(crate) fn either(&mut self, object: &Value, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json {
            return self.line(object);
        }
        let text = text();
        if text.is_empty() { Ok(()) } else { self.line(text) }
    }

    /// A line for people; programs get nothing.
    pub(crate) fn people(&mut self, line: impl Display) -> Result<(), Failure> {
        if self.json { Ok(()) } else { self.line(line) }
    }

    /// Everything written so far becomes visible.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        self.out.flush().map_err(|e| Failure::writing(&e))
    }
}
