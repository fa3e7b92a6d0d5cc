//! The ratios as a bar chart.

use std::fmt::Write;

use super::Row;

const LEFT: f64 = 250.0;
const WIDTH: f64 = 500.0;
const ROW: f64 = 46.0;
const TOP: f64 = 64.0;

/// An SVG: a bar for one core and one for all, on a logarithmic axis from 1 to the power of ten above the longest.
pub(super) fn draw(rows: &[Row]) -> String {
    let most = rows.iter().map(|row| row.ratio_all().max(row.ratio_one())).fold(10.0, f64::max);
    let decades = most.log10().ceil();
    let height = TOP + ROW * count(rows.len()) + 40.0;
    let mut svg = head(height);
    axis(&mut svg, decades, height);
    for (n, row) in rows.iter().enumerate() {
        bar(&mut svg, row, TOP + ROW * count(n), decades);
    }
    svg.push_str("</svg>\n");
    svg
}

fn head(height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 {height}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\">\n<rect width=\"860\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text x=\"16\" y=\"26\" font-size=\"17\" font-weight=\"600\" fill=\"#1b2733\">Operations a second, as a multiple of \
         today’s tool</text>\n<rect x=\"16\" y=\"38\" width=\"12\" height=\"12\" fill=\"#1f6feb\"/>\
         <text x=\"34\" y=\"49\" fill=\"#445\">one core</text>\n<rect x=\"110\" y=\"38\" width=\"12\" height=\"12\" \
         fill=\"#9cc3f7\"/><text x=\"128\" y=\"49\" fill=\"#445\">both cores (the tools use one)</text>\n"
    )
}

fn axis(svg: &mut String, decades: f64, height: f64) {
    let mut decade = 0.0;
    while decade <= decades {
        let x = LEFT + WIDTH * decade / decades;
        let _ = writeln!(
            svg,
            "<line x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{:.1}\" stroke=\"#d6dde5\"/><text x=\"{x:.1}\" \
             y=\"{:.1}\" text-anchor=\"middle\" fill=\"#667\">{}×</text>",
            height - 34.0,
            height - 16.0,
            10_f64.powf(decade)
        );
        decade += 1.0;
    }
}

fn bar(svg: &mut String, row: &Row, y: f64, decades: f64) {
    let length = |ratio: f64| (WIDTH * ratio.log10() / decades).max(1.0);
    let (one, all) = (row.ratio_one(), row.ratio_all());
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#1b2733\">{}</text><text x=\"{:.1}\" y=\"{:.1}\" \
         text-anchor=\"end\" font-size=\"11\" fill=\"#778\">against {}</text>",
        LEFT - 10.0,
        y + 16.0,
        row.title,
        LEFT - 10.0,
        y + 31.0,
        row.tool
    );
    let _ = writeln!(
        svg,
        "<rect x=\"{LEFT}\" y=\"{:.1}\" width=\"{:.1}\" height=\"13\" fill=\"#1f6feb\"/><rect x=\"{LEFT}\" y=\"{:.1}\" \
         width=\"{:.1}\" height=\"13\" fill=\"#9cc3f7\"/>",
        y + 6.0,
        length(one),
        y + 21.0,
        length(all)
    );
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"#1b2733\">{}× / {}×</text>",
        LEFT + length(one.max(all)) + 8.0,
        y + 25.0,
        short(one),
        short(all)
    );
}

fn short(ratio: f64) -> String {
    if ratio < 10.0 { format!("{ratio:.1}") } else { format!("{ratio:.0}") }
}

/// Rows are few.
fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}
