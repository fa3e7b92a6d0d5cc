//! Where a person takes part (docs/finder.md §2).

use serde::{Deserialize, Serialize};

/// How much a phone reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Participation {
    /// Nothing.
    Off,
    /// Everywhere but at places where the phone often stays.
    #[default]
    AwayFromMyPlaces,
    /// Everywhere outside private zones.
    Everywhere,
}

impl Participation {
    /// Every level, in the order of their numbers.
    pub const ALL: [Self; 3] = [Self::Off, Self::AwayFromMyPlaces, Self::Everywhere];

    /// Stable name, snake case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::AwayFromMyPlaces => "away_from_my_places",
            Self::Everywhere => "everywhere",
        }
    }

    /// The level of a stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}
