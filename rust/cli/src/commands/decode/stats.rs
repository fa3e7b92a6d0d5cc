//! `decode --stats`: who sends, how much, and how often it changes what it is known by.

mod forms;
mod identity;
mod report;
mod senders;

use findmesh_proto::Address;

use self::forms::Forms;
use self::senders::Senders;
use super::counts::NumberHashing;
use super::seen::Seen;
use crate::failure::Failure;
use crate::output::Console;

/// Everything that the tables are made of, in bounded memory.
#[derive(Default)]
pub(super) struct Stats {
    forms: Forms,
    senders: Senders,
    hashing: NumberHashing,
    /// First and last time in the capture, nanoseconds.
    times: Option<(i64, i64)>,
}

/// What one advert adds.
#[derive(Clone, Copy)]
struct Sighting {
    address: Option<Address>,
    time: Option<i64>,
    rssi: Option<i8>,
    /// A hash of what the advert is recognised by.
    identity: Option<u64>,
}

impl Stats {
    pub(super) fn count(&mut self, seen: &Seen<'_>) {
        let sighting = Sighting {
            address: seen.item.address,
            time: seen.item.time,
            rssi: seen.item.rssi,
            identity: identity::of(seen, self.hashing),
        };
        if let Some(time) = sighting.time {
            let (begin, end) = self.times.unwrap_or((time, time));
            self.times = Some((begin.min(time), end.max(time)));
        }
        let form = self.forms.count(seen);
        let rotated = self.senders.count(form, &sighting);
        self.forms.rotated(form, rotated);
    }

    /// The tables for people, with the `top` senders; one object for programs.
    pub(super) fn print(self, top: usize, console: &mut Console) -> Result<(), Failure> {
        let report = report::Report::new(self, top);
        if console.is_json() {
            return console.lines(report.object().bytes());
        }
        let width = console.width();
        for line in report.text(console.palette(), width) {
            console.line(line)?;
        }
        Ok(())
    }
}
