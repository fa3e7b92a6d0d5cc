//! Which columns fit, and how wide they are.

use std::fmt::{Display, Write};

use crate::output::style::Palette;

/// The columns before the details, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Number,
    Time,
    Address,
    Rssi,
    Range,
    Sender,
    State,
    Age,
}

/// Field, heading, width in characters.
const ALL: [(Field, &str, usize); 8] = [
    (Field::Number, "n", 7),
    (Field::Time, "time (UTC)", 12),
    (Field::Address, "address", 17),
    (Field::Rssi, "dBm", 4),
    (Field::Range, "range", 8),
    (Field::Sender, "advert", 21),
    (Field::State, "state", 10),
    (Field::Age, "age", 6),
];
/// Which go first on a narrow terminal: each where fewer characters than this are left for the details.
const LEAST_NEEDED: [(Field, usize); 5] =
    [(Field::Number, 30), (Field::Age, 24), (Field::Rssi, 18), (Field::Time, 14), (Field::Range, 14)];
const GAP: usize = 2;

/// The columns that are shown.
pub(super) struct Columns {
    shown: Vec<(Field, &'static str, usize)>,
    width: Option<usize>,
}

impl Columns {
    /// As many as fit into `width` characters; all where lines may be of any length.
    pub(super) fn within(width: Option<usize>) -> Self {
        let mut columns = Self { shown: ALL.to_vec(), width };
        for (field, least) in LEAST_NEEDED {
            if columns.room().is_some_and(|room| room < least) {
                columns.shown.retain(|(shown, _, _)| *shown != field);
            }
        }
        columns
    }

    /// Characters that are left for the details.
    pub(super) fn room(&self) -> Option<usize> {
        let taken: usize = self.shown.iter().map(|(_, _, width)| width + GAP).sum();
        self.width.map(|width| width.saturating_sub(taken))
    }

    pub(super) fn write_heading(&self, palette: Palette, out: &mut String) {
        let mut heading = String::new();
        for (field, name, _) in &self.shown {
            self.write(*field, name, &mut heading);
        }
        heading.push_str("details");
        // Writing into a string does not fail.
        let _ = writeln!(out, "{}", palette.faint(heading));
    }

    pub(super) fn write(&self, field: Field, text: &str, out: &mut String) {
        self.write_styled(field, &text, out);
    }

    /// Numbers stand to the right, words to the left.
    pub(super) fn write_styled(&self, field: Field, text: &dyn Display, out: &mut String) {
        let Some((_, _, width)) = self.shown.iter().find(|(shown, _, _)| *shown == field) else {
            return;
        };
        let _ = match field {
            Field::Number | Field::Rssi | Field::Range | Field::Age => write!(out, "{text:>width$}  "),
            _ => write!(out, "{text:<width$}  "),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_go_until_the_details_have_room() {
        assert_eq!(Columns::within(None).shown.len(), ALL.len());
        for width in [40, 80, 100, 120, 200] {
            let columns = Columns::within(Some(width));
            let fields: Vec<Field> = columns.shown.iter().map(|(field, _, _)| *field).collect();
            assert!(fields.contains(&Field::Sender) && fields.contains(&Field::State), "{width}");
            assert!(width < 80 || columns.room().unwrap() >= 14, "{width}");
            assert_eq!(width >= 80, fields.contains(&Field::Range), "{width}");
        }
        assert_eq!(Columns::within(Some(200)).shown.len(), ALL.len());
    }
}
