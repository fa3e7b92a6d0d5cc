//! The table as a picture: what a policy reports against what it costs.

mod axis;
mod label;
mod plot;

use std::fmt::Write;

use crate::day::Row;
use crate::policy::Policy;
use axis::{Axis, FRAME, HEIGHT, WIDTH};
use label::Rect;
use plot::Dot;

/// One per cent of a battery of 5 000 mAh.
const BUDGET_MAH: f64 = 50.0;
/// Share of 60 s encounters that is to be reported.
const GOAL: f64 = 0.6;

/// An SVG of the rows: share of 60 s encounters reported against energy a day. A row without encounters is left out.
#[must_use]
pub fn draw(rows: &[Row], people: usize, seed: u64) -> String {
    let dots = dots(rows);
    let axis = Axis::of(dots.iter().map(|dot| dot.energy).chain([BUDGET_MAH]));
    let mut svg = head(people, seed);
    axis.draw(&mut svg);
    let taken = lines(&mut svg, &axis);
    plot::front(&mut svg, &axis, &dots);
    plot::dots(&mut svg, &axis, &dots, taken);
    legend(&mut svg);
    svg.push_str("</svg>\n");
    svg
}

fn dots(rows: &[Row]) -> Vec<Dot> {
    let dot = |row: &Row| {
        let ours = Policy::from_name(row.policy).is_some_and(Policy::is_ours);
        Some(Dot { name: row.policy, energy: row.energy_mah_per_day, share: row.reported_60s?, ours })
    };
    rows.iter().filter_map(dot).collect()
}

fn head(people: usize, seed: u64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"system-ui, sans-serif\" \
         font-size=\"13\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\" fill=\"#fff\" stroke=\"#d6dde5\"/>\n\
         <text x=\"20\" y=\"30\" font-size=\"18\" font-weight=\"600\" fill=\"#1b2733\">What a listening policy reports, and \
         what it costs</text>\n<text x=\"20\" y=\"50\" fill=\"#556\">One simulated day, {people} phones, seed {seed}; energy \
         by the platform model, with wake-ups, fixes and uploads</text>\n"
    )
}

/// Budget and goal; where their words stand.
fn lines(svg: &mut String, axis: &Axis) -> Vec<Rect> {
    let (budget, goal) = (axis.x(BUDGET_MAH), Axis::y(GOAL));
    let _ = writeln!(
        svg,
        "<path d=\"M{budget:.1} {:.1}V{:.1}M{:.1} {goal:.1}H{:.1}\" stroke=\"#b3261e\" stroke-dasharray=\"5 4\" fill=\"none\"/>",
        FRAME.top, FRAME.bottom, FRAME.left, FRAME.right
    );
    let words = [
        ("goal: 60 % reported", FRAME.left + 8.0, goal - 6.0),
        ("budget: 1 % of 5 000 mAh", budget + 6.0, FRAME.bottom - 8.0),
    ];
    for (text, x, y) in words {
        let _ =
            writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"12\" fill=\"#b3261e\">{text}</text>");
    }
    words.map(|(text, x, y)| Rect::of_text(text, x, y)).into()
}

fn legend(svg: &mut String) {
    let y = 74.0;
    let _ = writeln!(
        svg,
        "{}<text x=\"40\" y=\"{y}\" fill=\"#445\">ours</text>{}<text x=\"106\" y=\"{y}\" fill=\"#445\">published</text>\
         <path d=\"M186 {line}h24\" stroke=\"#7a8794\" stroke-width=\"2\"/><text x=\"216\" y=\"{y}\" fill=\"#445\">Pareto \
         front: nothing is both cheaper and better</text>",
        plot::mark(28.0, y - 4.5, true),
        plot::mark(94.0, y - 4.5, false),
        line = y - 4.5,
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::sample_row;

    fn rows() -> Vec<Row> {
        let figures =
            [(18.0, 0.71), (18.2, 0.70), (44.0, 0.85), (45.0, 0.85), (2.0, 0.1), (2.1, 0.1), (2.05, 0.1)];
        let named = Policy::ALL.into_iter().zip(figures);
        named.map(|(policy, (energy, share))| sample_row(policy.as_str(), energy, share)).collect()
    }

    #[test]
    fn every_policy_has_its_mark_and_its_name() {
        let svg = draw(&rows(), 100, 1);
        for row in rows() {
            assert_eq!(svg.matches(&format!(">{}</text>", row.policy)).count(), 1, "{}", row.policy);
        }
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n"));
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    #[test]
    fn a_row_without_encounters_is_left_out() {
        let row = Row { reported_60s: None, ..sample_row("background", 18.0, 0.7) };
        assert!(!draw(&[row], 100, 1).contains(">background</text>"));
    }
}
