//! Small tables: every column as wide as its widest cell.

use super::style::Palette;
use super::terminal::fit;

/// To which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Headings, and rows that have as many cells.
pub(crate) struct Table {
    headings: Vec<(&'static str, Side)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Without rows.
    pub(crate) fn new(headings: &[(&'static str, Side)]) -> Self {
        Self { headings: headings.to_vec(), rows: Vec::new() }
    }

    /// One more row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Lines of at most `width` characters.
    pub(crate) fn lines(&self, palette: Palette, width: Option<usize>) -> Vec<String> {
        let heading: Vec<String> = self.headings.iter().map(|(name, _)| (*name).to_owned()).collect();
        let widths: Vec<usize> = (0..heading.len()).map(|column| self.width(column)).collect();
        let line = |cells: &[String]| {
            let line = self.line(cells, &widths);
            width.map_or_else(|| line.clone(), |width| fit(&line, width).into_owned())
        };
        let rows = self.rows.iter().map(|row| line(row));
        std::iter::once(palette.faint(line(&heading)).to_string()).chain(rows).collect()
    }

    fn width(&self, column: usize) -> usize {
        let heading = self.headings.get(column).map_or(0, |(name, _)| name.chars().count());
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.fold(heading, usize::max)
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let cells =
            cells.iter().zip(widths).zip(&self.headings).map(|((cell, width), (_, side))| match side {
                Side::Left => format!("{cell:<width$}"),
                Side::Right => format!("{cell:>width$}"),
            });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(&[("name", Side::Left), ("n", Side::Right), ("more", Side::Left)]);
        table.push(vec!["é".to_owned(), "12 345".to_owned(), String::new()]);
        table.push(vec!["eddystone".to_owned(), "1".to_owned(), "x".to_owned()]);
        let palette = Palette::new(false);
        let whole = ["name            n  more", "é          12 345", "eddystone       1  x"];
        assert_eq!(table.lines(palette, None), whole);
        assert_eq!(table.lines(palette, Some(12))[2], "eddystone  …");
    }
}
