//! An owner, who reads with the command.

use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::command;

/// The owner of one tag.
#[derive(Clone, Debug)]
pub struct Owner {
    secret: String,
    provisioned_day: u32,
}

impl Owner {
    /// `secret` in hex; `provisioned_day` is a UTC day.
    pub fn new(secret: &str, provisioned_day: u32) -> Self {
        Self { secret: secret.to_owned(), provisioned_day }
    }

    /// `findmesh fetch --json` to its end.
    ///
    /// # Panics
    /// Where the command fails.
    pub fn fetch(&self, url: &str) -> Fetched {
        let provisioned = (u64::from(self.provisioned_day) * 86_400).to_string();
        let since = ["--provisioned", &provisioned, "--json"];
        let run = command::run(["fetch", "--relay", url, "--secret", &self.secret].into_iter().chain(since));
        assert_eq!(run.status, 0, "{}", run.stderr);
        let mut lines = run.objects();
        let last = lines.pop().unwrap_or_else(|| panic!("no summary"));
        Fetched { places: lines.into_iter().map(ReadPlace).collect(), summary: last["summary"].clone() }
    }
}

/// What an owner read.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// By time.
    pub places: Vec<ReadPlace>,
    /// Counts, and what was dropped by reason.
    pub summary: Value,
}

/// One line of `fetch`.
#[derive(Clone, Debug)]
pub struct ReadPlace(pub Value);

impl ReadPlace {
    /// Degrees.
    pub fn latitude(&self) -> f64 {
        self.number("lat")
    }

    /// Degrees.
    pub fn longitude(&self) -> f64 {
        self.number("lon")
    }

    /// Metres.
    pub fn accuracy_m(&self) -> f64 {
        self.number("accuracy_m")
    }

    /// Unix seconds.
    ///
    /// # Panics
    /// Where it is no RFC 3339 time in UTC.
    pub fn time(&self) -> i64 {
        let text = self.text("time");
        assert!(text.ends_with('Z'), "{text} is not in UTC");
        let parsed = OffsetDateTime::parse(text, &Rfc3339);
        parsed.unwrap_or_else(|error| panic!("{text}: {error}")).unix_timestamp()
    }

    /// A field that is a text.
    ///
    /// # Panics
    /// Where it is none.
    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.0))
    }

    fn number(&self, name: &str) -> f64 {
        self.0[name].as_f64().unwrap_or_else(|| panic!("{name} in {}", self.0))
    }
}
