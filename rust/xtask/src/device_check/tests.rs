use std::fs;

use super::*;

const MODEL: &str = r#"
[scan]
"quota" = [{ value = 5, low = 3, high = 5, unit = "count", mark = "E", source = "x" }]
"autobatch.off" = [{ api = [34, 99], value = 0.05, low = 0.02, high = 0.05, unit = "share", mark = "E", source = "x" }]
[alarm]
"futurity_min" = [{ value = 5000, low = 5000, high = 5000, unit = "ms", mark = "E", source = "x" }]
"exact_idle" = [
  { api = [0, 30], value = 1, low = 1, high = 1, unit = "count", mark = "E", source = "x" },
  { api = [31, 99], value = 72, low = 7, high = 72, unit = "count", mark = "E", source = "x" },
]
[phones]
"batching" = [{ value = 0.7, low = 0.3, high = 0.95, unit = "share", mark = "U", source = "x" }]
"#;

fn said(rows: &str) -> String {
    let phone = r#"{"maker":"M","model":"P","api":33,"build":"B"}"#;
    let status = "INSTRUMENTATION_STATUS: probe=scan.quota\nINSTRUMENTATION_STATUS_CODE: 0\n";
    let figures = r#"[{"name":"start.jna","value":81.5,"unit":"ms","accuracy":0}]"#;
    format!(
        "{status}INSTRUMENTATION_RESULT: report={{\"phone\":{phone},\"rows\":[{rows}],\"figures\":{figures}}}\n\
         INSTRUMENTATION_CODE: -1\n"
    )
}

fn report(rows: &str) -> Report {
    let alarm = "allow_while_idle_quota=72\n".to_owned();
    let model = Model::parse(MODEL).unwrap();
    Report::of(&said(rows), &BTreeMap::from([(dumps::ALARM, alarm)]), &model).unwrap()
}

fn row(rows: &str) -> report::Row {
    report(rows).constants.into_iter().next().unwrap()
}

#[test]
fn a_value_is_inside_outside_or_not_there() {
    assert_eq!(row(r#"{"name":"scan.quota","value":5,"unit":"count","accuracy":0}"#).inside, Some(true));
    assert_eq!(row(r#"{"name":"scan.quota","value":6,"unit":"count","accuracy":0}"#).inside, Some(false));
    let silent = row(r#"{"name":"scan.quota","error":"silent"}"#);
    assert_eq!((silent.inside, silent.line.error.as_deref()), (None, Some("silent")));
    assert!(silent.to_string().contains("not measured: silent"));
}

#[test]
fn accuracy_widens_the_range() {
    let late = r#"{"name":"alarm.futurity_min","value":5400,"unit":"ms","accuracy":1000}"#;
    assert_eq!(row(late).inside, Some(true));
    assert_eq!(row(&late.replace("5400", "6001")).inside, Some(false));
    assert_eq!(row(&late.replace("5400", "3999")).inside, Some(false));
}

#[test]
fn the_range_is_that_of_the_phones_api_level() {
    let report = report("");
    let idle = report.constants.iter().find(|row| row.line.name == "alarm.exact_idle").unwrap();
    assert_eq!(idle.inside, Some(true));
    assert!(idle.to_string().contains("model 72 (7 to 72)"), "{idle}");
    let later = row(r#"{"name":"scan.autobatch.off","value":0.05,"unit":"share","accuracy":0}"#);
    assert_eq!(later.line.error.as_deref(), Some("the model says nothing of it for API 33"));
    let stranger = row(r#"{"name":"scan.colour","value":1,"unit":"count","accuracy":0}"#);
    assert_eq!(stranger.line.error.as_deref(), Some("the model has no scan.colour"));
}

#[test]
fn shares_are_counted_over_phones_and_no_phone_is_outside_them() {
    let batches = r#"{"name":"phones.batching","value":1,"unit":"share","accuracy":0}"#;
    let some = [report(batches), report(&batches.replace(":1,", ":0,"))];
    assert_eq!(some[1].outside().count(), 0);
    assert_eq!(shares(&some), ["   phones.batching: 1 of 2 phones, model 0.7 (0.3 to 0.95)"]);
}

#[test]
fn an_instrumentation_without_a_report_is_an_error() {
    let crashed = "INSTRUMENTATION_RESULT: shortMsg=Process crashed.\nINSTRUMENTATION_CODE: 0\n";
    let model = Model::parse(MODEL).unwrap();
    let refused = |text: &str| Report::of(text, &BTreeMap::new(), &model).err().unwrap();
    assert!(refused(crashed).contains("did it crash?"));
    assert!(refused("INSTRUMENTATION_RESULT: report={}").contains("missing field"));
}

/// The folder of one phone, as the script leaves it.
fn folder(name: &str, rows: &str) -> std::path::PathBuf {
    let folder = crate::paths::target().join("device-check-tests").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(INSTRUMENT), said(rows)).unwrap();
    folder
}

#[test]
fn folders_get_their_json_and_a_constant_outside_fails() {
    let good = folder("good", r#"{"name":"scan.quota","value":5,"unit":"count","accuracy":0}"#);
    run(&[good.display().to_string()]).unwrap();
    let json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(good.join(RESULT)).unwrap()).unwrap();
    let first = &json["constants"][0];
    assert_eq!((first["name"].as_str(), first["inside"].as_bool()), (Some("scan.quota"), Some(true)));
    assert_eq!(first["model"]["high"].as_f64(), Some(5.0));
    assert_eq!(json["figures"][0]["name"].as_str(), Some("start.jna"));
    let bad = folder("bad", r#"{"name":"scan.quota","value":9,"unit":"count","accuracy":0}"#);
    let refused = run(&[good.display().to_string(), bad.display().to_string()]).unwrap_err();
    assert!(refused.contains("P: scan.quota"), "{refused}");
    assert!(run(&["/nowhere".to_owned()]).unwrap_err().contains("instrument.txt"));
    assert!(run(&[]).is_err());
}

#[test]
fn every_reading_is_a_constant_of_the_model() {
    let model = Model::load().unwrap();
    for (name, _) in dumps::readings(&BTreeMap::new()) {
        assert!(model.at(name, 35).is_ok(), "{name}");
    }
}
