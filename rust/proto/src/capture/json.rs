//! JSON lines: one advert a line (docs/cli.md, `decode`).

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::Number;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::container::Step;
use super::input::Input;
use super::{CaptureItem, LineFault, MAX_RECORD, RecordFault};
use crate::report::POWER_UNKNOWN;
use crate::{Address, AddressKind};

/// Reads lines. Blank ones are no records.
#[derive(Debug, Default)]
pub(super) struct JsonLines {
    /// In the middle of a line that was too long.
    passing: bool,
}

impl JsonLines {
    pub(super) fn step(&mut self, input: &mut Input) -> Step {
        let end = input.rest().iter().position(|byte| *byte == b'\n');
        if self.passing {
            return self.pass(input, end);
        }
        if end.unwrap_or(input.rest().len()) > MAX_RECORD {
            self.passing = true;
            return Step::Malformed(RecordFault::TooLong(MAX_RECORD as u64 + 1));
        }
        let (length, whole) = match end {
            Some(end) => (end + 1, true),
            None if input.is_finished() && !input.rest().is_empty() => (input.rest().len(), false),
            None => return Step::More,
        };
        let Some(line) = input.rest().get(..length).map(<[u8]>::trim_ascii) else {
            return Step::More;
        };
        if line.is_empty() {
            let _ = input.take(length);
            return Step::Passed;
        }
        match read_line(line) {
            // The last line ends in the middle of its object: the input is cut.
            Err(Fault::Unfinished(_)) if !whole => Step::More,
            read => {
                let _ = input.take(length);
                read.map_or_else(
                    |fault| Step::Malformed(RecordFault::Line(fault.line())),
                    Step::Advert,
                )
            }
        }
    }

    /// Passes over what is left of a line that is too long.
    fn pass(&mut self, input: &mut Input, end: Option<usize>) -> Step {
        let here = end.map_or(input.rest().len(), |end| end + 1);
        input.skip(here as u64);
        self.passing = end.is_none();
        if here == 0 { Step::More } else { Step::Passed }
    }
}

/// Why a line is no advert.
enum Fault {
    /// It ends inside the object, at this column.
    Unfinished(usize),
    Line(LineFault),
}

impl Fault {
    fn line(self) -> LineFault {
        match self {
            Self::Unfinished(column) => LineFault::Json(column),
            Self::Line(fault) => fault,
        }
    }
}

/// The fields that are read; others are ignored.
#[derive(Deserialize)]
struct Line {
    adv: String,
    address: Option<String>,
    address_type: Option<String>,
    rssi: Option<i64>,
    time: Option<Time>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Time {
    Seconds(Number),
    Text(String),
}

fn read_line(line: &[u8]) -> Result<CaptureItem, Fault> {
    let line: Line = serde_json::from_slice(line).map_err(|error| {
        let column = error.column();
        if error.is_eof() {
            Fault::Unfinished(column)
        } else {
            Fault::Line(LineFault::Json(column))
        }
    })?;
    line.item().map_err(Fault::Line)
}

impl Line {
    fn item(&self) -> Result<CaptureItem, LineFault> {
        Ok(CaptureItem {
            n: 0,
            part: None,
            time: self.time.as_ref().map(Time::nanos).transpose()?,
            address: self.address()?,
            rssi: self.rssi()?,
            tx_power: None,
            extended_pdu: false,
            data: self.data()?,
        })
    }

    fn data(&self) -> Result<Vec<u8>, LineFault> {
        hex::decode(&self.adv).map_err(|_| LineFault::Advert)
    }

    fn address(&self) -> Result<Option<Address>, LineFault> {
        let kind = match self.address_type.as_deref() {
            None => AddressKind::Unknown,
            Some("public") => AddressKind::Public,
            Some("random") => AddressKind::Random,
            Some(_) => return Err(LineFault::AddressType),
        };
        let address = self.address.as_deref().map(str::parse::<Address>).transpose();
        Ok(address
            .map_err(|_| LineFault::Address)?
            .map(|address| address.with_kind(kind)))
    }

    fn rssi(&self) -> Result<Option<i8>, LineFault> {
        let rssi = self
            .rssi
            .map(i8::try_from)
            .transpose()
            .map_err(|_| LineFault::Rssi)?;
        Ok(rssi.filter(|rssi| *rssi != POWER_UNKNOWN))
    }
}

impl Time {
    fn nanos(&self) -> Result<i64, LineFault> {
        match self {
            Self::Text(text) => text_nanos(text),
            Self::Seconds(number) => number_nanos(number),
        }
        .ok_or(LineFault::Time)
    }
}

fn text_nanos(text: &str) -> Option<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(time.unix_timestamp_nanos()).ok()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "a conversion that saturates; the ends are refused"
)]
fn number_nanos(seconds: &Number) -> Option<i64> {
    if let Some(seconds) = seconds.as_i64() {
        return seconds.checked_mul(1_000_000_000);
    }
    let nanos = seconds.as_f64()? * 1e9;
    let nanos = nanos as i64;
    (nanos != i64::MAX && nanos != i64::MIN).then_some(nanos)
}
