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

    /// Lines of at most `width` characters. A column without a single cell is left out.
    pub(crate) fn lines(&self, palette: Palette, width: Option<usize>) -> Vec<String> {
        let heading: Vec<String> = self.headings.iter().map(|(name, _)| (*name).to_owned()).collect();
        let line = |cells: &[String]| {
            let line = self.line(cells);
            width.map_or_else(|| line.clone(), |width| fit(&line, width).into_owned())
        };
        let rows = self.rows.iter().map(|row| line(row));
        std::iter::once(palette.faint(line(&heading)).to_string()).chain(rows).collect()
    }

    /// `None` for a column whose cells are all empty.
    fn width(&self, column: usize) -> Option<usize> {
        let heading = self.headings.get(column).map_or(0, |(name, _)| name.chars().count());
        let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        let widest = cells.max().filter(|widest| *widest > 0)?;
        Some(widest.max(heading))
    }

    fn line(&self, cells: &[String]) -> String {
        let columns = cells.iter().zip(&self.headings).enumerate();
        let cells = columns.filter_map(|(column, (cell, (_, side)))| {
            let width = self.width(column)?;
            Some(match side {
                Side::Left => format!("{cell:<width$}"),
                Side::Right => format!("{cell:>width$}"),
            })
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_and_empty_ones_are_left_out() {
        let mut table = Table::new(&[
            ("name", Side::Left),
            ("n", Side::Right),
            ("nothing", Side::Right),
            ("more", Side::Left),
        ]);
        table.push(["é", "12 345", "", ""].map(str::to_owned).to_vec());
        table.push(["eddystone", "1", "", "x"].map(str::to_owned).to_vec());
        let palette = Palette::new(false);
        let whole = ["name            n  more", "é          12 345", "eddystone       1  x"];
        assert_eq!(table.lines(palette, None), whole);
        assert_eq!(table.lines(palette, Some(12))[2], "eddystone  …");
    }
}
