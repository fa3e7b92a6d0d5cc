//! The town, as a map draws it.

use serde::Deserialize;

use crate::geo::Place;
use crate::page::{Canvas, Frame};

/// Metres to the east and north of the town's origin.
type Point = [f64; 2];

/// An invented town (`demo/town.json`).
#[derive(Deserialize)]
pub(crate) struct Town {
    /// Its name.
    pub(crate) name: String,
    origin: Origin,
    width_m: f64,
    height_m: f64,
    water: Vec<Vec<Point>>,
    green: Vec<Vec<Point>>,
    square: Vec<Vec<Point>>,
    rail: Vec<Point>,
    streets: Vec<Street>,
    paths: Vec<Vec<Point>>,
    buildings: Vec<Vec<Point>>,
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Origin {
    lat: f64,
    lon: f64,
}

#[derive(Deserialize)]
struct Street {
    kind: String,
    name: String,
    line: Vec<Point>,
}

#[derive(Deserialize)]
struct Label {
    kind: String,
    text: String,
    at: Point,
}

impl Town {
    /// Reads the file that the command carries with it.
    pub(super) fn load() -> Result<Self, serde_json::Error> {
        serde_json::from_str(include_str!("../../demo/town.json"))
    }

    fn origin(&self) -> Place {
        Place { lat: self.origin.lat, lon: self.origin.lon }
    }

    /// The place at so many metres east and north of the origin.
    pub(super) fn place(&self, [east, north]: Point) -> Place {
        self.origin().moved(east, north)
    }

    /// A picture of the town, so many units wide, without anything in it yet.
    pub(super) fn draw(&self, width: f64) -> Canvas {
        let frame = Frame {
            origin: self.origin(),
            level: self.origin().lat,
            width_m: self.width_m,
            height_m: self.height_m,
            width,
        };
        let mut canvas = Canvas::new(frame);
        self.draw_ground(&mut canvas);
        self.draw_ways(&mut canvas);
        for building in &self.buildings {
            canvas.area("building", &self.places(building));
        }
        canvas
    }

    fn draw_ground(&self, canvas: &mut Canvas) {
        canvas.ground();
        for (class, areas) in [("green", &self.green), ("water", &self.water), ("square", &self.square)] {
            for area in areas {
                canvas.area(class, &self.places(area));
            }
        }
    }

    /// Casings first, so that streets meet without seams.
    fn draw_ways(&self, canvas: &mut Canvas) {
        for path in &self.paths {
            canvas.line("footpath", &self.places(path));
        }
        canvas.line("rail", &self.places(&self.rail));
        canvas.line("rail-ties", &self.places(&self.rail));
        for layer in ["casing", "way"] {
            for street in &self.streets {
                canvas.line(&format!("{layer} {}", street.kind), &self.places(&street.line));
            }
        }
    }

    /// The names, over whatever was drawn in the town.
    pub(super) fn draw_names(&self, canvas: &mut Canvas) {
        for street in self.streets.iter().filter(|street| !street.name.is_empty()) {
            if let Some((place, degrees)) = self.middle(&street.line) {
                canvas.turned_text("street-name", place, degrees, &street.name);
            }
        }
        for label in &self.labels {
            canvas.turned_text(&format!("name {}", label.kind), self.place(label.at), 0.0, &label.text);
        }
    }

    /// The middle of the longest piece of a line, and its angle on paper, clockwise, readable.
    fn middle(&self, line: &[Point]) -> Option<(Place, f64)> {
        let pieces = line.iter().zip(line.iter().skip(1));
        let length = |([ax, ay], [bx, by]): &(&Point, &Point)| (bx - ax).hypot(by - ay);
        let ([ax, ay], [bx, by]) = pieces.max_by(|a, b| length(a).total_cmp(&length(b)))?;
        let degrees = -(by - ay).atan2(bx - ax).to_degrees();
        let readable = if degrees.abs() > 90.0 { degrees - 180.0_f64.copysign(degrees) } else { degrees };
        Some((self.place([f64::midpoint(*ax, *bx), f64::midpoint(*ay, *by)]), readable))
    }

    fn places(&self, points: &[Point]) -> Vec<Place> {
        points.iter().map(|point| self.place(*point)).collect()
    }
}
