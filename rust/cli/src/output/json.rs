//! JSON written by hand, for lines that come by the million: no value is built, and the buffer is used again.

use std::fmt::Display;
use std::io::Write;

/// Lines of JSON, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct JsonBuffer {
    bytes: Vec<u8>,
}

impl JsonBuffer {
    /// What was written.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Empties it; it keeps its memory.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Begins an object, as a member's value, an element, or on a line of its own.
    pub(crate) fn open(&mut self) {
        self.separate();
        self.bytes.push(b'{');
    }

    /// Ends an object.
    pub(crate) fn close(&mut self) {
        self.bytes.push(b'}');
    }

    /// Begins a list.
    pub(crate) fn open_list(&mut self) {
        self.separate();
        self.bytes.push(b'[');
    }

    /// Ends a list.
    pub(crate) fn close_list(&mut self) {
        self.bytes.push(b']');
    }

    /// Ends the line.
    pub(crate) fn end_line(&mut self) {
        self.bytes.push(b'\n');
    }

    /// The name of the member whose value comes next, which needs no escape.
    #[inline]
    pub(crate) fn name(&mut self, name: &'static str) {
        self.word(name);
        self.bytes.push(b':');
    }

    /// A word of the program's own, which needs no escape.
    #[inline]
    pub(crate) fn word(&mut self, word: &'static str) {
        debug_assert!(!word.bytes().any(needs_escape), "{word:?}");
        self.separate();
        self.bytes.reserve(word.len() + 3);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(word.as_bytes());
        self.bytes.push(b'"');
    }

    /// Text.
    pub(crate) fn text(&mut self, text: &str) {
        self.separate();
        self.quoted(text);
    }

    /// A whole number.
    pub(crate) fn number(&mut self, number: impl Into<i64>) {
        let number: i64 = number.into();
        self.separate();
        if number < 0 {
            self.bytes.push(b'-');
        }
        self.digits(number.unsigned_abs());
    }

    /// A count.
    pub(crate) fn count(&mut self, count: u64) {
        self.separate();
        self.digits(count);
    }

    /// A number with a fraction; null for one that JSON cannot hold.
    pub(crate) fn decimal(&mut self, number: f64) {
        if !number.is_finite() {
            return self.null();
        }
        self.separate();
        // Writing into memory does not fail.
        let _ = write!(self.bytes, "{number:?}");
    }

    /// Yes or no.
    pub(crate) fn bool(&mut self, yes: bool) {
        self.separate();
        self.bytes.extend_from_slice(if yes { b"true" } else { b"false" });
    }

    /// Nothing known.
    pub(crate) fn null(&mut self) {
        self.separate();
        self.bytes.extend_from_slice(b"null");
    }

    /// Bytes, as lower-case hex.
    pub(crate) fn hex(&mut self, bytes: &[u8]) {
        self.separate();
        self.bytes.push(b'"');
        let begin = self.bytes.len();
        self.bytes.resize(begin + 2 * bytes.len(), 0);
        let places = self.bytes.get_mut(begin..).unwrap_or_default().as_chunks_mut::<2>().0;
        for (place, byte) in places.iter_mut().zip(bytes) {
            *place = hex_digits(*byte, b'a');
        }
        self.bytes.push(b'"');
    }

    /// Text that needs no escape: digits, letters and what stands between them in times and addresses.
    pub(crate) fn plain(&mut self, text: impl Display) {
        self.separate();
        // Writing into memory does not fail.
        let _ = write!(self.bytes, "\"{text}\"");
    }

    /// Text that needs no escape, written by `write`.
    pub(crate) fn plain_with(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.separate();
        self.bytes.push(b'"');
        write(&mut self.bytes);
        self.bytes.push(b'"');
    }

    fn separate(&mut self) {
        if !matches!(self.bytes.last(), None | Some(b'{' | b'[' | b':' | b'\n')) {
            self.bytes.push(b',');
        }
    }

    fn digits(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut length = 0;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
            length += 1;
            if number == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(digits.get(20 - length..).unwrap_or_default());
    }

    fn quoted(&mut self, text: &str) {
        self.bytes.push(b'"');
        if text.bytes().any(needs_escape) {
            text.bytes().for_each(|byte| self.escaped(byte));
        } else {
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.bytes.push(b'"');
    }

    fn escaped(&mut self, byte: u8) {
        match byte {
            b'"' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
            0..0x20 => {
                self.bytes.extend_from_slice(b"\\u00");
                self.bytes.extend_from_slice(&hex_digits(byte, b'a'));
            }
            _ => self.bytes.push(byte),
        }
    }
}

/// RFC 8259 §7: quotation mark, reverse solidus and control characters are escaped.
const fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Two hex digits; those above nine begin at `ten`, `a` or `A`.
pub(crate) const fn hex_digits(byte: u8, ten: u8) -> [u8; 2] {
    [hex_digit(byte >> 4, ten), hex_digit(byte & 15, ten)]
}

const fn hex_digit(value: u8, ten: u8) -> u8 {
    if value < 10 { b'0' + value } else { ten - 10 + value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn a_parser_reads_what_was_written() {
        let mut out = JsonBuffer::default();
        out.open();
        out.name("n");
        out.count(u64::MAX);
        out.name("m");
        out.number(i64::MIN);
        out.name("list");
        out.open_list();
        out.null();
        out.bool(true);
        out.open();
        out.close();
        out.decimal(-0.5);
        out.decimal(f64::NAN);
        out.number(0);
        out.close_list();
        out.name("hex");
        out.hex(&[0x0F, 0xA0]);
        out.name("quote");
        out.text("\"\\ \u{7} \n é");
        out.name("plain");
        out.plain(format_args!("{:02X}", 10));
        out.close();
        out.end_line();
        out.open();
        out.close();
        let text = std::str::from_utf8(out.bytes()).unwrap();
        let (first, second) = text.split_once('\n').unwrap();
        let expected = json!({"n": u64::MAX, "m": i64::MIN, "list": [null, true, {}, -0.5, null, 0],
            "hex": "0fa0", "quote": "\"\\ \u{7} \n é", "plain": "0A"});
        assert_eq!(serde_json::from_str::<Value>(first).unwrap(), expected);
        assert_eq!(second, "{}");
    }
}
