//! Dots, their names, and the front that nothing beats.

use std::fmt::Write;

use super::axis::{Axis, FRAME};
use super::label::{Rect, place};

/// One policy.
#[derive(Clone, Debug)]
pub(super) struct Dot {
    pub(super) name: &'static str,
    /// mAh a day.
    pub(super) energy: f64,
    /// 0 to 1.
    pub(super) share: f64,
    pub(super) ours: bool,
}

impl Dot {
    fn at(&self, axis: &Axis) -> (f64, f64) {
        (axis.x(self.energy), Axis::y(self.share))
    }

    fn is_beaten_by(&self, other: &Self) -> bool {
        let no_worse = other.energy <= self.energy && other.share >= self.share;
        no_worse && (other.energy < self.energy || other.share > self.share)
    }
}

/// A circle for ours, a square for others.
pub(super) fn mark(x: f64, y: f64, ours: bool) -> String {
    if ours {
        format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\" fill=\"#1f6feb\" stroke=\"#fff\"/>")
    } else {
        format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"11\" height=\"11\" fill=\"#e08a1e\" stroke=\"#fff\"/>",
            x - 5.5,
            y - 5.5
        )
    }
}

/// Steps through the dots that no other beats: along each step nothing better is known.
pub(super) fn front(svg: &mut String, axis: &Axis, dots: &[Dot]) {
    let mut best: Vec<&Dot> = unbeaten(dots);
    best.sort_by(|a, b| a.energy.total_cmp(&b.energy));
    let Some(first) = best.first() else {
        return;
    };
    let mut path = format!("M{:.1} {}", first.at(axis).0, FRAME.bottom);
    for dot in &best {
        let (x, y) = dot.at(axis);
        let _ = write!(path, "H{x:.1}V{y:.1}");
    }
    let _ = writeln!(
        svg,
        "<path d=\"{path}H{}\" stroke=\"#7a8794\" stroke-width=\"2\" fill=\"none\"/>",
        FRAME.right
    );
}

fn unbeaten(dots: &[Dot]) -> Vec<&Dot> {
    dots.iter().filter(|dot| !dots.iter().any(|other| dot.is_beaten_by(other))).collect()
}

/// Every dot with its name; `taken` is covered by other words.
pub(super) fn dots(svg: &mut String, axis: &Axis, dots: &[Dot], mut taken: Vec<Rect>) {
    taken.extend(dots.iter().map(|dot| dot.at(axis)).map(|(x, y)| Rect::of_dot(x, y)));
    for dot in dots {
        let (x, y) = dot.at(axis);
        let placed = place(dot.name, (x, y), &mut taken);
        if placed.far {
            let _ = writeln!(
                svg,
                "<path d=\"M{x:.1} {y:.1}L{:.1} {:.1}\" stroke=\"#9aa7b4\"/>",
                placed.x,
                placed.y - 4.5
            );
        }
        let weight = if dot.ours { "600" } else { "400" };
        let _ = writeln!(
            svg,
            "{}<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"12\" font-weight=\"{weight}\" fill=\"#1b2733\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
            mark(x, y, dot.ours),
            placed.x,
            placed.y,
            dot.name
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_holds_what_nothing_beats() {
        let dot = |name, energy, share| Dot { name, energy, share, ours: true };
        let dots = [
            dot("a", 1.0, 0.1),
            dot("b", 2.0, 0.5),
            dot("beaten", 3.0, 0.4),
            dot("c", 4.0, 0.6),
            dot("twin", 4.0, 0.6),
        ];
        let names: Vec<&str> = unbeaten(&dots).into_iter().map(|dot| dot.name).collect();
        assert_eq!(names, ["a", "b", "c", "twin"]);
    }
}
