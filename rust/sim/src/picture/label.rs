//! Names beside dots, so that none lies on another.

use super::axis::FRAME;

/// Width of a letter and height of a line, about, at the size that names are written in.
const LETTER: f64 = 6.7;
const LINE: f64 = 14.0;

/// An upright rectangle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Rect {
    /// What a text covers that begins at this point of its baseline.
    pub(super) fn of_text(text: &str, x: f64, y: f64) -> Self {
        Self { x, y: y - LINE + 3.0, width: width(text), height: LINE }
    }

    /// What a dot covers.
    pub(super) const fn of_dot(x: f64, y: f64) -> Self {
        Self { x: x - 8.0, y: y - 8.0, width: 16.0, height: 16.0 }
    }

    fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.width
            && other.x < self.x + self.width
            && self.y < other.y + other.height
            && other.y < self.y + self.height
    }

    fn is_within_frame(&self) -> bool {
        self.x >= FRAME.left
            && self.x + self.width <= FRAME.right
            && self.y >= FRAME.top
            && self.y + self.height <= FRAME.bottom
    }
}

fn width(text: &str) -> f64 {
    LETTER * text.chars().count() as f64
}

/// A name and where its baseline begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) x: f64,
    pub(super) y: f64,
    /// So far away that a line must lead to it.
    pub(super) far: bool,
}

/// Finds a free place for the name of a dot, as near as there is one; `taken` grows by it.
pub(super) fn place(name: &str, dot: (f64, f64), taken: &mut Vec<Rect>) -> Placed {
    let wide = width(name);
    let around = |distance: f64| {
        let (x, y) = dot;
        let (right, left, middle) = (x + 11.0, x - 11.0 - wide, x - wide / 2.0);
        let (up, down) = (y - distance, y + distance);
        [(left, up), (right, up), (left, down), (right, down), (middle, up), (middle, down)]
    };
    // A little off the dot's own height, where lines may pass; then further and further.
    let steps = (0..24).map(|step| 12.0 + f64::from(step) * 8.0);
    let mut all = steps.flat_map(|distance| around(distance).map(|(x, y)| (x, y + 4.5, distance)));
    let free = |(x, y, _): &(f64, f64, f64)| {
        let rect = Rect::of_text(name, *x, *y);
        rect.is_within_frame() && !taken.iter().any(|other| other.meets(&rect))
    };
    let (x, y, distance) = all.find(free).unwrap_or((dot.0 + 11.0, dot.1 + 4.5, 0.0));
    taken.push(Rect::of_text(name, x, y));
    Placed { x, y, far: distance > 20.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_dots_on_one_heap_do_not_meet() {
        let dots: Vec<(f64, f64)> = (0..10).map(|n| (300.0 + f64::from(n), 300.0)).collect();
        let mut taken: Vec<Rect> = dots.iter().map(|(x, y)| Rect::of_dot(*x, *y)).collect();
        let placed: Vec<Rect> = dots
            .iter()
            .map(|dot| place("a_long_policy_name", *dot, &mut taken))
            .map(|at| Rect::of_text("a_long_policy_name", at.x, at.y))
            .collect();
        for (n, rect) in placed.iter().enumerate() {
            assert!(rect.is_within_frame() && placed[..n].iter().all(|other| !other.meets(rect)));
        }
    }
}
