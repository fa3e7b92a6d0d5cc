//! An SVG map: metres become units of the picture, north is up.

use std::fmt::Write;

use super::template::escape;
use crate::geo::Place;

/// What the map shows: a rectangle of ground, drawn so many units wide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// South-western corner.
    pub(crate) origin: Place,
    /// Metres to the east.
    pub(crate) width_m: f64,
    /// Metres to the north.
    pub(crate) height_m: f64,
    /// Units across the picture.
    pub(crate) width: f64,
}

impl Frame {
    /// Holds all places with a margin, at least `least_m` metres each way; `None` without places.
    pub(crate) fn around(places: &[Place], margin_m: f64, least_m: f64, width: f64) -> Option<Self> {
        let first = *places.first()?;
        let offsets = || places.iter().map(|place| place.offset_from(first));
        let (west, east) = ends(offsets().map(|(east, _)| east), margin_m, least_m);
        let (south, north) = ends(offsets().map(|(_, north)| north), margin_m, least_m);
        let origin = first.moved(west, south);
        Some(Self {
            origin,
            width_m: east - west,
            height_m: north - south,
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
        let (east, north) = place.offset_from(self.origin);
        (east * self.scale(), (self.height_m - north) * self.scale())
    }
}

/// Least and greatest, with a margin, spread to at least `least` around the middle.
fn ends(values: impl Iterator<Item = f64>, margin: f64, least: f64) -> (f64, f64) {
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let lack = ((least - (high - low + 2.0 * margin)) / 2.0).max(0.0);
    (low - margin - lack, high + margin + lack)
}

/// Draws shapes one over the other. Looks come from the classes of the style sheet.
pub(crate) struct Canvas {
    frame: Frame,
    shapes: String,
}

impl Canvas {
    /// Empty.
    pub(crate) const fn new(frame: Frame) -> Self {
        Self {
            frame,
            shapes: String::new(),
        }
    }

    /// The whole rectangle.
    pub(crate) fn ground(&mut self) {
        let (width, height) = (self.frame.width, self.frame.height());
        self.push(format_args!(
            "<rect class=\"ground\" width=\"{width:.0}\" height=\"{height:.0}\"/>"
        ));
    }

    /// A line through places.
    pub(crate) fn line(&mut self, class: &str, places: &[Place]) {
        self.push(format_args!(
            "<polyline class=\"{class}\" points=\"{}\"/>",
            self.points(places)
        ));
    }

    /// A closed shape.
    pub(crate) fn area(&mut self, class: &str, places: &[Place]) {
        self.push(format_args!(
            "<polygon class=\"{class}\" points=\"{}\"/>",
            self.points(places)
        ));
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

    /// Text beside a place, so many units to the right and down.
    pub(crate) fn text(&mut self, class: &str, place: Place, shift: (f64, f64), text: &str) {
        let (x, y) = self.frame.at(place);
        let (x, y, text) = (x + shift.0, y + shift.1, escape(text));
        self.push(format_args!(
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
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
        let label = if metres >= 1000.0 {
            format!("{} km", metres / 1000.0)
        } else {
            format!("{metres} m")
        };
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
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|n| n * power)
        .find(|length| *length <= metres)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_holds_its_places() {
        let a = Place {
            lat: 44.2,
            lon: -28.5,
        };
        let b = a.moved(400.0, 200.0);
        let frame = Frame::around(&[a, b], 50.0, 100.0, 500.0).unwrap();
        assert!((frame.width_m - 500.0).abs() < 0.5 && (frame.height_m - 300.0).abs() < 0.5);
        let (x, y) = frame.at(b);
        assert!((x - 450.0).abs() < 0.5 && (y - 50.0).abs() < 0.5);
        assert!(Frame::around(&[], 1.0, 1.0, 1.0).is_none());
    }

    #[test]
    fn one_place_has_ground_around_it() {
        let frame = Frame::around(&[Place { lat: 0.0, lon: 0.0 }], 10.0, 300.0, 600.0).unwrap();
        assert!((frame.width_m - 300.0).abs() < 1e-6 && (frame.scale() - 2.0).abs() < 1e-6);
    }

    #[test]
    fn bars_have_round_lengths() {
        assert_eq!(
            [round_length(199.0), round_length(60.0), round_length(1000.0)],
            [100.0, 50.0, 1000.0]
        );
    }
}
