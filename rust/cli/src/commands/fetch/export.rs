//! Fixes as files: a map, GeoJSON (RFC 7946), GPX 1.1.

use std::fmt::Write;

use serde_json::{Value, json};

use super::fix_object;
use crate::geo::Place;
use crate::owner::OwnerFix;
use crate::page::{Canvas, Frame, STYLE, escape, fill};
use crate::time::Moment;

/// Radius that stands for an accuracy that is not known, metres.
const UNKNOWN_ACCURACY: f64 = 500.0;

fn place(fix: &OwnerFix) -> Place {
    Place { lat: fix.report.latitude(), lon: fix.report.longitude() }
}

fn time(fix: &OwnerFix) -> String {
    Moment::at(i64::from(fix.report.time)).rfc3339()
}

fn people_time(fix: &OwnerFix) -> String {
    let moment = Moment::at(i64::from(fix.report.time));
    format!("{} {}", moment.date(), moment.clock())
}

/// One point a fix, with the members of `--json` as its properties.
pub(super) fn geojson(fixes: &[OwnerFix]) -> String {
    let feature = |fix: &OwnerFix| {
        let Place { lat, lon } = place(fix);
        json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": fix_object(fix),
        })
    };
    let features: Vec<Value> = fixes.iter().map(feature).collect();
    format!("{:#}\n", json!({"type": "FeatureCollection", "features": features}))
}

/// One way point a fix.
pub(super) fn gpx(fixes: &[OwnerFix]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <gpx version=\"1.1\" creator=\"findmesh\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
    );
    for fix in fixes {
        let Place { lat, lon } = place(fix);
        // Writing into a string does not fail.
        let _ = writeln!(out, "  <wpt lat=\"{lat:.7}\" lon=\"{lon:.7}\"><time>{}</time></wpt>", time(fix));
    }
    out.push_str("</gpx>\n");
    out
}

/// A page with a map of the fixes, the newest one marked, and a table of them.
pub(super) fn map(fixes: &[OwnerFix]) -> String {
    let last = fixes.last().map(|fix| format!("the newest {} UTC", people_time(fix)));
    let last = last.unwrap_or_else(|| "none yet".to_owned());
    fill(
        include_str!("map.html"),
        &[
            ("style", STYLE),
            ("map", &picture(fixes)),
            ("count", &fixes.len().to_string()),
            ("places", if fixes.len() == 1 { "place" } else { "places" }),
            ("last", &escape(&last)),
            ("rows", &rows(fixes)),
        ],
    )
}

fn picture(fixes: &[OwnerFix]) -> String {
    let places: Vec<Place> = fixes.iter().map(place).collect();
    let Some(frame) = Frame::around(&places, 80.0, 400.0, 1000.0) else {
        return "<p class=\"empty\">No places yet.</p>".to_owned();
    };
    let mut canvas = Canvas::new(frame);
    canvas.ground();
    canvas.grid();
    for fix in fixes {
        let radius = fix.report.accuracy_metres().unwrap_or(UNKNOWN_ACCURACY);
        canvas.circle("accuracy tag-0", place(fix), radius, &time(fix));
    }
    canvas.line("path", &places);
    for fix in fixes {
        canvas.dot("fix tag-0", place(fix), 5.0, &time(fix));
    }
    if let Some(fix) = fixes.last() {
        canvas.dot("newest", place(fix), 9.0, &time(fix));
        canvas.text("label", place(fix), (15.0, 0.0), &people_time(fix));
    }
    canvas.scale_bar();
    canvas.finish("Where the tag was seen")
}

fn rows(fixes: &[OwnerFix]) -> String {
    fixes.iter().rev().fold(String::new(), |mut out, fix| {
        let Place { lat, lon } = place(fix);
        let accuracy = fix.report.accuracy_metres().map_or_else(|| "unknown".to_owned(), |m| format!("±{m:.0} m"));
        let _ = writeln!(
            out,
            "<tr><td>{}</td><td class=\"number\">{lat:.5}</td><td class=\"number\">{lon:.5}</td><td class=\"number\">{accuracy}</td><td>{}</td></tr>",
            time(fix),
            fix.battery.as_str()
        );
        out
    })
}
