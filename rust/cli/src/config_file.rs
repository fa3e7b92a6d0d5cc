//! A finder's configuration from a TOML file (docs/configuration.md).

use std::ops::Range;
use std::path::Path;

use findmesh_core::{ConfigError, FinderConfig};
use toml::de::DeTable;

use crate::failure::Failure;

/// A file that was read and found fine.
#[derive(Debug)]
pub(crate) struct ConfigFile {
    /// What it says, over the defaults.
    pub(crate) config: FinderConfig,
    /// Whether it names the deployment itself.
    pub(crate) names_deployment: bool,
}

/// Reads a file; what is wrong with it is named by line and field.
pub(crate) fn read(path: &Path) -> Result<ConfigFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::about(path.display(), error))?;
    parse(&text).map_err(|Fault { line, why }| match line {
        Some(line) => Failure::about(format!("{}, line {line}", path.display()), why),
        None => Failure::about(path.display(), why),
    })
}

/// What is wrong, and where as far as that has a place.
#[derive(Debug, PartialEq)]
struct Fault {
    line: Option<usize>,
    why: String,
}

fn parse(text: &str) -> Result<ConfigFile, Fault> {
    let table = DeTable::parse(text).map_err(|error| syntax(text, &error))?;
    let names_deployment = table.get_ref().contains_key("deployment");
    let config: FinderConfig = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    config.check().map_err(|error| refused(text, table.get_ref(), &error))?;
    Ok(ConfigFile { config, names_deployment })
}

/// Not TOML, or a field that does not exist or has another type.
fn syntax(text: &str, error: &toml::de::Error) -> Fault {
    let Some(at) = error.span() else {
        return Fault { line: None, why: one_line(error.message()) };
    };
    let line = line_of(text, &at);
    let source = text.lines().nth(line - 1).unwrap_or_default().trim();
    Fault { line: Some(line), why: format!("{source}: {}", one_line(error.message())) }
}

/// A number out of its range.
fn refused(text: &str, table: &DeTable<'_>, error: &ConfigError) -> Fault {
    let line = place(table, error.field).map(|at| line_of(text, &at));
    Fault { line, why: error.to_string() }
}

/// Where a field stands, by its path.
fn place(table: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    match path.split_once('.') {
        Some((section, field)) => place(table.get(section)?.get_ref().as_table()?, field),
        None => table.get_key_value(path).map(|(key, _)| key.span()),
    }
}

/// From 1.
fn line_of(text: &str, at: &Range<usize>) -> usize {
    1 + text.bytes().take(at.start).filter(|byte| *byte == b'\n').count()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (Option<usize>, String) {
        let Fault { line, why } = parse(text).unwrap_err();
        (line, why)
    }

    #[test]
    fn what_is_left_out_keeps_its_default() {
        let file = parse("networks = [\"apple\"]\n[fixes]\nmax_accuracy_m = 200\n").unwrap();
        assert_eq!(file.config.fixes.max_accuracy_m, 200.0);
        assert_eq!(file.config.queue, FinderConfig::default().queue);
        assert!(!file.names_deployment);
        assert_eq!(parse("").unwrap().config, FinderConfig::default());
        assert!(parse("[deployment]\ncompany_id = \"ffff\"").unwrap().names_deployment);
    }

    #[test]
    fn what_is_wrong_is_named_by_line_and_field() {
        let range = "[queue]\nmax_reports = 5\n\n[fixes]\nring_ms = 3600000\nmax_accuracy_m = 3000\n";
        let why = "fixes.max_accuracy_m: 3000 is not within 50 to 2000 metres";
        assert_eq!(fault(range), (Some(6), why.to_owned()));
        assert_eq!(fault("fixes = { max_accuracy_m = 3000 }\n").0, Some(1));
        assert_eq!(fault("upload.max_delay_ms = 1\nfixes.max_accuracy_m = 3000\n").0, Some(2));
        let (line, why) = fault("[fixes]\nmax_acuracy_m = 100\n");
        assert_eq!(line, Some(2));
        assert!(why.contains("max_acuracy_m") && why.contains("unknown field"), "{why}");
        let (line, why) = fault("\n[queue]\nmax_reports = \"many\"\n");
        assert_eq!(line, Some(3));
        assert!(why.contains("max_reports") && why.contains("string"), "{why}");
        assert!(fault("[queue]\nmax_reports = -1\n").1.contains("-1"));
        assert_eq!(fault("[fixes]\nring_ms = = 3\n").0, Some(2));
        assert!(fault("networks = [\"nokia\"]").1.contains("nokia"));
    }

    #[test]
    fn a_field_that_contradicts_another_is_named_where_it_stands_and_else_without_a_line() {
        let (line, why) = fault("[upload]\nmin_spacing_ms = 600000\n");
        assert_eq!(line, Some(2));
        assert!(why.contains("upload.max_spacing_ms"), "{why}");
        let (line, why) = fault("[upload]\nmax_spacing_ms = 2000\n");
        assert_eq!((line, why.starts_with("upload.min_spacing_ms")), (None, true));
    }
}
