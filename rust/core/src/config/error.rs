//! What is wrong with a configuration.

use core::fmt;

use super::limit::{Amount, Unit};

/// A configuration that no finder can work by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {problem}")]
pub struct ConfigError {
    /// The field, as a path: `fixes.max_accuracy_m`.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: ConfigProblem,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigProblem {
    /// It lies outside its range.
    Range {
        /// What it is.
        value: Amount,
        /// Least allowed.
        low: Amount,
        /// Most allowed.
        high: Amount,
        /// Of all three.
        unit: Unit,
    },
    /// It is more than another field allows.
    Above {
        /// What it is.
        value: Amount,
        /// The other field, as a path.
        other: &'static str,
        /// What that one is.
        limit: Amount,
        /// Of both.
        unit: Unit,
    },
    /// It counts whole things.
    Fraction {
        /// What it is.
        value: Amount,
    },
    /// The list names something twice.
    Twice,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Range { value, low, high, unit } => {
                write!(f, "{value} is not within {low} to {high}{}", unit.suffix())
            }
            Self::Above { value, other, limit, unit } => {
                write!(f, "{value} is more than {other}, which is {limit}{}", unit.suffix())
            }
            Self::Fraction { value } => write!(f, "{value} is not a whole number"),
            Self::Twice => f.write_str("names a network twice"),
        }
    }
}
