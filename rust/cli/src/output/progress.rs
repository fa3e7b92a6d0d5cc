//! Progress of long work, on a terminal's standard error only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use super::units::{size, span};

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

/// Between two words of a meter.
const EVERY: Duration = Duration::from_millis(200);

/// How far the reading of an input is: bytes, share, rate and what is left, a few times a second.
pub(crate) struct Meter {
    progress: Progress,
    total: Option<u64>,
    begin: Instant,
    said: Instant,
    read: u64,
}

impl Meter {
    /// Of an input of so many bytes, where that is known.
    pub(crate) fn new(progress: Progress, total: Option<u64>) -> Self {
        let begin = Instant::now();
        Self { progress, total, begin, said: begin, read: 0 }
    }

    /// Makes place for a message on standard error.
    pub(crate) fn step_aside(&self) {
        self.progress.say("");
    }

    /// So many bytes more were read.
    pub(crate) fn advance(&mut self, bytes: usize, what: impl FnOnce() -> String) {
        self.read += bytes as u64;
        if !self.progress.shown || self.said.elapsed() < EVERY {
            return;
        }
        self.said = Instant::now();
        let text = meter_text(self.read, self.total, self.begin.elapsed());
        self.progress.say(&format!("{text}  {}", what()));
    }
}

#[allow(clippy::cast_precision_loss, reason = "two digits are shown")]
fn meter_text(read: u64, total: Option<u64>, elapsed: Duration) -> String {
    let rate = read as f64 / elapsed.as_secs_f64().max(1e-3);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a conversion that saturates")]
    let shown_rate = size(rate as u64);
    let Some(total) = total.filter(|total| *total >= read && *total > 0) else {
        return format!("{}  {shown_rate}/s", size(read));
    };
    let left = (total - read) as f64 / rate.max(1.0);
    let percent = read * 100 / total;
    format!("{percent:>3} %  {} of {}  {shown_rate}/s  {} left", size(read), size(total), span(left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_rate_and_rest() {
        let second = Duration::from_secs(2);
        let text = meter_text(500_000_000, Some(1_000_000_000), second);
        assert_eq!(text, " 50 %  500 MB of 1.0 GB  250 MB/s  2.0 s left");
        assert_eq!(meter_text(4_000, None, second), "4.0 kB  2.0 kB/s");
        // A file that grew while it was read.
        assert_eq!(meter_text(4_000, Some(10), second), "4.0 kB  2.0 kB/s");
        assert_eq!(meter_text(0, Some(0), Duration::ZERO), "0 B  0 B/s");
    }
}
