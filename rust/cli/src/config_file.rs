//! A finder's configuration from a TOML file (docs/configuration.md).

use std::ops::Range;
use std::path::Path;

use findmesh_core::config::Limit;
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

/// Reads a file, `-` is standard input; what is wrong with it is named by line and field.
pub(crate) fn read(path: &Path) -> Result<ConfigFile, Failure> {
    let standard = path.as_os_str() == "-";
    let text =
        if standard { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(path) };
    let text = text.map_err(|error| Failure::about(path.display(), error))?;
    parse(&text).map_err(|Fault { line, why }| match line {
        Some(line) => Failure::about(format!("{}, line {line}", path.display()), why),
        None => Failure::about(path.display(), why),
    })
}

/// The numbers of a finder whose configuration is perhaps in a file; else the defaults.
pub(crate) fn finder(path: Option<&Path>) -> Result<FinderConfig, Failure> {
    path.map_or_else(|| Ok(FinderConfig::default()), |path| Ok(read(path)?.config))
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
    let config = toml::from_str(text).map_err(|error| misfit(text, table.get_ref(), &error));
    let config: FinderConfig = config?;
    config.check().map_err(|error| refused(text, table.get_ref(), &error))?;
    Ok(ConfigFile { config, names_deployment })
}

/// A field that has another type, or does not exist.
fn misfit(text: &str, table: &DeTable<'_>, error: &toml::de::Error) -> Fault {
    let found = error.span().and_then(|at| wanted(table, &at));
    found.map_or_else(
        || syntax(text, error),
        |Wanted { path, at, what }| {
            let value = one_line(text.get(at.clone()).unwrap_or_default());
            Fault { line: Some(line_of(text, &at)), why: format!("{path}: {value} is not {what}") }
        },
    )
}

/// A field that stands in the file as something else.
struct Wanted {
    path: String,
    /// Its value in the text.
    at: Range<usize>,
    what: String,
}

/// What is wanted at a place of the text, where that is a section or a number.
fn wanted(table: &DeTable<'_>, at: &Range<usize>) -> Option<Wanted> {
    let inside = |span: &Range<usize>| span.start <= at.start && at.end <= span.end;
    let limits = FinderConfig::default().limits();
    for (section, value) in table {
        let section = section.get_ref();
        let Some(fields) = value.get_ref().as_table() else {
            let known = limits.iter().any(|limit| limit.path.split('.').next() == Some(section));
            let what = format!("a section: [{section}], and its fields below");
            let wanted = Wanted { path: section.to_string(), at: value.span(), what };
            if known && inside(&value.span()) {
                return Some(wanted);
            }
            continue;
        };
        if let Some((field, value)) = fields.iter().find(|(_, value)| inside(&value.span())) {
            let path = format!("{section}.{}", field.get_ref());
            let limit = limits.iter().find(|limit| limit.path == path)?;
            return Some(Wanted { path, at: value.span(), what: number_of(limit) });
        }
    }
    None
}

/// "a whole number within 1 to 100000".
fn number_of(limit: &Limit) -> String {
    let kind = if limit.whole { "a whole number" } else { "a number" };
    let range = format!("{kind} within {} to {} {}", limit.low, limit.high, limit.unit.as_str());
    range.trim_end().to_owned()
}

/// Not TOML, or a word that is none of those that a field knows.
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
        let why = "queue.max_reports: \"many\" is not a whole number within 1 to 100000";
        assert_eq!(fault("\n[queue]\nmax_reports = \"many\"\n"), (Some(3), why.to_owned()));
        for (value, field, range) in [
            ("-1", "queue.max_bytes", "1024 to 67108864 bytes"),
            ("1.5", "queue.max_reports", "1 to 100000"),
            ("99999999999999999999", "queue.max_reports", "1 to 100000"),
            ("[1]", "scan.jitter_percent", "0 to 50 percent"),
            ("256", "scan.jitter_percent", "0 to 50 percent"),
            ("true", "keep.counter_days", "1 to 90 days"),
        ] {
            let why = format!("{field}: {value} is not a whole number within {range}");
            assert_eq!(fault(&format!("{field} = {value}")), (Some(1), why));
        }
        let why = "fixes.max_speed_mps: \"90\" is not a number within 1 to 350 m/s";
        assert_eq!(fault("[fixes]\nmax_speed_mps = \"90\""), (Some(2), why.to_owned()));
        assert_eq!(fault("queue = 5").1, "queue: 5 is not a section: [queue], and its fields below");
        assert!(fault("[[queue]]\nmax_reports = 1").1.starts_with("queue: "));
        assert!(fault("[deployment]\ncompany_id = 5").1.starts_with("company_id = 5: "));
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
