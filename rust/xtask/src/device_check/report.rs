//! What one phone said, and what the model says to that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::dumps;
use super::model::{Entry, Model};

/// What the instrumentation prints, and where in its output (`am instrument -r`).
const RESULT: &str = "INSTRUMENTATION_RESULT: report=";

/// android/device-check, `Report`.
#[derive(Deserialize)]
struct Measured {
    phone: Phone,
    rows: Vec<Line>,
    figures: Vec<Line>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Phone {
    pub(super) maker: String,
    pub(super) model: String,
    pub(super) api: u16,
    pub(super) build: String,
}

/// A value with its unit and accuracy, or an error.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) accuracy: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<String>,
}

/// A constant: what was measured, what the model has, whether the two agree.
#[derive(Serialize)]
pub(super) struct Row {
    #[serde(flatten)]
    pub(super) line: Line,
    /// `value`, `low`, `high`, `unit` of the phone's API level.
    pub(super) model: Option<Entry>,
    /// None where nothing was measured, and where the model has a share of all phones.
    pub(super) inside: Option<bool>,
}

/// A phone against the model.
#[derive(Serialize)]
pub(super) struct Report {
    pub(super) phone: Phone,
    pub(super) constants: Vec<Row>,
    /// Of our own; the model has none.
    pub(super) figures: Vec<Line>,
}

impl Report {
    /// `instrument` is the instrumentation's output, `files` what else was collected, by file name.
    pub(super) fn of(
        instrument: &str,
        files: &BTreeMap<&str, String>,
        model: &Model,
    ) -> Result<Self, String> {
        let line = instrument.lines().find_map(|line| line.trim().strip_prefix(RESULT));
        let text = line.ok_or("the instrumentation printed no report: did it crash?")?;
        let measured: Measured = serde_json::from_str(text).map_err(|e| format!("the report: {e}"))?;
        let read = dumps::readings(files).into_iter().map(|(name, value)| Line::read(name, value));
        let api = measured.phone.api;
        let constants = measured.rows.into_iter().chain(read).map(|line| Row::of(line, api, model)).collect();
        Ok(Self { phone: measured.phone, constants, figures: measured.figures })
    }

    /// Constants of which the model is wrong on this phone.
    pub(super) fn outside(&self) -> impl Iterator<Item = &Row> {
        self.constants.iter().filter(|row| row.inside == Some(false))
    }
}

impl Line {
    fn read(name: &str, value: Result<f64, String>) -> Self {
        let (value, error) = value.map_or_else(|error| (None, Some(error)), |value| (Some(value), None));
        Self { name: name.to_owned(), value, error, ..Self::default() }
    }
}

impl Row {
    fn of(line: Line, api: u16, model: &Model) -> Self {
        let entry = match model.at(&line.name, api) {
            Ok(entry) => entry.clone(),
            Err(reason) => {
                let error = Some(line.error.unwrap_or(reason));
                return Self { line: Line { error, ..line }, model: None, inside: None };
            }
        };
        let share = line.name.starts_with("phones.");
        let inside = line.value.filter(|_| !share).map(|v| entry.takes(v, line.accuracy.unwrap_or_default()));
        Self { line: Line { unit: Some(entry.unit.clone()), ..line }, model: Some(entry), inside }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, unit) = (&self.line.name, self.line.unit.as_deref().unwrap_or_default());
        let verdict = match self.inside {
            Some(true) => "  ",
            Some(false) => "✗ ",
            None => "? ",
        };
        write!(f, "{verdict}{name:28}")?;
        match (self.line.value, &self.line.error) {
            (Some(value), _) => write!(f, "{value:>12} {unit:6}")?,
            (None, error) => return write!(f, "not measured: {}", error.as_deref().unwrap_or("no value")),
        }
        self.model.as_ref().map_or(Ok(()), |m| write!(f, " model {} ({} to {})", m.value, m.low, m.high))
    }
}
