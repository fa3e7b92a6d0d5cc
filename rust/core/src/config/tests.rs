#![allow(clippy::cast_possible_truncation)]

use super::*;

const REFERENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md");

/// A configuration of JSON in which one path has this value.
fn with(path: &str, value: serde_json::Value) -> Result<FinderConfig, serde_json::Error> {
    let (section, field) = path.split_once('.').unwrap();
    serde_json::from_value(serde_json::json!({ section: { field: value } }))
}

fn number(limit: &Limit, value: f64) -> serde_json::Value {
    if limit.whole { serde_json::json!(value as u64) } else { serde_json::json!(value) }
}

#[test]
fn the_defaults_are_fine_and_within_their_ranges() {
    assert_eq!(FinderConfig::default().check(), Ok(()));
    for limit in FinderConfig::default().limits() {
        assert_eq!(limit.value, limit.default, "{}", limit.path);
        assert!(limit.low.value() <= limit.default.value() && limit.default.value() <= limit.high.value());
        assert!(limit.low.value() < limit.high.value(), "{} has no range", limit.path);
        assert!(!limit.meaning.is_empty());
    }
}

#[test]
fn every_number_beyond_its_range_is_refused_by_its_path() {
    let mut refused = 0;
    for limit in FinderConfig::default().limits() {
        // One step beyond either end, where the type has room for it.
        let step = if limit.whole { 1.0 } else { 0.001 };
        let beyond = [limit.high.value() + step, limit.low.value() - step];
        for value in beyond.into_iter().filter(|value| !limit.whole || *value >= 0.0) {
            let Ok(config) = with(limit.path, number(&limit, value)) else {
                continue; // 256 is no u8
            };
            let error = config.check().unwrap_err();
            assert_eq!(error.field, limit.path);
            assert!(matches!(error.problem, ConfigProblem::Range { .. }), "{error}");
            refused += 1;
        }
    }
    assert!(refused > FinderConfig::default().limits().len(), "{refused}");
}

#[test]
fn both_ends_of_every_range_are_allowed_as_far_as_the_rules_go() {
    let bound: Vec<_> = FinderConfig::rules().iter().flat_map(|rule| [rule.path, rule.at_most]).collect();
    for limit in FinderConfig::default().limits().iter().filter(|limit| !bound.contains(&limit.path)) {
        for value in [limit.low, limit.high] {
            let config = with(limit.path, number(limit, value.value())).unwrap();
            assert_eq!(config.check(), Ok(()), "{}", limit.path);
        }
    }
}

#[test]
fn every_number_is_set_by_its_path_within_its_range() {
    for limit in FinderConfig::default().limits() {
        let other = if limit.default == limit.low { limit.high } else { limit.low };
        let mut config = FinderConfig::default();
        assert_eq!(config.set(limit.path, other.value()), Ok(true));
        assert_eq!(config.changed(), [(limit.path, other)]);

        let mut config = FinderConfig::default();
        for wrong in [limit.high.value() + 1.0, f64::NAN, -1e300] {
            assert_eq!(config.set(limit.path, wrong).unwrap_err().field, limit.path);
        }
        let between = limit.low.value() + 0.5;
        match config.set(limit.path, between).map_err(|error| error.problem) {
            Err(ConfigProblem::Fraction { .. }) => assert!(limit.whole, "{}", limit.path),
            Err(ConfigProblem::Range { .. }) | Ok(true) => assert!(!limit.whole, "{}", limit.path),
            other => panic!("{}: {other:?}", limit.path),
        }
        assert!(limit.whole == (config == FinderConfig::default()) || limit.high.value() < between);
    }
    assert_eq!(FinderConfig::default().set("fixes.nothing", 1.0), Ok(false));
}

#[test]
fn what_is_not_as_by_default_is_told_by_path() {
    assert_eq!(FinderConfig::default().changed(), []);
    for limit in FinderConfig::default().limits() {
        let other = if limit.default == limit.low { limit.high } else { limit.low };
        let config = with(limit.path, number(&limit, other.value())).unwrap();
        assert_eq!(config.changed(), [(limit.path, other)]);
    }
}

#[test]
fn a_rule_is_of_one_unit() {
    let limits = FinderConfig::default().limits();
    let unit = |path: &str| limits.iter().find(|limit| limit.path == path).unwrap().unit;
    assert!(FinderConfig::rules().iter().all(|rule| unit(rule.path) == unit(rule.at_most)));
}

#[test]
fn every_rule_refuses_by_the_smaller_fields_path() {
    let limits = FinderConfig::default().limits();
    let limit = |path: &str| limits.iter().find(|limit| limit.path == path).unwrap();
    for rule in FinderConfig::rules() {
        let (less, more) = (limit(rule.path), limit(rule.at_most));
        let (section, field) = less.path.split_once('.').unwrap();
        let other = more.path.split_once('.').unwrap().1;
        // The smaller one as large as it may be, the larger one as small as it may be.
        let json = serde_json::json!({ section: {
            field: number(less, less.high.value()),
            other: number(more, more.low.value()),
        }});
        let config: FinderConfig = serde_json::from_value(json).unwrap();
        let error = config.check().unwrap_err();
        let ConfigProblem::Above { other, .. } = error.problem else { panic!("{error}") };
        // A third field may be in the way of the first one too.
        assert!(FinderConfig::rules().contains(&Rule { path: error.field, at_most: other }), "{error}");
        assert!([error.field, other].contains(&rule.path), "{error}");
    }
}

#[test]
fn what_is_wrong_is_said_in_plain_words() {
    let config = with("fixes.max_accuracy_m", serde_json::json!(3000.0)).unwrap();
    let text = config.check().unwrap_err().to_string();
    assert_eq!(text, "fixes.max_accuracy_m: 3000 is not within 50 to 2000 metres");
    let fixes = FixLimits { max_accuracy_m: f64::NAN, ..FixLimits::default() };
    let text = FinderConfig { fixes, ..FinderConfig::default() }.check().unwrap_err().to_string();
    assert_eq!(text, "fixes.max_accuracy_m: not a number is not within 50 to 2000 metres");
    let upload = UploadLimits { min_spacing_ms: 600_000, ..UploadLimits::default() };
    let text = FinderConfig { upload, ..FinderConfig::default() }.check().unwrap_err().to_string();
    assert_eq!(text, "upload.min_spacing_ms: 600000 is more than upload.max_spacing_ms, which is 300000 ms");
    let networks = vec![Network::Apple, Network::Native, Network::Apple];
    let text = FinderConfig { networks, ..FinderConfig::default() }.check().unwrap_err().to_string();
    assert_eq!(text, "networks: names a network twice");
}

#[test]
fn unknown_fields_and_other_types_are_refused() {
    let unknown = with("fixes.max_acuracy_m", serde_json::json!(100)).unwrap_err().to_string();
    assert!(unknown.contains("max_acuracy_m") && unknown.contains("max_accuracy_m"), "{unknown}");
    assert!(with("fixs.max_accuracy_m", serde_json::json!(100)).is_err());
    assert!(with("queue.max_reports", serde_json::json!(-1)).is_err());
    assert!(with("queue.max_reports", serde_json::json!("many")).is_err());
}

#[test]
fn a_deployment_is_written_as_people_do() {
    let text = r#"{"service_uuid":"2f9ac1fc-4204-4dfa-9fc0-fc785b09cc2f","company_id":"ffff"}"#;
    let config: FinderConfig = serde_json::from_str(&format!(r#"{{"deployment":{text}}}"#)).unwrap();
    assert_eq!(config.deployment, Deployment::COMMON.with_company_id(0xFFFF));
    let written = serde_json::to_value(&config).unwrap();
    assert_eq!(written["deployment"].to_string().len(), text.len());
    assert_eq!(serde_json::from_value::<FinderConfig>(written).unwrap(), config);
    assert!(serde_json::from_str::<FinderConfig>(r#"{"deployment":{"company_id":"x"}}"#).is_err());
}

/// The table of docs/configuration.md.
fn table() -> String {
    let mut table = "| field | default | range | unit | meaning |\n|---|---|---|---|---|\n".to_owned();
    for limit in FinderConfig::default().limits() {
        let Limit { path, unit, default, low, high, meaning, .. } = limit;
        table += &format!("| `{path}` | {default} | {low} to {high} | {} | {meaning} |\n", unit.as_str());
    }
    table += "\nBesides, a field must not be above another:\n\n";
    for Rule { path, at_most } in FinderConfig::rules() {
        table += &format!("- `{path}` ≤ `{at_most}`\n");
    }
    table
}

/// With `FINDMESH_BLESS` set the table is written instead.
#[test]
fn the_reference_is_current() {
    const START: &str = "<!-- fields -->\n";
    const END: &str = "<!-- end of fields -->";
    let text = std::fs::read_to_string(REFERENCE).unwrap();
    let (before, rest) = text.split_once(START).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    if std::env::var_os("FINDMESH_BLESS").is_some() {
        std::fs::write(REFERENCE, format!("{before}{START}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(written, table(), "docs/configuration.md is out of date: FINDMESH_BLESS=1 writes it");
    }
}
