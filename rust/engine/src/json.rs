//! JSON as this crate writes it: texts, whole numbers, degrees, lists and objects. No floating point: nothing else in the
//! library prints any, and its tables are larger than all of this.

use core::fmt::Write;

/// An object that is being written.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    first: bool,
}

/// An object as a text.
pub(crate) fn document(write: impl FnOnce(&mut Object<'_>)) -> String {
    let mut out = String::new();
    braced(&mut out, write);
    out
}

fn braced(out: &mut String, write: impl FnOnce(&mut Object<'_>)) {
    out.push('{');
    write(&mut Object { out, first: true });
    out.push('}');
}

impl Object<'_> {
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        quoted(self.out, value);
    }

    pub(crate) fn number(&mut self, name: &str, value: i64) {
        self.raw(name, &value);
    }

    pub(crate) fn count(&mut self, name: &str, value: u64) {
        self.raw(name, &value);
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) {
        self.raw(name, &value);
    }

    /// `null` where there is none.
    pub(crate) fn optional(&mut self, name: &str, value: Option<i64>) {
        match value {
            Some(value) => self.number(name, value),
            None => self.raw(name, &"null"),
        }
    }

    /// Degrees with seven decimals, which is a centimetre.
    pub(crate) fn degrees(&mut self, name: &str, value: f64) {
        let text = degrees(value);
        self.raw(name, &text);
    }

    pub(crate) fn object(&mut self, name: &str, write: impl FnOnce(&mut Object<'_>)) {
        self.name(name);
        braced(self.out, write);
    }

    /// A list of objects.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Object<'_>, T),
    ) {
        self.name(name);
        self.out.push('[');
        for (at, item) in items.into_iter().enumerate() {
            self.out.push_str(if at == 0 { "\n" } else { ",\n" });
            braced(self.out, |object| write(object, item));
        }
        self.out.push(']');
    }

    /// A value that prints as JSON.
    fn raw(&mut self, name: &str, value: &dyn core::fmt::Display) {
        self.name(name);
        let _ = write!(self.out, "{value}");
    }

    fn name(&mut self, name: &str) {
        if !core::mem::replace(&mut self.first, false) {
            self.out.push(',');
        }
        quoted(self.out, name);
        self.out.push(':');
    }
}

/// Seven decimals; no place on earth is out of range.
pub(crate) fn degrees(value: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "`as` holds at both ends")]
    let e7 = (value * 1e7).round() as i64;
    let sign = if e7 < 0 { "-" } else { "" };
    let e7 = e7.unsigned_abs();
    format!("{sign}{}.{:07}", e7 / 10_000_000, e7 % 10_000_000)
}

/// Whole metres.
#[allow(clippy::cast_possible_truncation, reason = "`as` holds at both ends")]
pub(crate) fn metres(value: f64) -> i64 {
    value.round() as i64
}

/// `<` too, so that a document may stand in a page.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '<' | '\0'..='\x1f' | '\x7f' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            _ => out.push(letter),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let text = document(|object| {
            object.text("quote \" and \\", "line\nbreak </script> é \u{1}");
            object.number("least", i64::MIN);
            object.count("most", u64::MAX);
            object.flag("yes", true);
            object.optional("none", None);
            object.object("inner", |inner| inner.degrees("lat", -0.000_000_12));
            object.list("list", [1, 2], |item, n| item.number("n", n));
        });
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["quote \" and \\"], "line\nbreak </script> é \u{1}");
        assert_eq!((read["least"].as_i64(), read["most"].as_u64()), (Some(i64::MIN), Some(u64::MAX)));
        assert_eq!(read["inner"]["lat"].as_f64(), Some(-0.000_000_1));
        assert_eq!(read["list"][1]["n"], 2);
        assert!(read["none"].is_null() && !text.contains("</"));
    }

    #[test]
    fn degrees_have_seven_decimals() {
        assert_eq!(degrees(48.123_456_78), "48.1234568");
        assert_eq!(degrees(-179.5), "-179.5000000");
        assert_eq!(degrees(f64::NAN), "0.0000000");
    }
}
