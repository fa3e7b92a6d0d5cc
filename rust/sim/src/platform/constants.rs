//! The numbers of the platform model, each with its range, its mark and its source (`platform.toml`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

/// The file that is part of the program.
const BUILTIN: &str = include_str!("../../platform.toml");

/// How far a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Mark {
    /// Read in Android's source or its documentation.
    E,
    /// Read in an independent implementation, a vendor's files or a thread about one.
    I,
    /// Not verified: an assumption, to be swept.
    U,
    /// Computed from other marked numbers.
    C,
}

/// One number, for one range of API levels.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// What the model takes.
    pub value: f64,
    /// Lowest value of a sensitivity run.
    pub low: f64,
    /// Highest value of a sensitivity run.
    pub high: f64,
    /// Its unit: `ms`, `share` (0 to 1), `mA`, `mAh`, `count`, `bytes`, `per_day`, `per_hour`, `per_s`, `m`, `flag`.
    pub unit: String,
    /// First and last API level it holds for.
    #[serde(default = "every_level")]
    pub api: [u16; 2],
    /// How far it is known.
    pub mark: Mark,
    /// Where it comes from, in words.
    pub source: String,
}

fn every_level() -> [u16; 2] {
    [0, u16::MAX]
}

impl Constant {
    fn check(&self) -> Result<(), &'static str> {
        let finite = [self.value, self.low, self.high].iter().all(|number| number.is_finite());
        match () {
            () if !finite || self.low < 0.0 => Err("a number is negative or none"),
            () if self.value < self.low || self.value > self.high => Err("the value is outside its range"),
            () if self.unit.is_empty() => Err("it has no unit"),
            () if self.is_share() && self.high > 1.0 => Err("a share above one"),
            () if self.api[0] > self.api[1] => Err("the API range is empty"),
            () if self.source.trim().is_empty() => Err("it has no source"),
            () => Ok(()),
        }
    }

    fn is_share(&self) -> bool {
        self.unit == "share" || self.unit == "flag"
    }

    fn set(&mut self, value: f64) {
        self.value = if self.is_share() { value.clamp(0.0, 1.0) } else { value.max(0.0) };
    }
}

/// A file of constants that no model can work by.
#[derive(Debug, thiserror::Error)]
pub enum ConstantsError {
    /// Not a table of constants.
    #[error("platform constants: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A constant contradicts itself.
    #[error("platform constant {name}: {reason}")]
    Invalid {
        /// Its name.
        name: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

type Table = BTreeMap<String, BTreeMap<String, Vec<Constant>>>;

/// Every constant by name, as `energy.rx`; cheap to clone.
#[derive(Clone, Debug)]
pub struct Constants {
    by_name: Arc<BTreeMap<String, Vec<Constant>>>,
}

impl Constants {
    /// The constants that come with the program.
    ///
    /// # Panics
    /// Never: a test reads the file that the program was built with.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(BUILTIN).expect("the built-in constants are tested")
    }

    /// Reads a file of constants: sections of names, each a list of entries that differ in API range.
    ///
    /// # Errors
    /// [`ConstantsError`] where the text is no such file or a constant contradicts itself.
    pub fn parse(text: &str) -> Result<Self, ConstantsError> {
        let table: Table = toml::from_str(text)?;
        let mut by_name = BTreeMap::new();
        for (section, constants) in table {
            for (name, entries) in constants {
                let name = format!("{section}.{name}");
                check_all(&entries)
                    .map_err(|reason| ConstantsError::Invalid { name: name.clone(), reason })?;
                let _ = by_name.insert(name, entries);
            }
        }
        Ok(Self { by_name: Arc::new(by_name) })
    }

    /// All names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The entries of a constant, oldest API first; none where no such constant exists.
    #[must_use]
    pub fn entries(&self, name: &str) -> Option<&[Constant]> {
        self.by_name.get(name).map(Vec::as_slice)
    }

    /// The value for the newest API level.
    ///
    /// # Panics
    /// Where no constant has this name: a mistake in the program.
    #[must_use]
    pub fn f64(&self, name: &str) -> f64 {
        self.at(name, u16::MAX)
    }

    /// The value at an API level; beyond the known levels, that of the nearest entry.
    ///
    /// # Panics
    /// Where no constant has this name: a mistake in the program.
    #[must_use]
    pub fn at(&self, name: &str, api: u16) -> f64 {
        let entries = self.entries(name).unwrap_or_else(|| panic!("no platform constant {name}"));
        let near = entries.iter().find(|entry| api <= entry.api[1]).or(entries.last());
        near.map_or(f64::NAN, |entry| entry.value)
    }

    /// The same constants with one of them times `factor`, in every API range; shares stay within 0 to 1.
    ///
    /// # Panics
    /// Where no constant has this name: a mistake in the program.
    #[must_use]
    pub fn scaled(&self, name: &str, factor: f64) -> Self {
        self.edited(name, |entry| entry.set(entry.value * factor))
    }

    /// The same constants with one of them set to `value`, in every API range.
    ///
    /// # Panics
    /// Where no constant has this name: a mistake in the program.
    #[must_use]
    pub fn with(&self, name: &str, value: f64) -> Self {
        self.edited(name, |entry| entry.set(value))
    }

    fn edited(&self, name: &str, edit: impl Fn(&mut Constant)) -> Self {
        let mut by_name = BTreeMap::clone(&self.by_name);
        let entries = by_name.get_mut(name).unwrap_or_else(|| panic!("no platform constant {name}"));
        entries.iter_mut().for_each(edit);
        Self { by_name: Arc::new(by_name) }
    }
}

fn check_all(entries: &[Constant]) -> Result<(), &'static str> {
    entries.iter().try_for_each(Constant::check)?;
    let in_order = entries.windows(2).all(|pair| matches!(pair, [a, b] if a.api[1] < b.api[0]));
    if entries.is_empty() || !in_order { Err("no entries, or their API ranges overlap") } else { Ok(()) }
}
