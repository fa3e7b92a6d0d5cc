//! JSON lines: one advert a line (docs/cli.md, `decode`).

use alloc::string::String;
use alloc::vec::Vec;

use serde::Deserialize;
use serde_json::{Number, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use zeroize::Zeroizing;

use super::container::Step;
use super::input::Input;
use super::{CaptureItem, LineFault, MAX_RECORD, RecordFault};
use crate::advert::mibeacon::BindKey;
use crate::report::POWER_UNKNOWN;
use crate::{Address, AddressKind};

/// What some editors put before the first line: the byte order mark of UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads lines. Blank ones are no records.
#[derive(Default)]
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
        let line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        match read_line(line) {
            // The last line ends in the middle of its object: the input is cut.
            Err(Fault::Unfinished(_)) if !whole => Step::More,
            read => {
                let _ = input.take(length);
                read.map_or_else(|fault| Step::Malformed(RecordFault::Line(fault.line())), Step::Advert)
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

/// The fields that are read; others are ignored. Those that may be left out may also be null, and a value of
/// the wrong type is that field's fault.
#[derive(Deserialize)]
struct Line {
    adv: String,
    address: Option<Value>,
    address_type: Option<Value>,
    rssi: Option<Value>,
    time: Option<Value>,
    bindkey: Option<Value>,
}

fn read_line(line: &[u8]) -> Result<CaptureItem, Fault> {
    let mut line: Line = serde_json::from_slice(line).map_err(|error| {
        let column = error.column();
        if error.is_eof() { Fault::Unfinished(column) } else { Fault::Line(LineFault::Json(column)) }
    })?;
    line.item().map_err(Fault::Line)
}

impl Line {
    fn item(&mut self) -> Result<CaptureItem, LineFault> {
        Ok(CaptureItem {
            n: 0,
            part: None,
            time: self.time.as_ref().map(nanos).transpose()?,
            address: self.address()?,
            rssi: self.rssi()?,
            tx_power: None,
            extended_pdu: false,
            bind_key: self.bind_key()?,
            data: self.data()?,
        })
    }

    fn data(&self) -> Result<Vec<u8>, LineFault> {
        hex::decode(&self.adv).map_err(|_| LineFault::Advert)
    }

    fn address(&self) -> Result<Option<Address>, LineFault> {
        let kind = self.address_kind()?;
        let Some(address) = &self.address else {
            return Ok(None);
        };
        let address = address.as_str().and_then(|text| text.parse::<Address>().ok());
        address.map(|address| Some(address.with_kind(kind))).ok_or(LineFault::Address)
    }

    fn address_kind(&self) -> Result<AddressKind, LineFault> {
        match self.address_type.as_ref().map(Value::as_str) {
            None => Ok(AddressKind::Unknown),
            Some(Some("public")) => Ok(AddressKind::Public),
            Some(Some("random")) => Ok(AddressKind::Random),
            Some(_) => Err(LineFault::AddressType),
        }
    }

    fn rssi(&self) -> Result<Option<i8>, LineFault> {
        let rssi = self.rssi.as_ref().map(|value| power(value).ok_or(LineFault::Rssi));
        Ok(rssi.transpose()?.filter(|rssi| *rssi != POWER_UNKNOWN))
    }

    /// Takes the text out of the line, to zero it.
    fn bind_key(&mut self) -> Result<Option<BindKey>, LineFault> {
        let text = match self.bindkey.take() {
            None => return Ok(None),
            Some(Value::String(text)) => Zeroizing::new(text),
            Some(_) => return Err(LineFault::BindKey),
        };
        let bytes = hex::decode(text.as_str()).map(Zeroizing::new).map_err(|_| LineFault::BindKey)?;
        BindKey::from_slice(&bytes).map(Some).ok_or(LineFault::BindKey)
    }
}

/// Whole dBm; some programs write them with a decimal point.
fn power(value: &Value) -> Option<i8> {
    if let Some(whole) = value.as_i64() {
        return i8::try_from(whole).ok();
    }
    let number = value.as_f64()?;
    (i8::MIN..=i8::MAX).find(|power| f64::from(*power) == number)
}

/// Nanoseconds since the Unix epoch.
fn nanos(time: &Value) -> Result<i64, LineFault> {
    match time {
        Value::String(text) => text_nanos(text),
        Value::Number(number) => number_nanos(number),
        _ => None,
    }
    .ok_or(LineFault::Time)
}

/// RFC 3339, or Unix seconds in text.
fn text_nanos(text: &str) -> Option<i64> {
    if let Ok(time) = OffsetDateTime::parse(text, &Rfc3339) {
        return i64::try_from(time.unix_timestamp_nanos()).ok();
    }
    number_nanos(&text.parse().ok()?)
}

/// A number with a fraction is good to microseconds: it holds no more digits of a present time.
#[allow(clippy::cast_possible_truncation, reason = "a conversion that saturates; the ends are refused")]
fn number_nanos(seconds: &Number) -> Option<i64> {
    if let Some(seconds) = seconds.as_i64() {
        return seconds.checked_mul(1_000_000_000);
    }
    let micros = seconds.as_f64()? * 1e6;
    let half = if micros < 0.0 { -0.5 } else { 0.5 };
    let micros = (micros + half) as i64;
    micros.checked_mul(1000)
}
