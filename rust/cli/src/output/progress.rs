//! Progress of long work, on a terminal's standard error only.

use std::io::{self, IsTerminal, Write};

/// One line that overwrites itself; silent where nobody looks.
pub(crate) struct Progress {
    shown: bool,
}

impl Progress {
    /// Silent unless standard error is a terminal.
    pub(crate) fn new() -> Self {
        Self { shown: io::stderr().is_terminal() }
    }

    /// Beside output that flows at the same time: silent where both would meet on one terminal.
    pub(crate) fn beside_output() -> Self {
        Self { shown: io::stderr().is_terminal() && !io::stdout().is_terminal() }
    }

    /// Replaces the line.
    pub(crate) fn say(&self, text: &str) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[2K{text}");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.say("");
    }
}
