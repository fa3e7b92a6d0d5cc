//! An SVG map: metres become units of the picture, north is up.

use std::fmt::Write;

use super::template::escape;
use crate::geo::Place;

/// What the map shows: a rectangle of ground, drawn so many units wide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// South-western corner.
    pub(crate) origin: Place,
    /// The latitude whose degrees of longitude are drawn true.
    pub(crate) level: f64,
    /// Metres to the east.
    pub(crate) width_m: f64,
    /// Metres to the north.
    pub(crate) height_m: f64,
    /// Units across the picture.
    pub(crate) width: f64,
}

impl Frame {
    /// Holds all places with a margin, wider around a wide area, at least `least_m` metres each way and in a shape
    /// that suits a screen; `None` without places.
    pub(crate) fn around(places: &[Place], margin_m: f64, least_m: f64, width: f64) -> Option<Self> {
        let centre = Place {
            lat: Span::of(places.iter().map(|place| place.lat)).middle().clamp(-MOST_POLAR, MOST_POLAR),
            lon: places.first()?.lon,
        };
        let offsets = || {
            let near = |place: &Place| place.lon_from(centre.lon - 180.0);
            places.iter().map(move |place| near(place).offset_from(centre))
        };
        let easts = Span::of(offsets().map(|(east, _)| east)).with_margin(margin_m);
        let norths = Span::of(offsets().map(|(_, north)| north)).with_margin(margin_m);
        let easts = easts.at_least(least_m.max(norths.length() / TALLEST));
        let norths = norths.at_least(easts.length() * FLATTEST);
        Some(Self {
            origin: centre.moved(easts.from, norths.from),
            level: centre.lat,
            width_m: easts.length(),
            height_m: norths.length(),
            width,
        })
    }

    /// Units a metre.
    pub(crate) fn scale(&self) -> f64 {
        self.width / self.width_m
    }

    /// Units from top to bottom.
    pub(crate) fn height(&self) -> f64 {
        self.height_m * self.scale()
    }

    /// Where a place lies in the picture: units from the left, units from the top.
    pub(crate) fn at(&self, place: Place) -> (f64, f64) {
        let corner = Place { lat: self.level, ..self.origin };
        let (east, _) = place.lon_from(corner.lon - 90.0).offset_from(corner);
        let (_, north) = place.offset_from(self.origin);
        (east * self.scale(), (self.height_m - north) * self.scale())
    }
}

/// Heights of a picture for its width.
const TALLEST: f64 = 0.62;
const FLATTEST: f64 = 0.42;

/// Share of a wide area that its margin is.
const MARGIN: f64 = 0.06;
/// Beyond this latitude a degree of longitude is too short to draw by, degrees.
const MOST_POLAR: f64 = 85.0;

/// From here to there.
#[derive(Clone, Copy)]
struct Span {
    from: f64,
    to: f64,
}

impl Span {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let empty = Self { from: f64::MAX, to: f64::MIN };
        values.fold(empty, |span, v| Self { from: span.from.min(v), to: span.to.max(v) })
    }

    const fn length(self) -> f64 {
        self.to - self.from
    }

    const fn widened(self, by: f64) -> Self {
        Self { from: self.from - by, to: self.to + by }
    }

    const fn middle(self) -> f64 {
        self.from.midpoint(self.to)
    }

    const fn with_margin(self, least: f64) -> Self {
        self.widened(least.max(self.length() * MARGIN))
    }

    const fn at_least(self, length: f64) -> Self {
        let lack = (length - self.length()).max(0.0);
        self.widened(lack / 2.0)
    }
}

/// Draws shapes one over the other. Looks come from the classes of the style sheet.
pub(crate) struct Canvas {
    frame: Frame,
    shapes: String,
}

impl Canvas {
    /// Empty.
    pub(crate) const fn new(frame: Frame) -> Self {
        Self { frame, shapes: String::new() }
    }

    /// The whole rectangle.
    pub(crate) fn ground(&mut self) {
        let (width, height) = (self.frame.width, self.frame.height());
        self.push(format_args!("<rect class=\"ground\" width=\"{width:.0}\" height=\"{height:.0}\"/>"));
    }

    /// Lines every so many metres, a round number.
    pub(crate) fn grid(&mut self) {
        let step = round_length(self.frame.width_m / 8.0) * self.frame.scale();
        let (width, height) = (self.frame.width, self.frame.height());
        let mut lines = String::new();
        let mut at = step;
        while at < width.max(height) {
            // Writing into a string does not fail.
            let _ = write!(lines, "M{at:.1} 0V{height:.1}M0 {:.1}H{width:.1}", height - at);
            at += step;
        }
        self.push(format_args!("<path class=\"grid\" d=\"{lines}\"/>"));
    }

    /// A line through places.
    pub(crate) fn line(&mut self, class: &str, places: &[Place]) {
        self.push(format_args!("<polyline class=\"{class}\" points=\"{}\"/>", self.points(places)));
    }

    /// A closed shape.
    pub(crate) fn area(&mut self, class: &str, places: &[Place]) {
        self.push(format_args!("<polygon class=\"{class}\" points=\"{}\"/>", self.points(places)));
    }

    /// A circle of so many metres around a place; its title shows when pointed at.
    pub(crate) fn circle(&mut self, class: &str, place: Place, radius_m: f64, title: &str) {
        self.dot(class, place, radius_m * self.frame.scale(), title);
    }

    /// A circle of so many units.
    pub(crate) fn dot(&mut self, class: &str, place: Place, radius: f64, title: &str) {
        let (x, y) = self.frame.at(place);
        let title = escape(title);
        self.push(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\"><title>{title}</title></circle>"
        ));
    }

    /// Text beside a place, so many units to its right and down; to its left near the right edge.
    pub(crate) fn text(&mut self, class: &str, place: Place, shift: (f64, f64), text: &str) {
        let (x, y) = self.frame.at(place);
        let near_edge = x > self.frame.width * 0.82;
        let (x, anchor) = if near_edge { (x - shift.0, "end") } else { (x + shift.0, "start") };
        let (y, text) = (y + shift.1, escape(text));
        self.push(format_args!(
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
        ));
    }

    /// Text turned by degrees around a place, clockwise.
    pub(crate) fn turned_text(&mut self, class: &str, place: Place, degrees: f64, text: &str) {
        let (x, y) = self.frame.at(place);
        let text = escape(text);
        self.push(format_args!(
            "<text class=\"{class}\" transform=\"translate({x:.1} {y:.1}) rotate({degrees:.1})\">{text}</text>"
        ));
    }

    /// A bar of a round length, lower left.
    pub(crate) fn scale_bar(&mut self) {
        let metres = round_length(self.frame.width_m / 5.0);
        let (length, y) = (metres * self.frame.scale(), self.frame.height() - 16.0);
        let end = 16.0 + length;
        let label = if metres >= 1000.0 { format!("{} km", metres / 1000.0) } else { format!("{metres} m") };
        self.push(format_args!(
            "<path class=\"scale\" d=\"M16 {:.1}V{y:.1}H{end:.1}V{:.1}\"/><text class=\"scale-text\" x=\"22\" y=\"{:.1}\">{label}</text>",
            y - 6.0, y - 6.0, y - 6.0
        ));
    }

    /// The picture.
    pub(crate) fn finish(self, label: &str) -> String {
        let (width, height, label) = (self.frame.width, self.frame.height(), escape(label));
        format!(
            "<svg class=\"map\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{label}\">{}</svg>",
            self.shapes
        )
    }

    fn points(&self, places: &[Place]) -> String {
        let mut points = String::new();
        for place in places {
            let (x, y) = self.frame.at(*place);
            // Writing into a string does not fail.
            let _ = write!(points, "{x:.1},{y:.1} ");
        }
        points.trim_end().to_owned()
    }

    fn push(&mut self, shape: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.shapes, "{shape}");
    }
}

/// The greatest of 1, 2 and 5 times a power of ten that is not above `metres`.
fn round_length(metres: f64) -> f64 {
    let power = 10_f64.powf(metres.max(1.0).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|n| n * power).find(|length| *length <= metres).unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_holds_its_places() {
        let a = Place { lat: 44.2, lon: -28.5 };
        let b = a.moved(400.0, 200.0);
        let frame = Frame::around(&[a, b], 50.0, 100.0, 500.0).unwrap();
        assert!((frame.width_m - 500.0).abs() < 0.5 && (frame.height_m - 300.0).abs() < 0.5);
        let (x, y) = frame.at(b);
        assert!((x - 450.0).abs() < 0.5 && (y - 50.0).abs() < 0.5);
        assert!(Frame::around(&[], 1.0, 1.0, 1.0).is_none());
    }

    #[test]
    fn a_frame_suits_a_screen() {
        let a = Place { lat: 0.0, lon: 0.0 };
        for (east, north) in [(0.0, 0.0), (0.0, 5_000.0), (5_000.0, 0.0), (30.0, 10.0)] {
            let frame = Frame::around(&[a, a.moved(east, north)], 10.0, 300.0, 600.0).unwrap();
            let shape = frame.height_m / frame.width_m;
            assert!((0.419..=0.621).contains(&shape) && frame.width_m >= 299.9, "{east} {north}: {shape}");
        }
    }

    #[test]
    fn places_far_apart_and_at_the_edges_of_the_chart_are_inside() {
        let place = |lat, lon| Place { lat, lon };
        for places in [
            [place(51.5, -0.15), place(-33.5, 151.0)],
            [place(-16.5, 179.999), place(-16.501, -179.999)],
            [place(90.0, 0.0), place(89.999, 90.0)],
            [place(-90.0, 10.0), place(-90.0, 10.0)],
            [place(0.0, -120.0), place(0.0, 50.0)],
        ] {
            let frame = Frame::around(&places, 80.0, 400.0, 1000.0).unwrap();
            for (x, y) in places.map(|place| frame.at(place)) {
                let inside = x > 40.0 && x < 960.0 && y > 15.0 && y < frame.height() - 15.0;
                assert!(inside, "{places:?}: {x} {y} of {}", frame.height());
            }
        }
        let strait = [place(-16.5, 179.999), place(-16.501, -179.999)];
        assert!(Frame::around(&strait, 80.0, 400.0, 1000.0).unwrap().width_m < 500.0);
    }

    #[test]
    fn bars_have_round_lengths() {
        assert_eq!([round_length(199.0), round_length(60.0), round_length(1000.0)], [100.0, 50.0, 1000.0]);
    }
}
