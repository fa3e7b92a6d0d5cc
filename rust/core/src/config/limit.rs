//! How a number of the configuration is declared, once: name, type, default, unit, range, meaning.

use core::fmt;

use super::error::{ConfigError, ConfigProblem};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// UTC days.
    Days,
    /// Metres.
    Metres,
    /// Metres a second.
    MetresPerSecond,
    /// Decibels.
    Decibels,
    /// Bytes.
    Bytes,
    /// Percent.
    Percent,
    /// A share of one.
    Share,
    /// Things.
    Count,
}

impl Unit {
    /// As it stands behind a number; empty where the number says it all.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Days => "days",
            Self::Metres => "metres",
            Self::MetresPerSecond => "m/s",
            Self::Decibels => "dB",
            Self::Bytes => "bytes",
            Self::Percent => "percent",
            Self::Share | Self::Count => "",
        }
    }

    pub(super) const fn suffix(self) -> Suffix {
        Suffix(self)
    }
}

/// A unit with the blank before it.
pub(super) struct Suffix(Unit);

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_str() {
            "" => Ok(()),
            unit => write!(f, " {unit}"),
        }
    }
}

/// A number of a configuration as texts show it: at most four decimals, which is what any of them means.
#[derive(Clone, Copy)]
pub struct Amount(f64);

impl Amount {
    pub(super) const fn new(value: f64) -> Self {
        Self(value)
    }

    /// As a number.
    pub const fn value(self) -> f64 {
        self.0
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.0.total_cmp(&other.0).is_eq()
    }
}

impl Eq for Amount {}

impl fmt::Display for Amount {
    /// By integers: the standard library's own way would be the only one to bring its tables along.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DECIMALS: u64 = 10_000;
        if self.0.is_nan() {
            return f.write_str("not a number");
        }
        let scaled = self.0.abs() * 10_000.0;
        if scaled >= 1e19 {
            return f.write_str(if self.0 > 0.0 { "too large a number" } else { "too low a number" });
        }
        if self.0 < 0.0 {
            f.write_str("-")?;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 1e19, as looked at above"
        )]
        let scaled = scaled.round() as u64;
        write!(f, "{}", scaled / DECIMALS)?;
        let (mut rest, mut digits) = (scaled % DECIMALS, 4);
        if rest == 0 {
            return Ok(());
        }
        while rest % 10 == 0 {
            (rest, digits) = (rest / 10, digits - 1);
        }
        write!(f, ".{rest:0digits$}")
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A number of a configuration that is set by its path.
pub(super) trait Settable {
    /// False, and left as it was, where its type has no such value.
    fn set(&mut self, value: f64) -> bool;
}

/// A type that a number of a configuration has.
pub(super) trait Number: Copy {
    /// Whether it has no decimals.
    const WHOLE: bool;
    fn amount(self) -> Amount;
}

macro_rules! numbers {
    ($($kind:ty),+) => {
        $(impl Number for $kind {
            const WHOLE: bool = true;
            #[allow(clippy::cast_precision_loss, clippy::cast_lossless, reason = "what has no place in 53 bits is out of any range")]
            fn amount(self) -> Amount {
                Amount(self as f64)
            }
        }

        impl Settable for $kind {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                clippy::cast_lossless,
                clippy::float_cmp,
                reason = "what does not come back as it went is refused"
            )]
            fn set(&mut self, value: f64) -> bool {
                let whole = value as Self;
                let fits = whole as f64 == value;
                if fits {
                    *self = whole;
                }
                fits
            }
        })+
    };
}

numbers!(u8, u16, u32, u64, usize);

impl Settable for f64 {
    fn set(&mut self, value: f64) -> bool {
        *self = value;
        true
    }
}

impl Number for f64 {
    const WHOLE: bool = false;
    fn amount(self) -> Amount {
        Amount(self)
    }
}

/// One number of a configuration, with all that is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Path: `fixes.max_accuracy_m`.
    pub path: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// It has no decimals.
    pub whole: bool,
    /// What it is.
    pub value: Amount,
    /// What it is where nothing is said.
    pub default: Amount,
    /// Least allowed.
    pub low: Amount,
    /// Most allowed.
    pub high: Amount,
    /// One line.
    pub meaning: String,
}

/// One number must not be above another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Path of the one …
    pub path: &'static str,
    /// … and of the other.
    pub at_most: &'static str,
}

/// What of a number has a place in what an app ships.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) path: &'static str,
    pub(super) low: Amount,
    pub(super) high: Amount,
    pub(super) unit: Unit,
}

/// Refuses what lies outside of its range, and what contradicts another number of its section.
pub(super) fn check(fields: &[Field], rules: &[Rule], values: &[Amount]) -> Result<(), ConfigError> {
    let of = |path| fields.iter().zip(values).find(|(field, _)| field.path == path);
    fields.iter().zip(values).try_for_each(|(field, value)| within(field, *value))?;
    rules.iter().try_for_each(|rule| match (of(rule.path), of(rule.at_most)) {
        (Some((field, value)), Some((_, limit))) if value.0 > limit.0 => {
            let (other, unit) = (rule.at_most, field.unit);
            let problem = ConfigProblem::Above { value: *value, other, limit: *limit, unit };
            Err(ConfigError { field: rule.path, problem })
        }
        _ => Ok(()),
    })
}

fn within(field: &Field, value: Amount) -> Result<(), ConfigError> {
    let Field { path, low, high, unit } = *field;
    if low.0 <= value.0 && value.0 <= high.0 {
        return Ok(());
    }
    Err(ConfigError { field: path, problem: ConfigProblem::Range { value, low, high, unit } })
}

/// Sets the number of this path, whose place is the same in both lists. False where there is none.
pub(super) fn set(
    fields: &[Field],
    places: &mut [&mut dyn Settable],
    path: &str,
    value: f64,
) -> Result<bool, ConfigError> {
    let Some((field, place)) = fields.iter().zip(places).find(|(field, _)| field.path == path) else {
        return Ok(false);
    };
    let amount = Amount(value);
    within(field, amount)?;
    let problem = ConfigProblem::Fraction { value: amount };
    if place.set(value) { Ok(true) } else { Err(ConfigError { field: field.path, problem }) }
}

/// A meaning as it is shown: one line.
pub(super) fn one_line(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Declares a section of the configuration. A line is `meaning`, `name: type = default, unit, least => most;`, and
/// `rules` say which field must not be above which; both have one unit.
///
/// Makes the struct, its `Default`, `check`, `set` and `changed`, and `limits` with all texts: only tools call that one, so the
/// linker drops it elsewhere.
macro_rules! limits {
    (
        $(#[doc = $about:literal])+
        $section:ident as $limits:ident {
            $($(#[doc = $meaning:literal])+ $field:ident: $kind:ty = $default:expr, $unit:ident, $low:expr => $high:expr;)+
        }
        rules { $($less:ident <= $more:ident;)* }
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $limits {
            $(
                $(#[doc = $meaning])+
                #[doc = concat!("\n\nDefault `", stringify!($default), "`, range `", stringify!($low), "` to `", stringify!($high), "`.")]
                pub $field: $kind,
            )+
        }

        impl Default for $limits {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $limits {
            #[allow(clippy::unnecessary_cast, clippy::cast_precision_loss, clippy::cast_lossless, reason = "of any number, and far below 53 bits")]
            const FIELDS: &[$crate::config::limit::Field] = &[$({
                const RANGE: ($kind, $kind) = ($low, $high);
                $crate::config::limit::Field {
                    path: concat!(stringify!($section), ".", stringify!($field)),
                    low: $crate::config::limit::Amount::new(RANGE.0 as f64),
                    high: $crate::config::limit::Amount::new(RANGE.1 as f64),
                    unit: $crate::config::limit::Unit::$unit,
                }
            }),+];

            const RULES: &[$crate::config::limit::Rule] = &[$($crate::config::limit::Rule {
                path: concat!(stringify!($section), ".", stringify!($less)),
                at_most: concat!(stringify!($section), ".", stringify!($more)),
            }),*];

            fn amounts(&self) -> Vec<$crate::config::limit::Amount> {
                use $crate::config::limit::Number;
                vec![$(self.$field.amount()),+]
            }

            /// Refuses what lies outside of its range, and what contradicts itself.
            pub(super) fn check(&self) -> Result<(), $crate::config::ConfigError> {
                $crate::config::limit::check(Self::FIELDS, Self::RULES, &self.amounts())
            }

            /// Sets one number. False where the path is none of these.
            pub(super) fn set(&mut self, path: &str, value: f64) -> Result<bool, $crate::config::ConfigError> {
                $crate::config::limit::set(Self::FIELDS, &mut [$(&mut self.$field),+], path, value)
            }

            /// Paths and values of what is not as by default.
            pub(super) fn changed(&self) -> impl Iterator<Item = (&'static str, $crate::config::limit::Amount)> {
                let pairs = self.amounts().into_iter().zip(Self::default().amounts());
                let changed = Self::FIELDS.iter().zip(pairs).filter(|(_, (value, default))| value != default);
                changed.map(|(field, (value, _))| (field.path, value))
            }

            /// Every number, with all that is to be said of it.
            pub(super) fn limits(&self) -> Vec<$crate::config::limit::Limit> {
                use $crate::config::limit::{Number, one_line};
                let default = Self::default();
                let own = vec![$((
                    <$kind as Number>::WHOLE,
                    self.$field.amount(),
                    default.$field.amount(),
                    one_line(concat!($($meaning, " "),+)),
                )),+];
                let fields = own.into_iter().zip(Self::FIELDS);
                fields.map(|((whole, value, default, meaning), field)| {
                    let $crate::config::limit::Field { path, low, high, unit } = *field;
                    $crate::config::limit::Limit { path, unit, whole, value, default, low, high, meaning }
                }).collect()
            }

            /// Which number must not be above which.
            pub(super) const fn rules() -> &'static [$crate::config::limit::Rule] {
                Self::RULES
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_do() {
        let written = |value: f64| Amount(value).to_string();
        assert_eq!(written(3_000.0), "3000");
        assert_eq!(written(-1.5), "-1.5");
        assert_eq!(written(0.05), "0.05");
        assert_eq!(written(1.0 / 3.0), "0.3333");
        assert_eq!(written(2.99999), "3");
        assert_eq!(written(f64::NAN), "not a number");
        assert_eq!(written(f64::INFINITY), "too large a number");
        assert_eq!(written(f64::NEG_INFINITY), "too low a number");
    }
}
