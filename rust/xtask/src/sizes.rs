//! tests/perf/size.toml: what an artefact may weigh, and why it came to weigh that.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;

use crate::paths;
use crate::run::Done;

const FILE: &str = "tests/perf/size.toml";

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sizes {
    /// Bytes by which an artefact may differ from its last size.
    tolerance: u64,
    artefacts: BTreeMap<String, Artefact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Artefact {
    what: String,
    measured_by: String,
    /// Bytes that it may never exceed.
    limit: Option<u64>,
    /// In the order of time; the last one holds.
    sizes: Vec<Size>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    date: toml::value::Datetime,
    bytes: u64,
    reason: String,
}

/// Prints what the artefact of a row weighs and fails where the row does not allow it.
pub(crate) fn hold(row: &str, bytes: u64) -> Done {
    let text = fs::read_to_string(paths::root().join(FILE)).map_err(|e| format!("{FILE}: {e}"))?;
    let line = Sizes::parse(&text)?.hold(row, bytes)?;
    eprintln!("   {line}");
    Ok(())
}

impl Sizes {
    fn parse(text: &str) -> Result<Self, String> {
        let sizes: Self = toml::from_str(text).map_err(|e| format!("{FILE}: {e}"))?;
        for (name, artefact) in &sizes.artefacts {
            artefact.check().map_err(|reason| format!("{FILE}: {name}: {reason}"))?;
        }
        Ok(sizes)
    }

    /// What there is to say about an artefact of so many bytes; an error says what is to be done.
    fn hold(&self, row: &str, bytes: u64) -> Result<String, String> {
        let artefact = self.artefacts.get(row).ok_or_else(|| format!("{FILE}: no row '{row}'"))?;
        let (Some(last), Some(limit)) = (artefact.sizes.last(), artefact.limit) else {
            return Err(format!(
                "{row}: {bytes} bytes, the first size: give it a limit and a line in {FILE}"
            ));
        };
        if bytes > limit {
            return Err(format!("{row}: {bytes} bytes, limit {limit}"));
        }
        if bytes.abs_diff(last.bytes) > self.tolerance {
            let was = last.bytes;
            return Err(format!("{row}: {bytes} bytes after {was}: add a line with the reason to {FILE}"));
        }
        Ok(format!("{}: {bytes} bytes of {limit}", artefact.what))
    }
}

impl Artefact {
    fn check(&self) -> Result<(), String> {
        if self.what.trim().is_empty() || self.measured_by.trim().is_empty() {
            return Err("it says not what it is, or not what measures it".to_owned());
        }
        self.sizes.iter().try_for_each(Size::check)?;
        if self.sizes.windows(2).any(|pair| matches!(pair, [a, b] if a.date.date > b.date.date)) {
            return Err("its sizes are not in the order of time".to_owned());
        }
        match (self.sizes.last(), self.limit) {
            (Some(_), None) => Err("it has sizes and no limit".to_owned()),
            (Some(last), Some(limit)) if last.bytes > limit => {
                Err("its last size is above its limit".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl Size {
    fn check(&self) -> Result<(), String> {
        let Self { date, bytes, reason } = self;
        match () {
            () if reason.trim().len() < 10 => Err(format!("{bytes} bytes without a reason")),
            () if *bytes == 0 => Err("a size of nothing".to_owned()),
            () if date.date.is_none() || date.time.is_some() => Err(format!("{date} is no day")),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(row: &str) -> String {
        format!("tolerance = 100\n[artefacts.x]\nwhat = \"a library\"\nmeasured_by = \"a gate\"\n{row}\n")
    }

    fn grown() -> Sizes {
        let sizes = [
            r#"{ date = 2026-11-21, bytes = 9_000, reason = "everything at first" }"#,
            r#"{ date = 2026-11-22, bytes = 5_000, reason = "half of it was not needed" }"#,
        ];
        Sizes::parse(&table(&format!("limit = 5_050\nsizes = [{}]", sizes.join(", ")))).unwrap()
    }

    #[test]
    fn the_checked_in_table_is_one() {
        let text = fs::read_to_string(paths::root().join(FILE)).unwrap();
        let sizes = Sizes::parse(&text).unwrap();
        assert!(sizes.artefacts.contains_key("host_library"));
        assert_eq!(sizes.artefacts["host_library"].limit, Some(3_000_000));
    }

    #[test]
    fn a_size_near_the_last_one_needs_no_line() {
        assert_eq!(grown().hold("x", 4_900).unwrap(), "a library: 4900 bytes of 5050");
        assert!(grown().hold("x", 5_050).is_ok());
    }

    #[test]
    fn above_the_limit_is_refused_even_within_the_tolerance() {
        assert_eq!(grown().hold("x", 5_051).unwrap_err(), "x: 5051 bytes, limit 5050");
    }

    #[test]
    fn a_move_either_way_asks_for_a_line_with_its_reason() {
        let less = grown().hold("x", 4_899).unwrap_err();
        assert!(less.starts_with("x: 4899 bytes after 5000: add a line"), "{less}");
        let mut roomy = grown();
        roomy.artefacts.get_mut("x").unwrap().limit = Some(10_000);
        assert!(roomy.hold("x", 5_101).is_err());
        assert!(roomy.hold("x", 5_100).is_ok());
    }

    #[test]
    fn a_row_that_was_never_measured_asks_for_its_first_line() {
        let waiting = Sizes::parse(&table("sizes = []")).unwrap();
        assert!(waiting.hold("x", 1).unwrap_err().contains("the first size"));
        assert_eq!(waiting.hold("y", 1).unwrap_err(), "tests/perf/size.toml: no row 'y'");
    }

    #[test]
    fn bad_tables_are_refused_by_name() {
        let refused = |row: &str| Sizes::parse(&table(row)).err().unwrap_or_else(|| panic!("taken: {row}"));
        let one = |size: &str| format!("limit = 9\nsizes = [{{ {size} }}]");
        let good = r#"date = 2026-11-21, bytes = 9, reason = "everything at first""#;
        assert!(Sizes::parse(&table(&one(good))).is_ok());
        let reason = |row: &str| refused(row).replace("tests/perf/size.toml: x: ", "");
        assert_eq!(reason(&one(&good.replace("everything at first", " "))), "9 bytes without a reason");
        assert_eq!(reason(&one(&good.replace("bytes = 9", "bytes = 0"))), "a size of nothing");
        assert_eq!(reason(&one(&good.replace("-21", "-21T08:00:00"))), "2026-11-21T08:00:00 is no day");
        assert_eq!(reason(&format!("sizes = [{{ {good} }}]")), "it has sizes and no limit");
        assert_eq!(reason(&format!("limit = 8\nsizes = [{{ {good} }}]")), "its last size is above its limit");
        let earlier = good.replace("-21", "-20");
        let turned = format!("limit = 9\nsizes = [{{ {good} }}, {{ {earlier} }}]");
        assert_eq!(reason(&turned), "its sizes are not in the order of time");
        for not_a_row in ["", "sizes = 1", "limit = -1\nsizes = []", "sizes = []\nlimits = 1"] {
            assert!(refused(not_a_row).contains("size.toml"), "{not_a_row}");
        }
        assert!(refused(&one("bytes = 9, reason = \"everything at first\"")).contains("date"));
    }
}
