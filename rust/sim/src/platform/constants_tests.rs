use std::fs;
use std::path::Path;

use super::{Constants, ConstantsError};

#[test]
fn every_constant_has_a_source_and_a_range_around_its_value() {
    let constants = Constants::builtin();
    assert!(constants.names().count() > 100);
    for name in constants.names() {
        for entry in constants.entries(name).unwrap() {
            assert!(entry.source.len() > 3, "{name} has no source");
            assert!(entry.low <= entry.value && entry.value <= entry.high, "{name} is outside its range");
            assert!(!entry.source.contains(".md"), "{name} names a file that the reader does not have");
        }
    }
}

/// What the sources of this crate say, tests left out.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all += &sources(&path);
        } else if !path.to_string_lossy().contains("tests") {
            all += &fs::read_to_string(path).unwrap();
        }
    }
    all
}

#[test]
fn every_constant_is_used_by_the_model() {
    let source = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let unused: Vec<_> = Constants::builtin()
        .names()
        .filter(|name| !source.contains(&format!("\"{name}\"")))
        .map(String::from)
        .collect();
    assert!(unused.is_empty(), "in the file and nowhere in the model: {unused:?}");
}

#[test]
fn a_constant_may_differ_by_api_level() {
    let constants = Constants::builtin();
    assert!((constants.at("scan.low_power.off", 30) - 0.1).abs() < 1e-12);
    assert!((constants.at("scan.low_power.off", 33) - 0.05).abs() < 1e-12);
    assert_eq!(
        constants.at("scan.low_power.off", 40).to_bits(),
        constants.f64("scan.low_power.off").to_bits()
    );
}

#[test]
fn scaling_touches_one_constant_and_shares_stay_shares() {
    let constants = Constants::builtin();
    let doubled = constants.scaled("energy.rx", 2.0);
    assert!((doubled.f64("energy.rx") - 2.0 * constants.f64("energy.rx")).abs() < 1e-12);
    assert_eq!(doubled.f64("energy.wake").to_bits(), constants.f64("energy.wake").to_bits());
    assert!((constants.scaled("scan.low_latency", 2.0).f64("scan.low_latency") - 1.0).abs() < 1e-12);
    assert!((constants.with("energy.rx", 9.0).f64("energy.rx") - 9.0).abs() < 1e-12);
}

#[test]
fn a_constant_that_contradicts_itself_is_refused_by_name() {
    let refusal = |entry: &str| match Constants::parse(&format!("[a]\nb = [{entry}]")) {
        Err(ConstantsError::Invalid { name, reason }) => format!("{name}: {reason}"),
        other => panic!("{other:?}"),
    };
    let line = |value: &str, unit: &str, source: &str| {
        format!(
            "{{ value = {value}, low = 0, high = 2, unit = \"{unit}\", mark = \"U\", source = \"{source}\" }}"
        )
    };
    assert_eq!(refusal(&line("3", "ms", "x")), "a.b: the value is outside its range");
    assert_eq!(refusal(&line("1", "share", "x")), "a.b: a share above one");
    assert_eq!(refusal(&line("1", "", "x")), "a.b: it has no unit");
    assert_eq!(refusal(&line("1", "ms", " ")), "a.b: it has no source");
    let twice = format!("{0}, {0}", line("1", "ms", "x"));
    assert_eq!(refusal(&twice), "a.b: no entries, or their API ranges overlap");
    assert!(matches!(Constants::parse("a = 1"), Err(ConstantsError::Syntax(_))));
}
