//! Adverts as lines for people: one a line, in columns, as wide as the terminal.

mod columns;

use std::collections::HashMap;
use std::fmt::Write;

use findmesh_proto::{Battery, State};

use self::columns::{Columns, Field};
use super::counts::{NumberHashing, packed};
use super::range::Range;
use super::seen::Seen;
use super::words;
use crate::output::style::Palette;
use crate::output::terminal::fit;
use crate::output::units::span;
use crate::time::Moment;

/// Addresses whose age is known; beyond, memory would grow with the capture.
const MOST_ADDRESSES: usize = 1 << 18;

/// Writes lines, and remembers what is needed between them.
pub(super) struct TextLines {
    palette: Palette,
    columns: Columns,
    /// When each address was first heard, nanoseconds.
    first: HashMap<u64, i64, NumberHashing>,
    day: Option<i64>,
    begun: bool,
}

impl TextLines {
    /// In lines of at most `width` characters.
    pub(super) fn new(palette: Palette, width: Option<usize>) -> Self {
        Self { palette, columns: Columns::within(width), first: HashMap::default(), day: None, begun: false }
    }

    /// One advert; before it the heading, where the output or a day begins.
    pub(super) fn write(&mut self, seen: &Seen<'_>, out: &mut String) {
        if !self.begun {
            self.begun = true;
            self.columns.write_heading(self.palette, out);
        }
        let time = seen.item.time.map(Moment::from_nanos);
        if let Some(day) = time.map(Moment::day).filter(|day| self.day != Some(*day)) {
            self.day = Some(day);
            let date = time.map(Moment::date).unwrap_or_default();
            end_line(out, self.palette.strong(date));
        }
        let age = self.age(seen);
        self.write_line(seen, time, &age, out);
    }

    /// How long the address had been heard; "new" the first time.
    fn age(&mut self, seen: &Seen<'_>) -> String {
        let (Some(address), Some(now)) = (seen.item.address, seen.item.time) else {
            return String::new();
        };
        let address = packed(address);
        if let Some(first) = self.first.get(&address) {
            let millis = now.saturating_sub(*first).max(0) / 1_000_000;
            return span(u32::try_from(millis).map_or(f64::MAX, f64::from) / 1000.0);
        }
        if self.first.len() == MOST_ADDRESSES {
            return String::new();
        }
        let _ = self.first.insert(address, now);
        "new".to_owned()
    }

    fn write_line(&self, seen: &Seen<'_>, time: Option<Moment>, age: &str, out: &mut String) {
        let item = seen.item;
        let begin = out.len();
        self.columns.write(Field::Number, &number(item.n, item.part), out);
        self.columns.write(Field::Time, &time.map(Moment::clock_millis).unwrap_or_default(), out);
        self.columns.write(Field::Address, &item.address.map(|a| a.to_string()).unwrap_or_default(), out);
        self.columns.write(Field::Rssi, &item.rssi.map(|dbm| dbm.to_string()).unwrap_or_default(), out);
        self.columns.write(Field::Range, &Range::of(seen).map(Range::text).unwrap_or_default(), out);
        let Some(advert) = seen.advert() else {
            return self.write_unknown(seen, age, begin, out);
        };
        self.columns.write_styled(Field::Sender, &self.palette.strong(words::sender(advert)), out);
        self.write_state(advert.state(), out);
        self.columns.write(Field::Age, age, out);
        let details = words::details(advert, |visit| {
            seen.visit_fields(&mut |name: &'static str, value: findmesh_proto::advert::FieldValue<'_>| {
                visit(name, value)
            });
        });
        let details = self.columns.details(&details);
        match advert.battery() {
            Some(Battery::Low | Battery::Critical) => end_line(out, self.palette.warn(details)),
            _ => end_line(out, details),
        }
    }

    fn write_state(&self, state: State, out: &mut String) {
        match state {
            State::Separated => self.columns.write_styled(Field::State, &self.palette.warn("separated"), out),
            State::NearOwner => {
                self.columns.write_styled(Field::State, &self.palette.good("near owner"), out)
            }
            State::Unknown => self.columns.write(Field::State, "", out),
        }
    }

    /// A line of nobody's, or one that was refused, in one colour.
    fn write_unknown(&self, seen: &Seen<'_>, age: &str, begin: usize, out: &mut String) {
        let refused = seen.rejection().map(|rejection| format!("refused: {rejection}"));
        self.columns.write(Field::Sender, if refused.is_some() { "?" } else { "–" }, out);
        self.columns.write(Field::State, "", out);
        self.columns.write(Field::Age, age, out);
        let details = refused.clone().unwrap_or_else(|| words::unclaimed(&seen.item.data));
        let _ = write!(out, "{}", self.columns.details(&details));
        let line = out.split_off(begin);
        match refused {
            Some(_) => end_line(out, self.palette.warn(line.trim_end())),
            None => end_line(out, self.palette.faint(line.trim_end())),
        }
    }
}

fn number(n: u64, part: Option<u32>) -> String {
    part.map_or_else(|| n.to_string(), |part| format!("{n}.{part}"))
}

/// The end of a line, without blanks at its end. Writing into a string does not fail.
fn end_line(out: &mut String, rest: impl std::fmt::Display) {
    let _ = write!(out, "{rest}");
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

impl Columns {
    /// The last column, as far as it fits.
    fn details<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        self.room().map_or(text.into(), |room| fit(text, room))
    }
}
