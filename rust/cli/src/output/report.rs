//! An opened report, for programs and for people.

use findmesh_proto::Report;
use findmesh_proto::report::{ALTITUDE_UNKNOWN, POWER_UNKNOWN};

use crate::output::value::Object;
use crate::time::Moment;

/// Every field under its name of docs/cli.md; unknown values are null.
pub(crate) fn report_object(report: &Report) -> Object {
    Object::new()
        .with("time", time(report))
        .with("lat", report.latitude())
        .with("lon", report.longitude())
        .with("accuracy_m", report.accuracy_metres())
        .with("altitude_m", known(report.altitude_m, ALTITUDE_UNKNOWN))
        .with("near_owner", report.near_owner())
        .with("header", hex::encode([report.header]))
        .with("status", hex::encode([report.status]))
        .with("rssi", known(report.rssi, POWER_UNKNOWN))
        .with("tx_power", known(report.tx_power, POWER_UNKNOWN))
        .with("fix_age_s", report.fix_age_s)
        .with("source", report.source.as_str())
        .with("moving", report.moving)
        .with("form", report.form.as_str())
}

/// One line: when, where, how well known.
pub(crate) fn report_text(report: &Report) -> String {
    let mut parts = vec![format!("{:>11.7} {:>12.7}", report.latitude(), report.longitude())];
    parts.push(
        report.accuracy_metres().map_or_else(|| "accuracy unknown".to_owned(), |m| format!("±{m:.1} m")),
    );
    parts.extend(known(report.altitude_m, ALTITUDE_UNKNOWN).map(|m| format!("altitude {m} m")));
    parts.extend(known(report.rssi, POWER_UNKNOWN).map(|dbm| format!("{dbm} dBm")));
    parts.extend(report.source.as_str().map(|source| format!("{source} fix {} s old", report.fix_age_s)));
    parts.push(if report.near_owner() { "near its owner" } else { "separated" }.to_owned());
    parts.push(report.form.as_str().to_owned());
    format!("{}  {}", time(report), parts.join(", "))
}

fn time(report: &Report) -> String {
    Moment::at(i64::from(report.time)).rfc3339()
}

fn known<T: PartialEq>(value: T, unknown: T) -> Option<T> {
    (value != unknown).then_some(value)
}
