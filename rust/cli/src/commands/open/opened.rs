//! What an opened report says, by network.

use findmesh_crypto::{apple, fhn};
use findmesh_proto::Report;
use serde_json::Value;

use crate::output::report::{report_object, report_text};
use crate::output::value::Object;
use crate::time::Moment;

/// An opened report.
pub(super) enum Opened {
    Native(Report),
    Apple(apple::Report),
    Fhn(fhn::Location),
}

impl Opened {
    /// For programs; what a report says is not known is null.
    pub(super) fn object(&self) -> Value {
        match self {
            Self::Native(report) => report_object(report),
            Self::Apple(report) => Object::new()
                .with("time", Moment::at(report.time).rfc3339())
                .with("lat", degrees(report.lat_e7))
                .with("lon", degrees(report.lon_e7))
                .with("accuracy_m", apple_accuracy(report))
                .with("confidence", report.confidence)
                .with("status", hex::encode([report.status])),
            Self::Fhn(location) => Object::new()
                .with("time", fhn_time(location))
                .with("lat", degrees(location.lat_e7))
                .with("lon", degrees(location.lon_e7))
                .with("accuracy_m", fhn_accuracy(location))
                .with("altitude_m", location.altitude_m),
        }
        .into()
    }

    /// For people: when, where, how well known.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Native(report) => report_text(report),
            Self::Apple(report) => {
                let accuracy = accuracy_text(apple_accuracy(report).map(f64::from));
                let place = place_text(report.lat_e7, report.lon_e7);
                let time = Moment::at(report.time).rfc3339();
                format!(
                    "{time}  {place}, {accuracy}, confidence {}, status {:02x}",
                    report.confidence, report.status
                )
            }
            Self::Fhn(location) => {
                let time = fhn_time(location).unwrap_or_else(|| "time unknown".to_owned());
                let place = place_text(location.lat_e7, location.lon_e7);
                let accuracy = accuracy_text(fhn_accuracy(location));
                format!("{time:<20}  {place}, {accuracy}, altitude {} m", location.altitude_m)
            }
        }
    }
}

fn degrees(e7: i32) -> f64 {
    f64::from(e7) / 1e7
}

/// 255 is that or more, and what a sealer writes that does not know.
fn apple_accuracy(report: &apple::Report) -> Option<u8> {
    (report.accuracy_m != u8::MAX).then_some(report.accuracy_m)
}

fn fhn_accuracy(location: &fhn::Location) -> Option<f64> {
    location.accuracy_dm.map(|decimetres| f64::from(decimetres) / 10.0)
}

fn fhn_time(location: &fhn::Location) -> Option<String> {
    location.time.map(|seconds| Moment::at(seconds.into()).rfc3339())
}

fn place_text(lat_e7: i32, lon_e7: i32) -> String {
    format!("{:>11.7} {:>12.7}", degrees(lat_e7), degrees(lon_e7))
}

fn accuracy_text(metres: Option<f64>) -> String {
    metres.map_or_else(|| "accuracy unknown".to_owned(), |metres| format!("±{metres:.1} m"))
}
