//! Takes typed fields out of a TOML table, so that every complaint names the field it is about.

use std::ops::RangeInclusive;

use thiserror::Error;
use toml::{Table, Value};

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FieldError {
    /// No such field exists.
    #[error("no such field")]
    Unknown,
    /// The field has no default and is not given.
    #[error("required, and not given")]
    Missing,
    /// Another type of value is needed.
    #[error("must be {expected}, is {found}")]
    WrongType {
        /// The type that is needed.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
    },
    /// The number lies outside its range.
    #[error("must be {min} to {max}, is {found}")]
    OutOfRange {
        /// Smallest allowed value.
        min: u32,
        /// Largest allowed value.
        max: u32,
        /// The value given.
        found: i64,
    },
    /// The value has the right type and no meaning.
    #[error("must be {expected}")]
    Malformed {
        /// What it must be.
        expected: &'static str,
    },
}

/// A field by name, and what is wrong with it.
pub(super) type Complaint = (String, FieldError);

/// A table that is emptied field by field; what is left at the end is unknown.
pub(super) struct Fields {
    table: Table,
    path: String,
}

impl Fields {
    pub(super) fn new(table: Table, path: impl Into<String>) -> Self {
        Self { table, path: path.into() }
    }

    pub(super) fn complain(&self, name: &str, error: FieldError) -> Complaint {
        (format!("{}{name}", self.path), error)
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Complaint> {
        match self.table.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.wrong_type(name, "a string", &other)),
        }
    }

    pub(super) fn number(
        &mut self,
        name: &str,
        range: RangeInclusive<u32>,
    ) -> Result<Option<u32>, Complaint> {
        match self.table.remove(name) {
            None => Ok(None),
            Some(Value::Integer(found)) => self.in_range(name, range, found).map(Some),
            Some(other) => Err(self.wrong_type(name, "a whole number", &other)),
        }
    }

    /// `[[name]]` tables, each with its own path for complaints.
    pub(super) fn tables(&mut self, name: &str) -> Result<Option<Vec<Fields>>, Complaint> {
        let Some(value) = self.table.remove(name) else {
            return Ok(None);
        };
        let Value::Array(items) = value else {
            return Err(self.wrong_type(name, "a list of tables", &value));
        };
        let each = items.into_iter().enumerate().map(|(index, item)| match item {
            Value::Table(table) => Ok(Self::new(table, format!("{}{name}[{index}].", self.path))),
            other => Err(self.wrong_type(&format!("{name}[{index}]"), "a table", &other)),
        });
        each.collect::<Result<_, _>>().map(Some)
    }

    /// Nothing may be left.
    pub(super) fn finish(self) -> Result<(), Complaint> {
        match self.table.keys().next() {
            None => Ok(()),
            Some(name) => Err(self.complain(name, FieldError::Unknown)),
        }
    }

    fn in_range(&self, name: &str, range: RangeInclusive<u32>, found: i64) -> Result<u32, Complaint> {
        u32::try_from(found).ok().filter(|number| range.contains(number)).ok_or_else(|| {
            self.complain(name, FieldError::OutOfRange { min: *range.start(), max: *range.end(), found })
        })
    }

    fn wrong_type(&self, name: &str, expected: &'static str, found: &Value) -> Complaint {
        self.complain(name, FieldError::WrongType { expected, found: found.type_str() })
    }
}
