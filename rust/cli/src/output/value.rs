//! JSON objects with left-out values left out.

use serde_json::{Map, Value};

/// An object in the order of its insertions.
#[derive(Debug, Default)]
pub(crate) struct Object(Map<String, Value>);

impl Object {
    /// Empty.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// With one more member.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.put(name, value);
        self
    }

    /// With one more member where there is a value.
    #[must_use]
    pub(crate) fn with_some(mut self, name: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.put(name, value);
        }
        self
    }

    /// Adds a member.
    pub(crate) fn put(&mut self, name: &str, value: impl Into<Value>) {
        let _ = self.0.insert(name.to_owned(), value.into());
    }

    /// The value.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        object.into_value()
    }
}

/// Counts by name, in the order of the names.
pub(crate) fn counts<'a>(counts: impl IntoIterator<Item = (&'a str, u64)>) -> Value {
    counts.into_iter().map(|(name, n)| (name.to_owned(), Value::from(n))).collect::<Map<_, _>>().into()
}

/// "1 record", "2 records".
pub(crate) fn plural(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}
